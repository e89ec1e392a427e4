# shellcheck shell=bash disable=SC2154,SC2016
# What the rules do without a daemon; sourced by scripts/lab.

admin_rules_unchanged() { diff <(saved_rules) "$work/admin-rules" >"$work/difference"; }
saved_rules() { on gateway iptables-save | sed -e '/^#/d' -e 's/\[[0-9:]*\]//'; }
jumps() { on gateway iptables -w -t "$1" -S | grep -c -- "-A $2 -j $3"; }
last_in_mangle() { [ "$(on gateway iptables -w -t mangle -S FORWARD | tail -1)" = "-A FORWARD -j STILE-QUEUE" ]; }
first_in_filter() { [ "$(on gateway iptables -w -S FORWARD | sed -n 2p)" = "-A FORWARD -j STILE-RESET" ]; }
queues_every_port() {
    on gateway iptables -w -t mangle -S STILE-QUEUE |
        grep -qx -- "-A STILE-QUEUE -p tcp -j NFQUEUE --queue-num $1 --queue-bypass"
}
loads() { on gateway scripts/rules load "$@" 2>"$work/rules-error"; }

# Somebody else's rules must be as they were, wherever they are.
check_loading() {
    heading "Loading and unloading the rules"
    on gateway iptables -w -t mangle -A FORWARD -p udp --dport 5060 -j ACCEPT
    on gateway iptables -w -A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
    saved_rules >"$work/admin-rules"
    check "they load" loads
    check "those for any port load in their place" loads --any-port --queue 3
    check "every TCP connection goes to the queue that was asked for" queues_every_port 3
    check "they load again" loads --queue 0:1
    check "the jump to the queue is there once" [ "$(jumps mangle FORWARD STILE-QUEUE)" = 1 ]
    check "the jump to the reset is there once" [ "$(jumps filter FORWARD STILE-RESET)" = 1 ]
    check "the queue comes last in mangle FORWARD" last_in_mangle
    check "the reset comes first in filter FORWARD" first_in_filter
    on gateway scripts/rules unload
    check "unloaded, everybody else's rules are as they were" admin_rules_unchanged
    check_nft
}

# A kernel without NFT_QUEUE refuses the two queue statements; the rest must load even there.
check_nft() {
    if has_nft_queue; then
        check "the nftables rules load" loads --nft
        check "they load again" loads --nft
        check "those for any port load in their place" loads --any-port --nft
    else
        skip "the nftables rules as a whole: this kernel has no NFT_QUEUE"
        check "the nftables rules without the queue statement load" nft_without_queue rules/stile.nft
        check "so do those for any port" nft_without_queue rules/stile-any-port.nft
    fi
    on gateway scripts/rules unload
    check "unloaded, no table of ours is left" no_nft_table
}

has_nft_queue() {
    local status=0
    printf 'table inet probe { chain c { type filter hook forward priority 0; queue num 0 bypass; }; }\n' |
        on gateway nft -f - 2>/dev/null || status=1
    on gateway nft delete table inet probe 2>/dev/null || true
    return $status
}

nft_without_queue() { sed '/queue num/d' "$1" | on gateway nft -f - 2>"$work/rules-error"; }
no_nft_table() { ! on gateway nft list tables | grep -q 'inet stile'; }

# Reassembly is off in a namespace in which nothing asks for connection tracking.
check_fragments_without_rules() {
    local reassembled
    heading "Fragments, before any rule asks for connection tracking"
    reassembled=$(ip_counter gateway ReasmOKs)
    set_narrow_link 1280
    check "a long line arrives" converse 0 "call bob@example.com" "say $long_line$long_line" "hear got it" -- \
        answer "hear $long_line$long_line" "say got it" "until-offline alice@example.com"
    set_narrow_link 1500
    check "the gateway forwards the fragments as they are" [ "$(ip_counter gateway ReasmOKs)" = "$reassembled" ]
}

# In place of the daemon, rules of the lab set the marks; they come first in the chain, since a packet that meets
# NFQUEUE without a listener leaves it.
check_marks() {
    heading "The release mark"
    mangle_forward -I -p tcp --dport 6891 -j MARK --set-xmark 0x40000000/0x40000000
    mangle_forward -I -j CONNMARK --set-xmark 0x5/0xff
    plain_conversation server "${bob[0]}" client "${alice[0]}" "with the release mark set"
    check "a marked connection leaves the chain at its first rule" [ "$(released_packets)" -gt 0 ]
    check "the connection has the bit, and other bits of its mark are untouched" \
        grep -q "mark=$((0x40000005)) " <(on gateway conntrack -L -p tcp --dport 6891 2>/dev/null)
    mangle_forward -D -p tcp --dport 6891 -j MARK --set-xmark 0x40000000/0x40000000
    mangle_forward -D -j CONNMARK --set-xmark 0x5/0xff

    heading "The reset mark"
    mangle_forward -I -m connmark --mark 0x1/0x1 -j MARK --set-xmark 0x20000000/0x20000000
    mangle_forward -I -p tcp --dport 6892 --tcp-flags PSH PSH -j CONNMARK --set-xmark 0x1/0x1
    refused_connection
    mangle_forward -D -m connmark --mark 0x1/0x1 -j MARK --set-xmark 0x20000000/0x20000000
    mangle_forward -D -p tcp --dport 6892 --tcp-flags PSH PSH -j CONNMARK --set-xmark 0x1/0x1
}

mangle_forward() { on gateway iptables -w -t mangle "$1" FORWARD "${@:2}"; }

# From the first byte on every packet carries the mark, from either end.
refused_connection() {
    local other
    become_peer server bob send --listen "${bob[0]}:6892" &
    other=$!
    peer client alice fetch --sender "${bob[0]}:6892" --from "${alice[0]}" || true
    wait "$other" || true
    show alice bob
    check "the caller's end is reset" saw alice "dead: the data connection was reset"
    check "the listener's end is reset" saw bob "dead: the data connection was reset"
}
