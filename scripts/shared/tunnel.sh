# shellcheck shell=bash disable=SC2034,SC2154
# The same conversations with Alice behind the HTTP gateway; sourced by scripts/lab.

gateway_place=203.0.113.30:80

# The rules as they come leave port 80 alone: whoever wants it looked at adds it.
http_rule=(STILE-QUEUE -p tcp -m multiport --ports 80 -j NFQUEUE --queue-balance 0:1 --queue-bypass)

# tunnel_conversations: answers in one piece, then in chunks, so small that offers and lines are cut by them.
tunnel_conversations() {
    on gateway iptables -w -t mangle -A "${http_rule[@]}"
    begin_counting
    begin_daemon
    tunnelled "plain answers"
    in_chunks=yes
    tunnelled "chunked answers" --chunks 50
    in_chunks=no
    leave_daemon
    check_counting
    tunnel_joined_late
    on gateway iptables -w -t mangle -D "${http_rule[@]}"
    restart_server 0
}

# tunnelled TITLE SERVER-OPTIONS...
tunnelled() {
    local carrier
    restart_server 0 --gateway "$gateway_place" "${@:2}"
    alice_options=(--gateway "$gateway_place")
    chat_conversation 0 "HTTP gateway, $1"
    offer_conversation 0 alice "HTTP gateway, $1"
    offer_conversation 0 bob "HTTP gateway, $1"
    for carrier in "P2P version 1" "P2P version 2"; do
        use_carrier "$carrier"
        shared_file alice bob "$carrier, HTTP gateway, $1"
        shared_file bob alice "$carrier, HTTP gateway, $1"
        shared_pictures "$carrier, HTTP gateway, $1"
    done
    alice_options=()
    if [ "$transfers" = none ]; then
        check "Alice's client asks the gateway for compressed answers" saw server4 "asked for a compressed answer"
    else
        check "the gateway is not asked to compress its answers" not_seen server4 "asked for a compressed answer"
    fi
}

# The daemon comes when the gateway's session is open, so that nothing but requests and answers is left to go by.
tunnel_joined_late() {
    restart_server 0 --gateway "$gateway_place"
    alice_options=(--gateway "$gateway_place")
    use_carrier "P2P version 1"
    unseen_offer "HTTP gateway"
    half_sent_file "HTTP gateway"
    alice_options=()
}
