# shellcheck shell=bash disable=SC2154
# Offers cut over segments by their sender, among chat; sourced by scripts/lab.

# Each a place in which a filter that reads segments one by one is blind.
cut_texts=(MSG MIME-Version text/x-msmsgsinvite Application-GUID 5D3E02AB 00C04F795683 INVITE Invitation-Cookie
    Application-FileSize)

# Each cut's own offer follows chat that is cut in the same way, and is followed by more of it in the same piece.
cut_conversation() {
    local text steps=() replies=()
    for text in "${cut_texts[@]}"; do
        steps+=("cut-inside $text" "say now inside $text" "offer report.txt" outcome
            hold "offer report.txt" "say after $text" release "hear read $text")
        replies+=("hear after $text" "say read $text")
    done
    heading "alice cuts her offers inside words"
    check "both finish what they came for" converse 0 "call bob@example.com" "${steps[@]}" -- \
        answer "${replies[@]}" "until-offline alice@example.com"
    check_cuts bob
}

# Every byte is a segment, so that no segment holds a word.
trickle_conversation() {
    local before after
    before=$(queued_segments)
    heading "alice sends every byte in a segment of its own"
    check "both finish what they came for" converse 0 "call bob@example.com" "cut 1" "say before" "offer report.txt" outcome \
        hold "say in front" "offer report.txt" "say behind" release outcome tell-place outcome uncut "say at last" \
        "hear goodbye" -- \
        answer "hear behind" "hear at last" "say goodbye" "until-offline alice@example.com"
    after=$(queued_segments)
    check "the gateway saw them so: $((after - before)) packets" [ $((after - before)) -gt 1500 ]
    check_cuts bob
    check "the address of the file does not arrive" not_seen bob "arrived place"
}

queued_segments() { on gateway iptables -w -t mangle -nvxL STILE-QUEUE | awk '/NFQUEUE/ { print $1 }'; }

# check_cuts RECEIVER
check_cuts() {
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "no client sees an offer" not_seen "$1" "arrived offer"
    check "what is left of the offers arrives" saw "$1" "arrived remains"
}
