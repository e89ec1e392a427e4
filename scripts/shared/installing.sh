# shellcheck shell=bash disable=SC2154,SC2034
# Installing and taking away, in scratch folders and in a copy of this machine that is thrown away; sourced by scripts/test behind machine.sh.

unit=scripts/shared/packaging/stile.service

unit_is_hardened() {
    local folder status=0
    folder=$(mktemp -d)
    sed -e 's|@BIN@|/bin|' -e 's|@SBIN@|/bin|' "$unit" >"$folder/stile.service"
    systemd-analyze security --offline=true --threshold=20 "$folder/stile.service" >"$folder/report" || status=1
    tail -1 "$folder/report"
    rm -rf "$folder"
    return $status
}

# Nothing but what was there before is there afterwards.
install_leaves_nothing() {
    local root status=0
    root=$(mktemp -d)
    mkdir -p "$root/usr/bin"
    scripts/install --built --destdir "$root" --prefix /usr >/dev/null || status=1
    [ -x "$root/usr/sbin/stiled" ] && [ -e "$root/etc/stile/stile.toml" ] || status=1
    scripts/install --uninstall --destdir "$root" --prefix /usr >/dev/null || status=1
    [ "$(cd "$root" && find . | sort | xargs)" = ". ./usr ./usr/bin" ] || status=1
    rm -rf "$root"
    return $status
}

# By a second installation, and when all else is taken away.
edited_policy_is_kept() {
    local root status=0
    root=$(mktemp -d)
    scripts/install --built --destdir "$root" >/dev/null || status=1
    printf '# edited\n' >>"$root/etc/stile/stile.toml"
    scripts/install --built --destdir "$root" >/dev/null || status=1
    scripts/install --uninstall --destdir "$root" >/dev/null || status=1
    [ "$(cd "$root" && find . -type f)" = ./etc/stile/stile.toml ] || status=1
    [ "$(tail -1 "$root/etc/stile/stile.toml")" = "# edited" ] || status=1
    rm -rf "$root"
    return $status
}

# Every page is there, and man finds nothing in it to complain of.
manuals_are_clean() {
    local root page status=0
    root=$(mktemp -d)
    scripts/install --built --destdir "$root" --prefix /usr >/dev/null || status=1
    for page in man1/stile.1 man5/stile.toml.5 man8/stiled.8; do
        man --warnings -l "$root/usr/share/man/$page.gz" >"$root/text" 2>"$root/warnings" || status=1
        grep -q '^NAME' "$root/text" || status=1
        ! grep . "$root/warnings" || status=1
    done
    rm -rf "$root"
    return $status
}

completions_are_read() {
    local root status=0 program
    root=$(mktemp -d)
    scripts/install --built --destdir "$root" --prefix /usr >/dev/null || status=1
    for program in stile stiled; do
        bash -n "$root/usr/share/bash-completion/completions/$program" || status=1
        zsh -n "$root/usr/share/zsh/vendor-completions/_$program" || status=1
        fish -n "$root/usr/share/fish/vendor_completions.d/$program.fish" || status=1
    done
    rm -rf "$root"
    return $status
}

# What a package leaves behind: installed, upgraded with an edited policy, removed, installed again and purged.
package_comes_and_goes() {
    local package=$1 folder status=0
    folder=$(mktemp -d)
    cp "$package" "$folder/one.deb"
    dpkg-deb -R "$package" "$folder/tree"
    sed -i 's/^Version: .*/&+next/' "$folder/tree/DEBIAN/control"
    dpkg-deb --root-owner-group -Znone -b "$folder/tree" "$folder/two.deb" >/dev/null
    cp scripts/shared/package-life.sh "$folder/life"
    in_scratch_copy bash "$folder/life" "$folder" || status=1
    rm -rf "$folder"
    return $status
}

# Needs a release build.
check_installing() {
    local package
    check "the unit is hardened" unit_is_hardened
    check "what is installed is taken away, and nothing else" install_leaves_nothing
    check "an edited policy is kept" edited_policy_is_kept
    check "the man pages are clean" manuals_are_clean
    check "bash, zsh and fish can read their completions" completions_are_read
    check "a Debian package is made" scripts/package --built
    package=$(package_file)
    check "lintian has nothing against it" lintian --fail-on error,warning "$package"
    check "the package installs, upgrades, is removed and purged" package_comes_and_goes "$package"
}
