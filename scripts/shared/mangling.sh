# shellcheck shell=bash disable=SC2034,SC2154
# Long conversations over bad links on both sides of the gateway; sourced by scripts/lab.

# What happens to packets in a hundred on each link, in each direction.
loss=3 reordering=5 duplication=3

# Blocks of chat, and how many lines each of the two says in a block, besides two beside an offer.
blocks=30 lines=9

# join_wires LOSS REORDERING DUPLICATION: makes both links of the gateway, in place of those there are.
join_wires() {
    local pair job
    for job in ${wires[@]+"${wires[@]}"}; do end_process "$job"; done
    wires=()
    for pair in "access-gateway gateway-access" "gateway-server server-gateway"; do
        # shellcheck disable=SC2086
        become_peer wire "${pair% *}" mangle --loss "$1" --reordering "$2" --duplication "$3" $pair &
        wires+=($!)
        eventually 5 grep -qs ^joined "$work/${pair% *}" || die 1 "lab: $(cat "$work/${pair% *}")"
    done
}

# How many packets met this fate on either link.
fate() { cat "$work/access-gateway" "$work/gateway-server" | grep -c "^$1" || true; }

# A netem on each end of both links, if the kernel has it.
netem_devices=("access to-gateway" "gateway to-access" "gateway to-server" "server to-gateway")

has_netem() { on wire tc qdisc add dev lo root netem loss 0% 2>/dev/null && on wire tc qdisc del dev lo root; }

add_netem() {
    local end
    for end in "${netem_devices[@]}"; do
        on "${end% *}" tc qdisc add dev "${end#* }" root netem delay 2ms reorder "$reordering%" \
            loss "$loss%" duplicate "$duplication%" || return 1
    done
}

remove_netem() {
    local end
    for end in "${netem_devices[@]}"; do on "${end% *}" tc qdisc del dev "${end#* }" root; done
}

# Segments of 88 bytes, each a packet by itself, so that no message fits in one.
set_small_segments() {
    configure client route change default via 198.51.100.1 advmss 88
    configure server route change default via 203.0.113.1 advmss 88
    configure client link set to-access gso_max_segs 1
    configure server link set to-gateway gso_max_segs 1
}

# script ME OTHER: what one of the two does, a line a step. Both talk at once, wait for each other after each
# block, and offer a file in each: in front of chat, behind it or amid it, in one piece with it.
script() {
    local block line
    for ((block = 1; block <= blocks; block++)); do
        for ((line = 1; line <= lines; line++)); do
            printf 'say %s, line %d of block %d, and a tail %0*d\n' "$1" "$line" "$block" $((1 + line * block % 50)) 0
        done
        case $((block % 3)) in
            0) printf '%s\n' hold "offer report.txt" "say $1 behind $block" "say $1 ends $block" release ;;
            1) printf '%s\n' hold "say $1 before $block" "offer report.txt" release "say $1 ends $block" ;;
            2) printf '%s\n' hold "say $1 before $block" "offer report.txt" "say $1 ends $block" release ;;
        esac
        printf '%s\n' "hear $2 ends $block"
    done
    # Who closes a connection with an answer unread resets it.
    printf '%s\n' until-answered "say $1 pauses" "hear $2 pauses" "say $1 takes leave" "hear $2 takes leave"
}

# mangled_conversation TITLE
mangled_conversation() {
    local alice_steps bob_steps
    mapfile -t alice_steps < <(script alice bob)
    mapfile -t bob_steps < <(script bob alice)
    # Bob stays until Alice's OUT has come: word of his own leaving would meet a socket that she has closed.
    heading "Alice and Bob talk at length over bad links ($1)"
    check "both finish what they came for" converse_unseen 0 "call bob@example.com" "${alice_steps[@]}" "say goodbye" "hear goodbye" -- \
        answer "${bob_steps[@]}" "hear goodbye" "say goodbye" "until-left alice@example.com" \
        "until-offline alice@example.com"
    check "every chat line arrives, byte for byte: $(said alice) of Alice's, $(said bob) of Bob's" all_chat_arrived
    check "they are as many as were meant" said_everything
    check "no connection is lost on Alice's side" not_seen alice "lost switchboard"
    check "nor on the server's" nobody_lost
    check_offers alice bob
    check_offers bob alice
}

# Too long to be shown, unless somebody asks.
converse_unseen() { if [ "$verbose" = yes ]; then converse "$@"; else converse "$@" >"$work/talk"; fi; }

said() { grep -c '^sent chat' "$work/$1" || true; }
said_everything() {
    local meant=$((blocks * (lines + 2) + 3))
    [ "$(said alice)" = "$meant" ] && [ "$(said bob)" = "$meant" ]
}
nobody_lost() { ! grep '^lost' "$work/server4" | grep -v ': left$'; }

# arrivals NAME WHAT: how many of those came to that one.
arrivals() { grep -c "^arrived $2" "$work/$1" || true; }

# check_offers OFFERER RECEIVER
check_offers() {
    if [ "$transfers" = none ]; then
        check "all $blocks offers that $1 made arrive" [ "$(arrivals "$2" offer)" = "$blocks" ]
        return
    fi
    check "of $blocks offers that $1 made, none arrives" [ "$(arrivals "$2" offer)" = 0 ]
    check "and what is left of each does" [ "$(arrivals "$2" remains)" = "$blocks" ]
}

mangled_conversations() {
    join_wires "$loss" "$reordering" "$duplication"
    mangled_conversation "segments of any size"
    mangled_sessions "P2P version 1"
    mangled_direct "P2P version 1"
    set_small_segments
    mangled_conversation "segments of 88 bytes"
    mangled_sessions "P2P version 2"
    mangled_direct "P2P version 2"
    check "the links lost $(fate lost) packets, reordered $(fate overtaken), doubled $(fate doubled)" all_fates_met
    if has_netem; then
        join_wires 0 0 0
        check "netem is on all four ends" add_netem
        mangled_conversation "segments of 88 bytes, netem"
        remove_netem
    else
        skip "the same with netem: this kernel lacks it (CONFIG_NET_SCH_NETEM, module sch_netem)"
    fi
}

all_fates_met() { [ "$(fate lost)" -gt 50 ] && [ "$(fate overtaken)" -gt 50 ] && [ "$(fate doubled)" -gt 50 ]; }

# reason NAME: how many packets had it, whatever their verdict.
reason() { awk -v reason="$1" '$1 == "packets" && $3 == reason { sum += $4 } END { print sum + 0 }' "$work/counters"; }

# That the bad network was met, and not passed by.
check_bad_network() {
    check "$(reason behind_hole) packets passed behind a hole" [ "$(reason behind_hole)" -gt 0 ]
    check "$(reason deferred) were deferred" [ "$(reason deferred)" -gt 0 ]
    check "$(reason transfer_copy) repeated what had been overwritten" [ "$(reason transfer_copy)" -gt 0 ]
    check "no hole was shut for good" [ "$(reason slipped_behind_hole)" = 0 ]
}
