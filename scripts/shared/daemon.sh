# shellcheck shell=bash disable=SC2154,SC2016
# The daemon under test in the lab's gateway; sourced by scripts/lab.

daemon=
shown_lines=0

# end_process PID: a process of ours, whether or not it is still there. A job that was forked a moment ago may miss a
# signal, and is told again until it has heard.
end_process() {
    while kill "$1" 2>/dev/null; do eventually 1 has_ended "$1" && break; done
    wait "$1" 2>/dev/null || true
}
has_ended() { ! kill -0 "$1" 2>/dev/null; }

# eventually SECONDS COMMAND...: succeeds as soon as the command does.
eventually() {
    local tries=$(($1 * 20))
    while ! "${@:2}"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

start_daemon() {
    become gateway "$bin/stiled" --queue 0:1 --transfers "$transfers" --socket "$work/control" >>"$work/counters" 2>"$work/stiled" &
    daemon=$!
    eventually 5 daemon_listens ||
        die 1 "lab: stiled does not listen to its queues: $(tail -1 "$work/stiled")"
    heading "stiled listens to queues 0 and 1"
}

# Both queues have a listener, by the kernel's own list.
daemon_listens() {
    kill -0 "$daemon" 2>/dev/null || return 1
    [ "$(on gateway awk '$1 <= 1' /proc/net/netfilter/nfnetlink_queue 2>/dev/null | wc -l)" = 2 ]
}

# What the daemon has logged since the last time.
show_daemon_log() {
    [ -n "$daemon" ] || return 0
    tail -n "+$((shown_lines + 1))" "$work/stiled" | sed "s/^/    ${dim}stiled$plain  /"
    shown_lines=$(wc -l <"$work/stiled")
}

# logged PATTERN...: some line of the log matches all of them.
logged() {
    local lines pattern
    lines=$(cat "$work/stiled")
    for pattern in "$@"; do lines=$(grep -E -- "$pattern" <<<"$lines") || return 1; done
}

# The words by which the log tells what was done to an offer and to a connection that carries nothing but a file,
# which has no chat to be kept alive for.
done_to_offers() {
    case $transfers in
        decline) echo declined ;;
        drop) echo dropped ;;
        reset) echo reset ;;
        observe) echo observed ;;
        pass) echo passed ;;
    esac
}
done_to_data() { if [ "$transfers" = decline ]; then echo dropped; else done_to_offers; fi; }

check_daemon_log() {
    local offers data
    offers=$(done_to_offers)
    data=$(done_to_data)
    heading "What the daemon logged"
    check "Alice's offer: who, to whom, which file, its size, that it was $offers" \
        eventually 5 logged "alice@example.com.* offers .*bob@example.com" "report\.txt" "5000 bytes" "$offers"
    check "Bob's offer likewise" \
        eventually 5 logged "bob@example.com.* offers .*alice@example.com" "report\.txt" "5000 bytes" "$offers"
    check "the data connection on Alice's port 6891: $data" eventually 5 logged "${alice[0]}:6891" "$data"
    check "the data connection on Bob's port 6891: $data" eventually 5 logged "${bob[0]}:6891" "$data"
}

# counted VERDICT: how many packets met it.
counted() { awk -v verdict="$1" '$1 == "packets" && $2 == verdict && NF == 3 { print $3 }' "$work/counters"; }

# A transfer counts once, however often it is sent again.
all_offers_counted() {
    local counted
    counted=$(awk '$1 == "transfers" && $2 == "invite" { sum += $NF } END { print sum + 0 }' "$work/counters")
    [ "$counted" = "$offers_sent" ]
}

check_counters() {
    check "as many offers were counted as made: $offers_sent" all_offers_counted
    case $transfers in
        decline)
            check "packets were edited" [ "$(counted edit)" -gt 0 ]
            check "packets were dropped" [ "$(counted drop)" -gt 0 ] ;;
        drop | reset) check "packets were dropped" [ "$(counted drop)" -gt 0 ] ;;
        observe | pass)
            check "not a packet was edited" [ "$(counted edit)" = 0 ]
            check "not a packet was dropped" [ "$(counted drop)" = 0 ] ;;
    esac
}

# A counter's report is not empty once it has come.
counters_printed() { [ -s "$work/counters" ]; }

stop_daemon() {
    local status=0
    heading "Counters"
    kill -USR1 "$daemon"
    check "SIGUSR1 prints the counters" eventually 5 counters_printed
    : >"$work/counters"
    kill -TERM "$daemon"
    wait "$daemon" || status=$?
    daemon=
    check "SIGTERM ends the daemon with status 0 (was $status)" [ "$status" = 0 ]
    check "and it prints the counters once more" counters_printed
    check_counters
    sed 's/^/    /' "$work/counters"
    printf '    packets that did not come to the queue, their connection being released: %s\n' "$(released_packets)"
}
