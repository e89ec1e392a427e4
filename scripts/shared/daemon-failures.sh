# shellcheck shell=bash disable=SC2154,SC2034
# A daemon that dies, hangs, is flooded or loses a queue; sourced by scripts/lab, which calls failing_daemons.

# Their own daemons, whose counters nobody adds up.
failing_daemons() {
    chmod 755 "$work"
    second_daemon
    killed_under_load
    hung_daemon
    flooded_queue
    overrun_buffer
    lost_queue
    moved_clock
    full_disk
    renamed_events
}

# The holder is named: nothing is worse than "operation not permitted".
second_daemon() {
    local status=0
    start_policy_daemon "files = \"decline\""
    heading "A second daemon on the same queues"
    on gateway "$bin/stiled" --queue 0:1 --socket "$work/another" >"$work/second" 2>&1 || status=$?
    check "ends with status 1 (was $status)" [ "$status" = 1 ]
    check "and names who has the queue" grep -q "queue 0 is taken by stiled (pid $daemon)" "$work/second"
    chat_conversation 0 "the first daemon serves on"
    end_daemon TERM
    end_listener
    check "ending, it says so" notified '^STOPPING=1'
}

# Connections of all kinds on any port, none of which may notice.
killed_under_load() {
    local server jobs=() job status=0 number
    on gateway scripts/rules load --any-port
    start_policy_daemon "files = \"decline\""
    heading "stiled is killed with -9 under load"
    become_peer server echo-server echo-server --listen "${bob[0]}:23459" &
    server=$!
    for number in 1 2 3 4; do
        become_peer client "echo$number" echo --server "${bob[0]}:23459" --from "${alice[0]}" --size 2000000 &
        jobs+=($!)
    done
    become_load &
    jobs+=($!)
    eventually 10 enough_queued 200 || true
    end_daemon KILL
    check "the rules let the packets by without it" load_goes_on
    for job in "${jobs[@]}"; do wait "$job" || status=1; done
    end_process "$server"
    check "every connection ends well, all bytes intact" [ "$status" = 0 ]
    end_listener
    on gateway scripts/rules load
}

# Many short connections one after the other: each has its first packets in the queue.
become_load() {
    local number
    for number in $(seq 60); do
        peer client load echo --server "${bob[0]}:23459" --from "${alice[0]}" --size 6000 || return 1
        echo "$number" >"$work/load-count"
    done
}
enough_queued() { [ "$(queued_packets)" -gt "$1" ]; }
load_goes_on() {
    local before
    before=$(cat "$work/load-count" 2>/dev/null || echo 0)
    eventually 10 load_beyond "$before"
}
load_beyond() { [ "$(cat "$work/load-count")" -gt "$1" ] || [ "$(cat "$work/load-count")" = 60 ]; }

# SIGSTOP stands for a daemon that hangs: its queue is bound, so nothing bypasses it until it is full.
hung_daemon() {
    local beats
    queue_length=4
    start_policy_daemon "files = \"decline\""
    queue_length=
    heading "stiled hangs (SIGSTOP), with a queue of 4 packets"
    if [ -n "${listener:-}" ]; then
        check "while it is well the watchdog hears of it" eventually 5 notified '^WATCHDOG=1'
    fi
    rm -f "$work/stopped" "$work/continued"
    begin_conversation 0 "call bob@example.com" "say one" "hear two" "until-file $work/stopped" "say three" "hear four" \
        "until-file $work/continued" "say five" "offer report.txt" outcome "say six" "hear seven" -- \
        answer "hear one" "say two" "hear three" "say four" "hear five" "hear six" "say seven" "until-offline alice@example.com"
    check "a conversation is under way" eventually 10 saw alice 'arrived chat bob@example.com "two"'
    kill -STOP "$daemon"
    eventually 5 is_stopped "$daemon" || true
    beats=$(grep -c '^WATCHDOG=1' "$work/notified" || true)
    touch "$work/stopped"
    check "fail-open: chat passes as soon as the queue is full" eventually 20 saw alice 'arrived chat bob@example.com "four"'
    check "the watchdog hears nothing meanwhile" [ "$(grep -c '^WATCHDOG=1' "$work/notified" || true)" = "$beats" ]
    kill -CONT "$daemon"
    touch "$work/continued"
    check "both finish what they came for" end_conversation
    check "an offer made when it is well again is declined" not_seen bob "arrived offer"
    check "every chat line arrives, byte for byte" all_chat_arrived
    end_daemon TERM
    end_listener
}
is_stopped() { grep -q '^State:.*T' "/proc/$1/status"; }

# More packets at once than queue and receive buffer hold.
flooded_queue() {
    local server status=0 number jobs=() job
    on gateway scripts/rules load --any-port
    queue_length=8 receive_buffer=65536
    start_policy_daemon "files = \"decline\""
    queue_length='' receive_buffer=''
    heading "A queue of 8 packets and a small receive buffer are flooded"
    become_peer server echo-server echo-server --listen "${bob[0]}:23460" &
    server=$!
    kill -STOP "$daemon"
    for number in 1 2 3 4 5 6; do
        become_peer client "echo$number" echo --server "${bob[0]}:23460" --from "${alice[0]}" --size 500000 &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job" || status=1; done
    kill -CONT "$daemon"
    end_process "$server"
    check "fail-open: every connection ends well, all bytes intact" [ "$status" = 0 ]
    check "the daemon is alive" kill -0 "$daemon"
    on gateway scripts/rules load
    offer_conversation 0 alice "after the flood"
    end_daemon TERM
    end_listener
}

# SYNs pile up until the socket's receive buffer overruns (ENOBUFS): the daemon counts that and goes on.
overrun_buffer() {
    on gateway scripts/rules load --any-port
    receive_buffer=65536
    start_policy_daemon "files = \"decline\""
    receive_buffer=''
    heading "The receive buffer overruns"
    kill -STOP "$daemon"
    on client timeout 3 bash -c 'for i in {1..400}; do : 2>/dev/null >/dev/tcp/203.0.113.66/23461 & done; wait' 2>/dev/null || true
    kill -CONT "$daemon"
    on gateway scripts/rules load
    offer_conversation 0 alice "after the overrun"
    : >"$work/counters"
    kill -USR1 "$daemon"
    check "the overrun is counted" eventually 5 grep -q 'queue_losses receive_buffer_overruns' "$work/counters"
    end_daemon TERM
    end_listener
}

# One of several queues dies silently: the kernel has unbound it, and nobody told the daemon.
lost_queue() {
    start_policy_daemon "files = \"decline\""
    heading "Queue 0 is taken away behind the daemon's back"
    python3 scripts/shared/daemon-unbind.py "$daemon" 0
    check "the daemon notices" eventually 10 logged "has unbound queue 0"
    check "serves it again" eventually 10 logged "queue 0 is served again"
    check "by the kernel's own list" eventually 5 daemon_listens
    offer_conversation 0 alice "through the queue that was lost"
    end_daemon TERM
    end_listener
}

# Events go to a disk of 8 kB, all of which somebody else has filled.
full_disk() {
    mkdir -p "$work/disk"
    if ! mount -t tmpfs -o size=8k,mode=777 stile-lab "$work/disk"; then skip "a full disk: no tmpfs can be mounted"; return; fi
    head -c 8192 /dev/zero >"$work/disk/other"
    start_policy_daemon "files = \"decline\"" "[events]" "to = \"file:$work/disk/events\""
    heading "The disk of the events is full"
    offer_conversation 0 alice "with nowhere to write events"
    offer_conversation 0 bob "likewise"
    check "events are lost, and counted" eventually 5 events_lost
    check "no line is there in part" whole_lines "$work/disk/events"
    rm "$work/disk/other"
    offer_conversation 0 alice "with room again"
    check "events are written again" eventually 5 grep -q '"event_type":"transfer"' "$work/disk/events"
    check "each of them whole" whole_lines "$work/disk/events"
    end_daemon TERM
    end_listener
    umount "$work/disk"
}
events_lost() { "$bin/stile" status --socket "$work/run/control" | grep -qE 'events lost +[1-9]'; }
whole_lines() { ! grep -vqE '^\{.*\}$' "$1"; }

# As logrotate does it.
renamed_events() {
    mkdir -p "$work/log"
    chmod 777 "$work/log"
    start_policy_daemon "files = \"decline\"" "[events]" "to = \"file:$work/log/events\""
    heading "The file of the events is renamed, and the daemon told"
    check "the start is an event" eventually 5 grep -q '"daemon":"started"' "$work/log/events"
    mv "$work/log/events" "$work/log/events.1"
    kill -HUP "$daemon"
    check "the reload is an event in the new file" eventually 5 grep -q '"event_type":"policy"' "$work/log/events"
    end_daemon TERM
    check "so is the end" grep -q '"daemon":"stopping"' "$work/log/events"
    check "each line of the old file is whole" whole_lines "$work/log/events.1"
    end_listener
}

# The clock that people read is moved a day forward and two back in mid-conversation. The lab has the machine's own clock,
# which is nobody's to move: a library between the daemon and it tells another time.
moved_clock() {
    local clock
    clock=$(find /usr/lib -name libfaketimeMT.so.1 2>/dev/null | head -1)
    [ -n "$clock" ] || { skip "a clock that is moved: no libfaketime here; install ${watching_packages[*]}" && return; }
    mkdir -p "$work/log"
    chmod 777 "$work/log"
    printf '+0\n' >"$work/clock"
    LD_PRELOAD=$clock FAKETIME_TIMESTAMP_FILE=$work/clock FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 \
        start_policy_daemon "files = \"decline\"" "[events]" "to = \"file:$work/log/moved\""
    heading "The clock is moved a day forward, and two days back"
    rm -f "$work/forward" "$work/back"
    begin_conversation 0 "call bob@example.com" "say one" "hear two" "until-file $work/forward" "say three" \
        "offer report.txt" outcome "until-file $work/back" "say four" "offer report.txt" outcome "say five" "hear six" -- \
        answer "hear one" "say two" "hear three" "hear four" "hear five" "say six" "until-offline alice@example.com"
    check "a conversation is under way" eventually 10 saw alice 'arrived chat bob@example.com "two"'
    printf '+1d\n' >"$work/clock"
    touch "$work/forward"
    check "an offer of tomorrow is declined" eventually 10 transfer_event tomorrow
    printf -- '-1d\n' >"$work/clock"
    touch "$work/back"
    check "and one of yesterday" eventually 10 transfer_event yesterday
    check "both finish what they came for" end_conversation
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "bob sees no offer" not_seen bob "arrived offer"
    check "the watchdog goes on hearing of it" another_beat
    end_daemon TERM
    end_listener
}
transfer_event() { grep '"event_type":"transfer"' "$work/log/moved" | grep -q "\"timestamp\":\"$(date -u -d "$1" +%Y-%m-%d)"; }
another_beat() {
    local beats
    beats=$(grep -c '^WATCHDOG=1' "$work/notified")
    eventually 5 more_beats "$beats"
}
more_beats() { [ "$(grep -c '^WATCHDOG=1' "$work/notified")" -gt "$1" ]; }
