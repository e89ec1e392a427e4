# shellcheck shell=bash disable=SC2154
# What was installed, so that exactly that can be taken away: a line for each folder that was made and each file that was
# put, with its checksum where it is one that people edit. Sourced by scripts/install, which sets prefix and destdir, and
# stage, where everything lies ready.

manifest_path() { printf '%s/share/stile/manifest' "$prefix"; }
checksum() { sha256sum "$1" 2>/dev/null | cut -d' ' -f1; }

# Puts everything in its place, and takes away what an earlier installation put there and this one has not.
place_all() {
    local manifest earlier path
    manifest=$destdir$(manifest_path)
    earlier=$(cat "$manifest" 2>/dev/null || true)
    lines=$(grep '^folder ' <<<"$earlier" || true)
    make_folder "$(dirname "$(manifest_path)")"
    while read -r path; do
        make_folder "$(dirname "$path")"
        case $path in
            /etc/*) place_config "$path" ;;
            *) place "$path"; lines+=$'\n'"file $path" ;;
        esac
    done < <(cd "$stage" && find . -type f -printf '/%P\n' | sort)
    while read -r _ path; do
        grep -qxF "file $path" <<<"$lines" || rm -f "$destdir$path"
    done < <(grep '^file ' <<<"$earlier")
    lines+=$'\n'"file $(manifest_path)"
    sed '/^$/d' <<<"$lines" >"$manifest.new"
    mv -f "$manifest.new" "$manifest"
}

# Makes a folder and those above it, and notes those that were not there.
make_folder() {
    [ ! -d "$destdir$1" ] || return 0
    make_folder "$(dirname "$1")"
    install -d -m 755 "$destdir$1"
    lines+=$'\n'"folder $1"
}

# At one stroke: a program that runs keeps the file it began with.
place() {
    cp -p "$stage$1" "$destdir$1.new"
    mv -f "$destdir$1.new" "$destdir$1"
}

# A file that people edit is put where there is none, and replaced only as long as it is what we put there ourselves.
place_config() {
    local path=$1 ours
    ours=$(awk -v path="$path" '$1 == "config" && $3 == path { print $2 }' <<<"$earlier")
    if [ ! -e "$destdir$path" ] || [ "$(checksum "$destdir$path")" = "$ours" ]; then
        place "$path"
        ours=$(checksum "$stage$path")
    else
        printf 'kept, because it was edited: %s\n' "$path"
    fi
    [ -z "$ours" ] || lines+=$'\n'"config $ours $path"
}

# Takes away what the manifest lists. Folders go last, inner ones first, and only empty ones.
take_away() {
    local manifest path sum
    manifest=$(cat "$destdir$(manifest_path)" 2>/dev/null) ||
        die 1 "install: nothing is installed under $destdir$prefix: $(manifest_path) is missing; is --prefix right?"
    while read -r _ sum path; do
        if [ "$(checksum "$destdir$path")" = "$sum" ]; then
            rm "$destdir$path"
        elif [ -e "$destdir$path" ]; then
            printf 'kept, because it was edited: %s\n' "$path"
        fi
    done < <(grep '^config ' <<<"$manifest")
    while read -r _ path; do rm -f "$destdir$path"; done < <(grep '^file ' <<<"$manifest")
    while read -r _ path; do rmdir "$destdir$path" 2>/dev/null || true; done < <(grep '^folder ' <<<"$manifest" | sort -r)
}
