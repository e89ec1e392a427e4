# shellcheck shell=bash disable=SC2154,SC2034
# The rules that bring every TCP connection to the daemon; sourced by scripts/lab.

# Its own daemon, whose counters nobody adds up.
any_port_conversations() {
    local usual_place=${switchboard[0]}
    on gateway scripts/rules load --any-port
    start_daemon
    switchboard[0]=203.0.113.20:1864
    restart_server 0
    offer_conversation 0 alice "a switchboard on port 1864"
    file_on_port 23456
    foreign_on_port 23457
    end_daemon TERM
    on gateway scripts/rules load
    switchboard[0]=$usual_place
    restart_server 0
}

# A file that nobody was invited to.
file_on_port() {
    local other status=0
    heading "A data connection on port $1: bob has a file, alice calls for it"
    become_peer server bob send --listen "${bob[0]}:$1" &
    other=$!
    peer client alice fetch --sender "${bob[0]}:$1" --from "${alice[0]}" --account alice@example.com || status=1
    wait "$other" || true
    show alice bob
    check "no file arrives" [ "$status" = 1 ]
    check "the daemon dropped it" eventually 5 logged "${bob[0]}:$1" dropped
}

# Bytes of no protocol: 8 kB of them each way are looked at, the rest never comes to the queue.
foreign_on_port() {
    local server status=0 queued
    heading "A connection on port $1 that has nothing to do with MSN"
    queued=$(queued_packets)
    become_peer server echo-server echo-server --listen "${bob[0]}:$1" &
    server=$!
    peer client echo echo --server "${bob[0]}:$1" --from "${alice[0]}" --size 4000000 || status=1
    queued=$(($(queued_packets) - queued))
    end_process "$server"
    show echo
    check "all of it comes back intact" [ "$status" = 0 ]
    check "the connection has the release mark" released_by_mark "$1"
    check "$(released_packets) packets did not come to the queue, and only $queued did" [ "$queued" -lt 100 ]
}

# Packets that came as far as the queue's rule.
queued_packets() { on gateway iptables -w -t mangle -nvxL STILE-QUEUE | awk '/NFQUEUE/ { print $1 }'; }

released_by_mark() {
    on gateway conntrack -L -p tcp --dport "$1" 2>/dev/null | grep -q "mark=$((0x40000000)) "
}
