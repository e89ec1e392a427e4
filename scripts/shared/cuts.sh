# shellcheck shell=bash disable=SC2154
# Offers cut over segments by their sender, among chat; sourced by scripts/lab.

# Each a place in which a filter that reads segments one by one is blind.
cut_texts=(MSG MIME-Version text/x-msmsgsinvite Application-GUID 5D3E02AB 00C04F795683 INVITE Invitation-Cookie
    Application-FileSize)

# One offer by itself behind chat, and one in front of chat in one piece; all of it is cut inside the text.
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

# Every byte of what Alice says, and of what the server tells her, is a segment: no segment holds a word.
trickle_conversation() {
    local segments
    restart_server 0 --cut 1
    count_one_byte_segments
    heading "every byte in a segment of its own, both ways"
    check "both finish what they came for" converse 0 "call bob@example.com" "cut 1" "say before" "offer report.txt" outcome \
        hold "say in front" "offer report.txt" "say behind" release outcome tell-place outcome "say at last" \
        "hear goodbye" -- \
        answer "hear behind" "offer report.txt" outcome hold "say in front too" "offer report.txt" "say behind too" release \
        tell-place outcome "hear at last" "say goodbye" "until-offline alice@example.com"
    segments=$(one_byte_segments)
    check "the gateway saw them so: $segments segments of one byte" [ "$segments" -gt 10000 ]
    restart_server 0
    check_cuts bob
    check_cuts alice
    check "the address of the file does not arrive at Bob" not_seen bob "arrived place"
    check "nor at Alice" not_seen alice "arrived place"
}

# 20 bytes of IP header, 32 of TCP header with timestamps, and one.
one_byte=(-p tcp -m length --length 53 -m comment --comment stile-lab)
count_one_byte_segments() { on gateway iptables -w -t mangle -I FORWARD "${one_byte[@]}"; }
one_byte_segments() {
    on gateway iptables -w -t mangle -nvxL FORWARD | awk '/stile-lab/ { print $1 }'
    on gateway iptables -w -t mangle -D FORWARD "${one_byte[@]}"
}

# check_cuts RECEIVER
check_cuts() {
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "$1 sees no offer" not_seen "$1" "arrived offer"
    check "what is left of the offers arrives" saw "$1" "arrived remains"
}
