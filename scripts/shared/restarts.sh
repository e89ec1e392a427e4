# shellcheck shell=bash disable=SC2154
# A daemon that comes in the middle of a conversation, or goes; sourced by scripts/lab.

# restart_conversation TITLE SIGNAL: the daemon ends by that signal in mid-conversation, chat passes without it, and
# another daemon starts; whoever offers a file then is declined, on the connections that are open already.
restart_conversation() {
    heading "stiled $1 between two chat lines"
    rm -f "$work/ended" "$work/started"
    begin_conversation 0 "call bob@example.com" "say one" "hear two" "until-file $work/ended" "say three" "hear four" \
        "until-file $work/started" "say five" "hear six" "offer report.txt" outcome "say seven" \
        hold "say eight" "offer report.txt" "say nine" release outcome "hear ten" -- \
        answer "hear one" "say two" "hear three" "say four" "hear five" "say six" "hear nine" "offer report.txt" \
        outcome "say ten" "until-offline alice@example.com"
    check "a conversation is under way" eventually 10 saw alice 'arrived chat bob@example.com "two"'
    end_daemon "$2"
    touch "$work/ended"
    check "chat passes while there is no daemon" eventually 10 saw alice 'arrived chat bob@example.com "four"'
    start_daemon
    touch "$work/started"
    check "both finish what they came for" end_conversation
    check_restarted
}

# The new daemon's first sight of the conversation is the offer itself, with nothing before it to find a footing by.
offer_first_conversation() {
    heading "stiled starts in mid-conversation, and the first thing said is an offer"
    rm -f "$work/started"
    begin_conversation 0 "call bob@example.com" "say one" "hear two" "until-file $work/started" "offer report.txt" \
        outcome "say three" "hear four" -- \
        answer "hear one" "say two" "hear three" "offer report.txt" outcome "say four" "until-offline alice@example.com"
    check "a conversation is under way" eventually 10 saw alice 'arrived chat bob@example.com "two"'
    end_daemon TERM
    start_daemon
    touch "$work/started"
    check "both finish what they came for" end_conversation
    check_restarted
}

check_restarted() {
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "bob sees no offer" not_seen bob "arrived offer"
    check "alice sees no offer" not_seen alice "arrived offer"
    check "alice's offers were declined" saw bob "arrived remains"
    check "bob's offer was declined" saw alice "arrived remains"
    check "nobody had to sign in again: no connection was lost" not_seen alice "lost switchboard"
}

# end_daemon SIGNAL
end_daemon() {
    kill "-$1" "$daemon"
    wait "$daemon" 2>/dev/null || true
    daemon=
}
