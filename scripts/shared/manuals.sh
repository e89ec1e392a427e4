# shellcheck shell=bash disable=SC2154,SC2034
# Man pages, from what the programs say of themselves and from the policy file; sourced by scripts/install, which sets
# packaging, the folder with the sections that only a person can write.

install_packages_needed=(jq binutils)

# The day of the last change, so that the same sources give the same pages.
manual_date() { LC_ALL=C date -u -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}" '+%B %-d, %Y'; }

# manual PROGRAM SECTION
manual() {
    ".build/release/$1" --experimental-dump-help |
        jq -r --arg section "$2" --arg date "$(manual_date)" --arg version "$(".build/release/$1" --version)" \
            --rawfile tail "$packaging/$1.$2.mdoc" -f "$packaging/manual.jq"
}

# The page of the policy file ends with the default policy itself, comments and all.
policy_manual() {
    printf '.Dd %s\n.Dt STILE.TOML 5\n.Os Stile\n' "$(manual_date)"
    cat "$packaging/stile.toml.5.mdoc"
    sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\&&/" rules/stile.toml
    printf '.Ed\n.Sh SEE ALSO\n.Xr stile 1 ,\n.Xr stiled 8\n'
}
