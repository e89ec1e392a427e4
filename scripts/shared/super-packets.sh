# shellcheck shell=bash disable=SC2154
# An offer inside a packet of tens of kilobytes, as the kernel hands them over before the card cuts them; sourced by
# scripts/lab.

# What the gateway has to edit: a packet far beyond any link, with the offer in it.
super_packet=(-p tcp -m length --length "20000:65535" -m string --algo bm --string "Application-GUID" -m comment --comment stile-lab)

# Its own daemon, whose counters nobody adds up. A window as large as the burst lets Alice send all of it at once.
super_packets() {
    local steps=() number seen warnings
    heading "alice's offer in the middle of a burst of chat, in one packet"
    configure client route change default via 198.51.100.1 initcwnd 80
    on gateway iptables -w -t mangle -I FORWARD "${super_packet[@]}"
    warnings=$(kernel_warnings)
    start_daemon
    for number in {1..25}; do steps+=("say $number: $long_line"); done
    check "both finish what they came for" converse 0 "call bob@example.com" \
        hold "${steps[@]}" "offer report.txt" "${steps[@]}" release outcome \
        hold "${steps[@]}" "offer report.txt" "${steps[@]}" release outcome "say at last" "hear goodbye" -- \
        answer "hear at last" "say goodbye" "until-offline alice@example.com"
    end_daemon TERM
    seen=$(on gateway iptables -w -t mangle -nvxL FORWARD | awk '/stile-lab/ { print $1 }')
    on gateway iptables -w -t mangle -D FORWARD "${super_packet[@]}"
    configure client route change default via 198.51.100.1
    check "the offers came to the gateway in packets of more than 20,000 bytes: $seen" [ "$seen" -gt 0 ]
    check_cuts bob
    check "the kernel does not complain" [ "$(kernel_warnings)" = "$warnings" ]
}

# How often the kernel has complained about checksums or super-packets of anybody, or about itself.
kernel_warnings() { dmesg | grep -cE 'WARNING:|BUG:|hw csum failure|bad_offload|bad gso' || true; }
