# shellcheck shell=bash disable=SC2034
# What the scripts share: saying things, stopping with a reason, installing packages, counting checks.

if [ -t 1 ]; then bold=$'\e[1m' red=$'\e[31m' green=$'\e[32m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' red='' green='' dim='' plain=''; fi

heading() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }

# die STATUS MESSAGE: one line with cause and remedy.
die() {
    printf '%s\n' "$2" >&2
    exit "$1"
}

need_root() {
    [ "$(id -u)" = 0 ] || die 1 "$1 needs root: run this as root, for example with sudo"
}

# Debian's packages with what must be there for the build, the lab and the lint; for the parts of the lab that watch a
# daemon, which are skipped without; and for what checks the installation.
build_packages=(libpcap-dev libnetfilter-queue-dev libmnl-dev)
lab_packages=(iproute2 iptables nftables conntrack procps python3)
test_packages=(shellcheck binutils)
watching_packages=(curl prometheus faketime chromium)
installing_packages=(jq dpkg-dev lintian man-db systemd zsh fish)

# Installs those of the named Debian packages that are missing.
install_packages() {
    local missing=() package
    command -v dpkg-query >/dev/null || die 1 "this is not Debian: install the equivalents of $* by hand"
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    need_root "installing ${missing[*]}"
    heading "Installing ${missing[*]}"
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >/dev/null
}

need_swift() {
    command -v swift >/dev/null ||
        die 1 "no swift on PATH: install the Swift 6.3 toolchain from https://www.swift.org/install/linux and put its usr/bin on PATH"
    local version
    version=$(swift --version 2>&1 | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -1)
    # shellcheck disable=SC2086
    set -- ${version:-0 0}
    [ "$1" -gt 6 ] || { [ "$1" = 6 ] && [ "$2" -ge 3 ]; } ||
        die 1 "swift on PATH is version $1.$2, and 6.3 is needed: install it from https://www.swift.org/install/linux"
}

# Builds the programs that the lab and the gateway run, without a dynamic Swift runtime to go missing.
build_release() {
    heading "Building the release"
    swift build -c release --static-swift-stdlib --explicit-target-dependency-import-check error
}

passed=0
failed=0

# check DESCRIPTION COMMAND...: counts one check; it passes if the command succeeds.
check() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        printf '  %sok%s      %s\n' "$green" "$plain" "$what"
    else
        failed=$((failed + 1))
        printf '  %sFAILED%s  %s\n' "$red" "$plain" "$what"
    fi
}

skip() { printf '  %sskipped%s %s\n' "$dim" "$plain" "$*"; }

# The closing line of every script that checks something; its status is the script's.
summary() {
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
}
