# shellcheck shell=bash disable=SC2154
# Files and pictures in sessions of the P2P layer: in the switchboard, routed, by direct connections. Sourced by
# scripts/lab, which says what $transfers is.

# Whether files arrive: in a run without a daemon, which proves that the checks can fail.
files_arrive() { case $transfers in none | pass | observe) true ;; *) false ;; esac; }

# begin_daemon, if this run has one; leave_daemon, so that what comes next is not seen.
begin_daemon() { [ "$transfers" = none ] || start_daemon; }
leave_daemon() { [ "$transfers" = none ] || end_daemon TERM; }

# From here on offers are counted, by us and by the daemon.
begin_counting() {
    : >"$work/counters"
    offers_sent=0
}

# Once the daemon has ended.
check_counting() {
    [ "$transfers" != none ] || return 0
    check "as many offers were counted as made: $offers_sent" all_offers_counted
}

# The ways to carry packets, and the options and first steps that they need.
carriers=("P2P version 1" "P2P version 2" "SDG")

# use_carrier CARRIER
use_carrier() {
    client_options=() speak="speak 2"
    case $1 in
        "P2P version 1") speak="speak 1" ;;
        SDG) client_options=(--routed) ;;
    esac
}

session_conversations() {
    local carrier
    begin_counting
    begin_daemon
    for carrier in "${carriers[@]}"; do
        use_carrier "$carrier"
        shared_file alice bob "$carrier"
        shared_file bob alice "$carrier"
        shared_pictures "$carrier"
        cut_session "$carrier"
        trickled_session "$carrier"
    done
    use_carrier "P2P version 1"
    direct_conversations "version 1"
    use_carrier "P2P version 2"
    direct_conversations "version 2"
    check_session_log
    leave_daemon
    check_counting
    for carrier in "${carriers[@]}"; do
        use_carrier "$carrier"
        unseen_offer "$carrier"
        half_sent_file "$carrier"
    done
    use_carrier "P2P version 1"
    unseen_offer_direct
    use_carrier "P2P version 1"
    client_options=()
}

direct_conversations() {
    direct_picture alice bob 6891 "$1"
    direct_picture bob alice 6899 "$1"
    offer_by_direct alice bob 6891 "$1"
    offer_by_direct bob alice 6899 "$1"
    insisted_file alice bob 6891 "$1"
    insisted_file bob alice 6899 "$1"
    file_behind_picture alice bob 6899 "$1"
}

check_session_log() {
    [ "$transfers" != none ] || return 0
    heading "What the daemon logged"
    check "Alice's offers: who, to whom, which file, its size, that they were declined" eventually 5 \
        logged "alice@example.com.* offers .*bob@example.com" "report\.txt" "5000 bytes" "declined"
    check "Bob's likewise" eventually 5 \
        logged "bob@example.com.* offers .*alice@example.com" "report\.txt" "5000 bytes" "declined"
    check "as many transfers as offers: $offers_sent" eventually 5 one_transfer_each
}

# A transfer may have a second line that tells more, but not a second number.
one_transfer_each() { [ "$(sed -n 's/.*transfer \([0-9]*\) .* offers .*/\1/p' "$work/stiled" | sort -u | wc -l)" = "$offers_sent" ]; }

# What the server has to say of a message is known only where there is a switchboard.
with_outcome() { if [ ${#client_options[@]} = 0 ]; then echo outcome; else echo "say no outcome"; fi; }

# shared_file SENDER RECEIVER CARRIER
shared_file() {
    heading "$1 offers $2 a file in a session ($3)"
    check "both finish what they came for" between 0 "$1" "$speak" "call $2@example.com" "say before" "hear read before" \
        "share report.txt" "$(with_outcome)" until-resolved send-file end-session "say after" "hear goodbye" -- \
        "$speak" answer "hear before" "say read before" "hear after" "say goodbye" "until-offline $1@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check_offer_declined "$1" "$2"
    [ ${#client_options[@]} = 0 ] || return 0
    check "the server's word of the offer: $(word_of_offer "$1")" all_words "$1" 1
}

# check_offer_declined SENDER RECEIVER
check_offer_declined() {
    if files_arrive; then
        check "the offer arrives, as every client reads it" saw "$2" \
            "arrived session offer $1@example.com as read by pidgin,amsn,msnpsharp,miranda,kopete,official"
        check "the sender is told that it is accepted" saw "$1" "session accepted"
        check "the file arrives intact" saw "$2" "arrived file of 5000 bytes intact"
        return
    fi
    check "no client sees the offer" not_seen "$2" "arrived session offer"
    check "the receiving client declines what is left of it" saw "$2" "answered session 603 Decline"
    check "and so the sender is told" saw "$1" "session declined 603"
    check "not a byte of the file is stored" not_seen "$2" "stored file bytes"
}

# check_picture NAME COUNT ROUTE: whether so many pictures came to that one by that way, and none came otherwise.
check_picture() {
    check "$1 gets the picture, byte for byte, by the $3" [ "$(grep -c "^arrived picture of .* intact by the $3" "$work/$1")" = "$2" ]
    check "and none that is damaged" not_seen "$1" "bytes altered"
}

# shared_pictures CARRIER: each wants the other's, the packets of both among chat.
shared_pictures() {
    heading "Display pictures both ways ($1)"
    check "both finish what they came for" converse 0 "$speak" "call bob@example.com" "say before" want-picture \
        until-resolved until-picture end-session "say mine now" "hear got it" "say after" "hear goodbye" -- \
        "$speak" answer "hear before" "hear mine now" want-picture until-resolved until-picture end-session "say got it" \
        "hear after" "say goodbye" "until-offline alice@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check_picture alice 1 conversation
    check_picture bob 1 conversation
    check "both are answered with consent" saw bob "answered session 200 OK"
    check "no packet is damaged for Alice" not_seen alice "arrived remains"
    check "nor for Bob" not_seen bob "arrived remains"
}

# direct_picture CALLER LISTENER PORT VERSION
direct_picture() {
    heading "A display picture by a direct connection to $2's port $3 ($4)"
    check "both finish what they came for" between 0 "$1" "$speak" "call $2@example.com" "say before" want-picture \
        until-resolved connect until-picture end-session "say after" "hear goodbye" -- \
        "$speak" answer pictures-directly "listen-at $3" "hear before" "hear after" "say goodbye" \
        "until-offline $1@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "the direct connection opens" saw "$1" "direct connection open"
    check_picture "$1" 1 direct
}

# offer_by_direct CALLER LISTENER PORT VERSION: once a picture has opened the way, a file is offered there; a second
# picture follows it.
offer_by_direct() {
    heading "A file offered on a direct connection that has carried a picture, to $2's port $3 ($4)"
    check "both finish what they came for" between 0 "$1" "$speak" "call $2@example.com" "say before" want-picture \
        until-resolved connect until-picture "share report.txt" until-resolved send-file end-session \
        "say between" "hear read between" want-picture until-resolved until-picture "say after" "hear goodbye" -- \
        "$speak" answer pictures-directly "listen-at $3" "hear before" "hear between" \
        "say read between" "hear after" "say goodbye" "until-offline $1@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "the offer goes by the direct connection" saw "$1" 'sent session offer "report.txt" 5000 by the direct'
    check_offer_declined "$1" "$2"
    check_picture "$1" 2 direct
}

# insisted_file SENDER RECEIVER PORT VERSION: the receiver accepts whatever is left of an offer, so that the two go on to
# open a direct connection for it, and fall back to the conversation.
insisted_file() {
    heading "Two clients that insist on a file, with a direct connection to $2's port $3 ($4)"
    check "both finish what they came for" between 0 "$1" "$speak" "call $2@example.com" "say before" "share report.txt" \
        until-resolved connect send-file end-session "say after" "hear goodbye" -- \
        "$speak" answer trust "listen-at $3" "hear before" "hear after" "say goodbye" "until-offline $1@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check_direct_file "$1" "$2"
}

# check_direct_file SENDER RECEIVER
check_direct_file() {
    if files_arrive; then
        check "the direct connection opens" saw "$1" "direct connection open"
        check "the file arrives intact by it" saw "$2" "arrived file of 5000 bytes intact by the direct"
        return
    fi
    check "the direct connection is dead" saw "$1" "dead: the direct connection was"
    check "the sender falls back to the conversation" saw "$1" "packets of the file by the conversation"
    check "not a byte of the file is stored, by either way" not_seen "$2" "stored file bytes"
}

# file_behind_picture SENDER RECEIVER PORT VERSION: the direct connection is open and has carried a picture when two who
# insist send a file over it.
file_behind_picture() {
    heading "Two clients that insist on a file, on a direct connection that has carried a picture ($4)"
    check "both finish what they came for" between 0 "$1" "$speak" "call $2@example.com" "say before" want-picture \
        until-resolved connect until-picture "share report.txt" until-resolved send-file "say after" "hear goodbye" -- \
        "$speak" answer pictures-directly trust "listen-at $3" "hear before" "hear after" "say goodbye" \
        "until-offline $1@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check_picture "$1" 1 direct
    if files_arrive; then
        check "the file arrives intact by it" saw "$2" "arrived file of 5000 bytes intact by the direct"
    else
        check "not a byte of the file is stored" not_seen "$2" "stored file bytes"
    fi
}

# unseen_offer CARRIER: the daemon starts when the file has been accepted and its first byte is still to come.
unseen_offer() {
    heading "stiled starts after a file was accepted ($1)"
    rm -f "$work/started"
    begin_conversation 0 "$speak" "call bob@example.com" "share report.txt" until-resolved "say one" "hear two" \
        "until-file $work/started" send-file end-session "say three" "hear goodbye" -- \
        "$speak" answer "hear one" "say two" "hear three" "say goodbye" "until-offline alice@example.com"
    check "the file is accepted" eventually 10 saw alice 'arrived chat bob@example.com "two"'
    begin_daemon
    touch "$work/started"
    check "both finish what they came for" end_conversation
    leave_daemon
    check "every chat line arrives, byte for byte" all_chat_arrived
    if files_arrive; then
        check "the file arrives intact" saw bob "arrived file of 5000 bytes intact"
    else
        check "not a byte of the file is stored" not_seen bob "stored file bytes"
        check "the sender's BYE arrives, and closes an empty file" saw bob "session ended: stored 0 bytes"
    fi
}

# half_sent_file CARRIER: the daemon starts in the middle of a file; in the first version the first packet has gone twice.
half_sent_file() {
    local sent=2444
    [ "$speak" = "speak 2" ] || sent=2404
    heading "stiled starts in the middle of a file ($1)"
    rm -f "$work/started"
    begin_conversation 0 "$speak" "call bob@example.com" "share report.txt" until-resolved "send-file 2" "say one" \
        "hear two" "until-file $work/started" send-file end-session "say three" "hear goodbye" -- \
        "$speak" answer "hear one" "say two" "hear three" "say goodbye" "until-offline alice@example.com"
    check "two packets of the file have come" eventually 10 saw alice 'arrived chat bob@example.com "two"'
    begin_daemon
    touch "$work/started"
    check "both finish what they came for" end_conversation
    leave_daemon
    check "every chat line arrives, byte for byte" all_chat_arrived
    if files_arrive; then
        check "the file arrives intact" saw bob "arrived file of 5000 bytes intact"
    else
        check "the file does not arrive" not_seen bob "arrived file"
        check "not a byte is stored beyond those two packets" saw bob "session ended: stored $sent bytes"
    fi
}

# The daemon has seen neither the offer nor the announcement: what the connection carries has to tell.
unseen_offer_direct() {
    heading "stiled starts before a direct connection carries a file that it knows nothing of"
    rm -f "$work/started"
    begin_conversation 0 "$speak" "call bob@example.com" "share report.txt" until-resolved connect "say one" "hear two" \
        "until-file $work/started" send-file end-session "say three" "hear goodbye" -- \
        "$speak" answer "hear one" "say two" "hear three" "say goodbye" "until-offline alice@example.com"
    check "the direct connection is open" eventually 10 saw alice 'arrived chat bob@example.com "two"'
    begin_daemon
    touch "$work/started"
    check "both finish what they came for" end_conversation
    leave_daemon
    check "every chat line arrives, byte for byte" all_chat_arrived
    check_direct_file alice bob
}
