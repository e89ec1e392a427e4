# shellcheck shell=bash disable=SC2154,SC2016
# The lab's conversations, and what is expected of each. Sourced by scripts/lab, which says what $transfers is.

# What nobody may take for an invitation: one that somebody pastes into chat, with the command around it.
pasted=$'look:\r\nMSG 6 S 290\r\nContent-Type: text/x-msmsgsinvite\r\n\r\nApplication-Name: File Transfer\r
Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\nInvitation-Command: INVITE\r
Invitation-Cookie: 33267\r\nApplication-File: report.txt\r\nApplication-FileSize: 5000\r\n\r\n'

# An invitation in one segment behind this line is cut in two where a narrow link makes fragments of the packet.
long_line="a long line $(printf '%0850d' 0)"

# peer NAMESPACE NAME ARGUMENTS...: runs a peer, its events into a file of that name.
peer() { on "$1" "$bin/peers" "${@:3}" >"$work/$2" 2>&1; }

# The same for use with &.
become_peer() { become "$1" "$bin/peers" "${@:3}" >"$work/$2" 2>&1; }

# Seconds after which a client gives up: more than a busy machine needs for the slowest conversation.
patience=60

# What else both clients are told before their steps, and what only Alice.
client_options=() alice_options=()

# converse FAMILY ALICE-STEPS... -- BOB-STEPS...: both clients at once, until both have ended; succeeds if both did
# all that they were told. FAMILY is 0 for IPv4, 1 for IPv6.
converse() {
    begin_conversation "$@"
    end_conversation
}

# The same in two halves, for what is to happen meanwhile.
begin_conversation() {
    local family=$1 alice_steps=()
    shift
    while [ "$1" != -- ]; do alice_steps+=("$1") && shift; done
    shift
    : | tee "$work/alice" >"$work/bob"
    become_client server bob "${bob[family]}" "$@" &
    bob_job=$!
    become_client client alice "${alice[family]}" "${alice_steps[@]}" &
    alice_job=$!
}

# become_client NAMESPACE NAME ADDRESS STEPS...: for use with &, in begin_conversation.
become_client() {
    local options=(${client_options[@]+"${client_options[@]}"})
    [ "$2" != alice ] || options+=(${alice_options[@]+"${alice_options[@]}"})
    become_peer "$1" "$2" client --account "$2@example.com" --from "$3" --server "${notification[family]}" \
        --deadline "$patience" ${options[@]+"${options[@]}"} "${@:4}"
}

end_conversation() {
    local status=0
    wait "$alice_job" || status=1
    wait "$bob_job" || status=1
    show alice bob
    return $status
}

# How many offers the clients have made in all.
offers_sent=0

# show NAME...: the events of those peers, for the person who watches.
show() {
    local name
    for name in "$@"; do
        sed "s/^/    $dim$name$plain  /" "$work/$name"
        offers_sent=$((offers_sent + $(grep -cE '^sent (session )?offer' "$work/$name" || true)))
    done
    show_daemon_log
}

saw() { grep -qF -- "$2" "$work/$1"; }
not_seen() { ! grep -qF -- "$2" "$work/$1"; }

# Whether every line that says "sent chat" to one has its "arrived chat" at the other.
all_chat_arrived() {
    local from to
    for from in alice bob; do
        [ "$from" = alice ] && to=bob || to=alice
        diff <(sed -n 's/^sent chat //p' "$work/$from") \
            <(sed -n "s/^arrived chat $from@example.com //p" "$work/$to") >"$work/difference" || return 1
    done
}

# Chat both ways; passes whatever is done with transfers.
chat_conversation() {
    heading "Login and chat both ways ($2)"
    check "both finish what they came for" converse "$1" \
        "call bob@example.com" "say hello 1" "hear hello 2" "say $pasted" hear-nudge "say hello 3" "hear goodbye" -- \
        answer "hear hello 1" "say hello 2" "hear $pasted" nudge "hear hello 3" "say goodbye" \
        "until-offline alice@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "an invitation pasted into chat is chat" not_seen bob "arrived offer"
}

# offer_conversation FAMILY alice|bob TITLE: that one offers a file, among chat.
offer_conversation() {
    local offerer=$2 receiver
    [ "$offerer" = alice ] && receiver=bob || receiver=alice
    heading "$offerer offers $receiver a file ($3)"
    case $transfers in
        drop) dropped_offer "$@" "$receiver" ;;
        reset) reset_offer "$@" "$receiver" ;;
        *) chatty_offer "$@" "$receiver" ;;
    esac
    case $transfers in
        decline | drop | reset) check "no client sees the offer" not_seen "$receiver" "arrived offer" ;;
        *) check "the offer arrives" saw "$receiver" "arrived offer $offerer@example.com \"report.txt\" 5000" ;;
    esac
}

# between FAMILY CALLER STEPS... -- STEPS...: like converse, the caller's steps first.
between() {
    local family=$1 caller=$2 first=()
    shift 2
    if [ "$caller" = alice ]; then converse "$family" "$@" && return; return 1; fi
    while [ "$1" != -- ]; do first+=("$1") && shift; done
    shift
    converse "$family" "$@" -- "${first[@]}"
}

# The offer among chat that must not notice it: before, after, and in one segment with it.
chatty_offer() {
    check "both finish what they came for" between "$1" "$2" \
        "call $4@example.com" "say before" "hear read before" "offer report.txt" outcome "say after" "hear read after" \
        hold "say same segment, first" "offer report.txt" "say same segment, last" release "hear read it all" \
        hold "say $long_line" "offer report.txt" "say behind the long line" release outcome \
        tell-place outcome "say at last" "hear goodbye" -- \
        answer "hear before" "say read before" "hear after" "say read after" \
        "hear same segment, last" "say read it all" "hear behind the long line" "hear at last" "say goodbye" \
        "until-offline $2@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "the connection goes on: the server has a word on every offer, $(word_of_offer "$2")" all_words "$2" 3
    case $transfers in
        decline) check "the address of the file does not arrive" not_seen "$4" "arrived place" ;;
        *) check "the address of the file arrives" saw "$4" "arrived place" ;;
    esac
}

# What the server says of an offer comes to the offerer as ACK; where it crosses the gateway, and the offer has been
# declined there, as NAK. Word of what Bob sends does not cross it: he and the server are neighbours. Where answers come in
# small chunks, one may end within the word: its first letters have gone by then, and it stays as it is.
word_of_offer() {
    if [ "$transfers-$1" != decline-alice ]; then
        echo delivered
    elif [ "${in_chunks:-no}" = yes ]; then
        echo "delivered|undelivered"
    else
        echo undelivered
    fi
}

# all_words OFFERER COUNT: so many words, and all of them that one.
all_words() {
    [ "$(grep -cxE "outcome ($(word_of_offer "$1"))" "$work/$1")" = "$2" ] && [ "$(grep -c '^outcome' "$work/$1")" = "$2" ]
}

# A dropped segment is sent for ever: that the switchboard freezes behind it is what the action means.
dropped_offer() {
    check "both finish what they came for" between "$1" "$2" \
        "call $4@example.com" "say before" "hear read before" hold "say $long_line" "offer report.txt" release outcome -- \
        answer "hear before" "say read before" "until-offline $2@example.com"
    check "chat before the offer arrives" saw "$4" 'arrived chat '"$2"'@example.com "before"'
    check "sent four times, the offer is never acknowledged" frozen "$2"
}

# The offerer's own connection is stuck, or the server's to the receiver, of which it tells the offerer.
frozen() { saw "$1" "outcome stuck" || saw "$1" "outcome undelivered"; }

reset_offer() {
    local after=(outcome) until="until-left $2@example.com"
    # Bob and the server are neighbours: what crosses the gateway, and is reset, is the server's connection to Alice.
    [ "$2" = alice ] || { after=(outcome "until-left alice@example.com") until=until-lost; }
    check "both finish what they came for" between "$1" "$2" \
        "call $4@example.com" "say before" "hear read before" hold "say $long_line" "offer report.txt" release "${after[@]}" -- \
        answer "hear before" "say read before" "$until"
    check "chat before the offer arrives" saw "$4" 'arrived chat '"$2"'@example.com "before"'
    check "Alice's switchboard connection is reset" saw alice "lost switchboard: reset"
    check "so is the server's end of it" saw "$(server_log "$1")" "lost switchboard alice@example.com: reset"
}

# A whole transfer, where it is not stopped.
file_conversation() {
    heading "Alice sends Bob a file ($2)"
    check "both finish what they came for" converse "$1" \
        "call bob@example.com" "say take this" "offer report.txt" outcome give "say did you get it?" "hear yes" -- \
        answer "hear take this" consent take "hear did you get it?" "say yes" "until-offline alice@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "the file arrives intact" saw bob 'arrived file "report.txt" 5000 bytes intact'
}

# data_conversation GIVER GIVER-NAMESPACE TAKER TAKER-NAMESPACE: a file on port 6891 that nobody was invited to.
data_conversation() {
    local -n giver=$1 taker=$3
    local other status=0
    heading "A data connection on port 6891: $1 has a file, $3 calls for it"
    become_peer "$2" "$1" send --listen "${giver[0]}:6891" &
    other=$!
    peer "$4" "$3" fetch --sender "${giver[0]}:6891" --from "${taker[0]}" --account "$3@example.com" || status=1
    wait "$other" || status=1
    show "$1" "$3"
    case $transfers in
        none | pass | observe)
            check "the file arrives intact" saw "$3" 'arrived file "report.txt" 5000 bytes intact' ;;
        reset)
            check "no file arrives" [ "$status" = 1 ]
            check "the caller's end is reset" saw "$3" "dead: the data connection was reset"
            check "the listener's end is reset" saw "$1" "dead: the data connection was reset" ;;
        decline | drop)
            check "no file arrives" not_seen "$3" "arrived file"
            check "the connection is dead: not a byte is acknowledged" saw "$3" "dead: the data connection was silent"
            check "the listener ends too, without a byte" saw "$1" "dead: the data connection was" ;;
    esac
}

# plain_conversation NAMESPACE ADDRESS NAMESPACE ADDRESS TITLE: bytes of no protocol, echoed by the first.
plain_conversation() {
    local server status=0
    heading "A connection on port 6891 that has nothing to do with MSN, $5"
    become_peer "$1" echo-server echo-server --listen "$2:6891" &
    server=$!
    peer "$3" echo echo --server "$2:6891" --from "$4" || status=1
    end_process "$server"
    show echo
    check "all of it comes back intact" [ "$status" = 0 ]
}

# Packets larger than the link to the gateway, so that both telling bytes and chat come to it in fragments.
fragment_conversation() {
    local fragments reassembled seen
    fragments=$(ip_counter access FragCreates)
    reassembled=$(ip_counter gateway ReasmOKs)
    on gateway iptables -w -t mangle -I FORWARD -f -m comment --comment stile-lab
    set_narrow_link 1280
    offer_conversation 0 alice "in fragments"
    set_narrow_link 1500
    seen=$(on gateway iptables -w -t mangle -nvxL FORWARD | awk '/stile-lab/ { print $1 }')
    on gateway iptables -w -t mangle -D FORWARD -f -m comment --comment stile-lab
    fragments=$(($(ip_counter access FragCreates) - fragments))
    reassembled=$(($(ip_counter gateway ReasmOKs) - reassembled))
    check "the access router cut packets: $fragments fragments" [ "$fragments" -gt 0 ]
    check "the gateway put $reassembled packets together before the queue" [ "$reassembled" -gt 0 ]
    check "no fragment came as far as the rules" [ "$seen" = 0 ]
}
