# shellcheck shell=bash disable=SC2154,SC2034
# A daemon with a policy file that changes under it; sourced by scripts/lab, which calls policy_conversations.

# Its own daemons, whose counters nobody adds up.
policy_conversations() {
    # The daemon reads the file again as the user that it has become.
    chmod 755 "$work"
    start_policy_daemon "files = \"pass\""
    check_privileges
    reload_conversation
    recall_released
    keys_for_a_restart
    end_daemon TERM
    end_listener
    check "stile reload ends with status 1 where no daemon is" reload 1 "files = \"pass\""
    check "which leaves no socket behind" [ ! -e "$work/run/control" ]
    ambient_daemon
}

# write_policy LINES OF [transfers]...
write_policy() {
    printf '%s\n' 'user = "nobody"' '[service]' "socket = \"$work/run/control\"" '[queues]' "length = ${queue_length:-4096}" \
        "receive-buffer = ${receive_buffer:-16777216}" '[transfers]' "$@" >"$work/stile.toml"
    chmod 644 "$work/stile.toml"
}

# start_policy_daemon LINES OF [transfers]...: with a folder of its own and somebody who listens to its notifications.
start_policy_daemon() {
    rm -rf "$work/run" "$work/notify"
    mkdir "$work/run"
    chmod 777 "$work/run"
    write_policy "$@"
    : >"$work/notified"
    python3 scripts/shared/daemon-listener.py "$work/notify" >"$work/notified" &
    listener=$!
    eventually 5 [ -S "$work/notify" ]
    NOTIFY_SOCKET=$work/notify WATCHDOG_USEC=1000000 \
        become gateway "$bin/stiled" --policy "$work/stile.toml" >>"$work/counters" 2>"$work/stiled" &
    daemon=$!
    shown_lines=0
    eventually 5 daemon_listens ||
        die 1 "lab: stiled does not listen to its queues: $(tail -1 "$work/stiled")"
    heading "stiled listens to queues 0 and 1, with a policy file"
}

end_listener() { [ -z "${listener:-}" ] || end_process "$listener"; listener=; }

notified() { grep -q -- "$1" "$work/notified"; }

# Every thread, since both capabilities and users are a thread's own.
check_privileges() {
    local kept
    check "the service manager hears that it is ready" eventually 5 notified '^READY=1'
    kept=$(cat /proc/"$daemon"/task/*/status | grep -E '^(Uid|CapEff|CapPrm|CapInh|CapBnd|NoNewPrivs)' | sort -u | tr -s '\t ' ' ')
    check "every thread of $(find /proc/"$daemon"/task -mindepth 1 -maxdepth 1 | wc -l) is user nobody" \
        grep -qx "Uid: $(id -u nobody) $(id -u nobody) $(id -u nobody) $(id -u nobody)" <<<"$kept"
    check "every thread has CAP_NET_ADMIN and nothing else, nor can it ever" [ "$(grep -c . <<<"$kept")" = 6 ]
    check "effective: CAP_NET_ADMIN" grep -qx 'CapEff: 0000000000001000' <<<"$kept"
    check "permitted: CAP_NET_ADMIN" grep -qx 'CapPrm: 0000000000001000' <<<"$kept"
    check "bounding set: CAP_NET_ADMIN" grep -qx 'CapBnd: 0000000000001000' <<<"$kept"
    check "no new privileges" grep -qx 'NoNewPrivs: 1' <<<"$kept"
}

# reload STATUS LINES OF [transfers]...: by `stile reload`, whose answer is kept; succeeds if it ends with that status.
reload() {
    local status=0
    write_policy "${@:2}"
    "$bin/stile" reload --socket "$work/run/control" >"$work/answer" 2>&1 || status=$?
    [ "$status" = "$1" ]
}
answered() { grep -qE -- "$1" "$work/answer"; }

# hang_up LINES OF [transfers]...: the same by SIGHUP, whose answer is in the log.
hang_up() {
    local before
    before=$(grep -c 'reload:' "$work/stiled" || true)
    write_policy "$@"
    kill -HUP "$daemon"
    eventually 5 told_of_reload "$before"
}
told_of_reload() { [ "$(grep -c 'reload:' "$work/stiled")" -gt "$1" ]; }

# One connection, and three policies that come and go under it: each is the one that decides from the next offer on.
reload_conversation() {
    heading "The policy changes in mid-conversation: pass, decline, a bad file, pass"
    rm -f "$work/declining" "$work/bad" "$work/passing"
    begin_conversation 0 "call bob@example.com" "say one" "hear two" "offer report.txt" outcome \
        "say three" "until-file $work/declining" "offer report.txt" outcome "say four" "until-file $work/bad" \
        "offer report.txt" outcome "say five" "until-file $work/passing" "offer report.txt" outcome "say six" "hear seven" -- \
        answer "hear one" "say two" "hear three" "hear four" "hear five" "hear six" "say seven" "until-offline alice@example.com"
    check "the offer arrives that the first policy lets pass" eventually 10 offers_arrived 1
    check "stile reload ends with status 0 for a policy that declines" reload 0 "files = \"decline\""
    check "and says that it is in force" answered "stile.toml is in force"
    touch "$work/declining"
    check "chat goes on" eventually 10 saw bob 'arrived chat alice@example.com "four"'
    check "an offer is declined, on the connection that was open before" offers_arrived 1
    check "stile reload ends with status 2 for a bad policy" reload 2 "files = \"pass\"" "filse = 3" "fragments = 4"
    check "tells an error with line and key" answered "stile.toml:9: transfers.filse: "
    check "and the other one as well" answered "stile.toml:10: transfers.fragments: "
    check "and that nothing has changed" answered "Nothing has changed"
    touch "$work/bad"
    check "chat goes on" eventually 10 saw bob 'arrived chat alice@example.com "five"'
    check "the policy from before decides" offers_arrived 1
    check "SIGHUP reads a policy that lets files pass" hang_up "files = \"pass\""
    touch "$work/passing"
    check "both finish what they came for" end_conversation
    check "offers arrive again" offers_arrived 2
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "the service manager hears of each reload, with the time" [ "$(grep -c '^MONOTONIC_USEC=[0-9]' "$work/notified")" = 3 ]
    check "and of its end" [ "$(grep -c '^READY=1' "$work/notified")" = 4 ]
}

offers_arrived() { [ "$(grep -cF "arrived offer" "$work/bob")" = "$1" ]; }

# A connection that was released under one policy comes to the queue again under the next.
recall_released() {
    heading "A released connection, and a reload"
    on gateway scripts/rules load --any-port
    foreign_on_port 23458
    check "stile reload" reload 0 "files = \"decline\""
    check "the connection has the release mark no more" not_released_by_mark 23458
    check "and tells how many there were" answered "released connections come to the queue again"
    on gateway scripts/rules load
}

not_released_by_mark() { ! released_by_mark "$1"; }

# What a reload cannot bring about is named, and not done.
keys_for_a_restart() {
    heading "Keys that need more than a reload"
    queue_length=17
    check "stile reload" reload 0 "files = \"decline\"" "[ports]" "any = true"
    queue_length=
    check "names what holds from the next start on" answered "next start of stiled.*queues"
    check "and what the rules depend on" answered "rules.*ports.*stile rules --load"
    check "the status tells the policy in force" status_tells "transfers.files +decline"
    check "and a queue of the length it was bound with" status_tells " of 4096 "
}
status_tells() { "$bin/stile" status --socket "$work/run/control" | grep -qE -- "$1"; }

# As a service manager starts it that has changed the user itself: with two capabilities, one of which is for the table of
# queues alone.
ambient_daemon() {
    local kept
    heading "stiled as user nobody from the start"
    write_policy "files = \"decline\""
    sed -i '/^user/d' "$work/stile.toml"
    become gateway setpriv --reuid nobody --regid nogroup --clear-groups --inh-caps "+net_admin,+dac_read_search" \
        --ambient-caps "+net_admin,+dac_read_search" --bounding-set "-all,+net_admin,+dac_read_search" \
        "$bin/stiled" --policy "$work/stile.toml" >>"$work/counters" 2>"$work/stiled" &
    daemon=$!
    shown_lines=0
    check "listens to its queues" eventually 5 daemon_listens
    kept=$(cat /proc/"$daemon"/task/*/status | grep -E '^(CapEff|CapPrm|CapInh|CapAmb)' | sort -u | tr -s '\t ' ' ')
    check "keeps CAP_NET_ADMIN alone" [ "$(grep -c ' 0000000000001000$' <<<"$kept")-$(grep -c . <<<"$kept")" = 2-4 ]
    check "tells the lengths of its queues" status_tells "^  0 +serves +[0-9]+ of 4096"
    check "stile reload" reload_without_user
    end_daemon TERM
}
reload_without_user() { "$bin/stile" reload --socket "$work/run/control" >"$work/answer" 2>&1; }
