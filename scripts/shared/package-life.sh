#!/usr/bin/env bash
# The life of a package in a machine that is thrown away afterwards: FOLDER has one.deb and, a version later, two.deb.
set -euo pipefail
folder=$1

# Without what dpkg itself, and the caches that others' triggers write, leave of any package.
files() {
    find /etc /usr /var -xdev \( -path /var/lib/dpkg -o -path /var/cache -o -path /var/log/dpkg.log \) -prune -o -print | sort
}
policy=/etc/stile/stile.toml
dpkg_quietly() { DEBIAN_FRONTEND=noninteractive dpkg --force-confold "$@" >/dev/null; }
expect() { "${@:2}" || { printf 'package: %s\n' "$1" >&2; exit 1; }; }
is_absent() { [ ! -e "$1" ] && [ ! -L "$1" ]; }

files >"$folder/before"
dpkg_quietly -i "$folder/one.deb"
expect "the programs start" stile --version >/dev/null
expect "the daemon starts" stiled --version >/dev/null
expect "its shared libraries are those it depends on" dpkg --verify stile
expect "the service is enabled" test -L /etc/systemd/system/multi-user.target.wants/stile.service

printf '# edited\n' >>"$policy"
dpkg_quietly -i "$folder/two.deb"
expect "an upgrade keeps the edited policy" grep -qxF "# edited" "$policy"

dpkg_quietly -r stile
expect "a removal keeps the policy" test -e "$policy"
expect "a removal takes the programs" is_absent /usr/sbin/stiled
expect "a removal disables the service" is_absent /etc/systemd/system/multi-user.target.wants/stile.service

dpkg_quietly -i "$folder/one.deb"
mkdir -p /var/log/stile
touch /var/log/stile/events.json
dpkg_quietly -P stile
files >"$folder/after"
expect "a purge leaves what was there before" diff "$folder/before" "$folder/after"
