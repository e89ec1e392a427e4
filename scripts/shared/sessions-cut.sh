# shellcheck shell=bash disable=SC2154
# Sessions cut over segments by their sender; sourced by scripts/lab after sessions.sh.

# Each a place in which a filter that reads segments one by one is blind.
session_cut_texts=(x-msnmsgrp2p "INVITE MSNMSGR" EUF-GUID 5D3E02AB 00C04F795683 SessionID "AppID: 2" Context)

# cut_session CARRIER: an offer for each place, cut there, and a picture asked for in between.
cut_session() {
    local text steps=()
    for text in "${session_cut_texts[@]}"; do
        steps+=("cut-inside $text" "share report.txt" until-resolved send-file end-session "say after $text"
            want-picture until-picture end-session)
    done
    heading "alice cuts what she offers in sessions inside words ($1)"
    check "both finish what they came for" converse 0 "$speak" "call bob@example.com" "${steps[@]}" "say done" "hear goodbye" -- \
        "$speak" answer "hear done" "say goodbye" "until-offline alice@example.com"
    check_cut_session "${#session_cut_texts[@]}"
}

# trickled_session CARRIER: no segment holds a word, neither from Alice nor from the server.
trickled_session() {
    restart_server 0 --cut 1
    heading "Every byte in a segment of its own, both ways ($1)"
    check "both finish what they came for" converse 0 "$speak" "call bob@example.com" "cut 1" "say before" \
        "share report.txt" until-resolved send-file end-session want-picture until-picture end-session "say after" \
        "hear goodbye" -- \
        "$speak" answer "hear after" "say goodbye" "until-offline alice@example.com"
    restart_server 0
    check_cut_session 1
}

# check_cut_session COUNT
check_cut_session() {
    check "every chat line arrives, byte for byte" all_chat_arrived
    check_picture alice "$1" conversation
    if files_arrive; then
        check "the files arrive intact: $1" [ "$(grep -c '^arrived file of 5000 bytes intact' "$work/bob")" = "$1" ]
        return
    fi
    check "Bob sees no offer" not_seen bob "arrived session offer"
    check "Bob's client declines what is left of each: $1" [ "$(grep -c '^session declined 603' "$work/alice")" = "$1" ]
    check "not a byte of a file is stored" not_seen bob "stored file bytes"
}
