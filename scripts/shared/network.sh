# shellcheck shell=bash disable=SC2034,SC2016
# The lab's network: four namespaces in a row, joined by veth pairs and named after this run.
#
#   client ----------- access ------------- gateway ---------- server
#   198.51.100.2       .1   .129      .130  203.0.113.1        203.0.113.10 notification server
#   2001:db8:1::2      ::1  2001:db8:9::1   2001:db8:2::1      203.0.113.20 switchboard, .30 HTTP gateway, .66 Bob
#
# Alice sits in the client namespace, Bob beside the servers, so that all that passes between the two, and all that
# Alice and the servers say, crosses the gateway. The access router has one purpose: with a narrow link to the
# gateway it cuts packets into fragments.
#
# With $mangle=yes the two links of the gateway pass through a fifth namespace, "wire", where each end of a link has a
# device named after both ends, access-gateway facing the access router; a program has to join the devices of a pair.

alice=(198.51.100.2 2001:db8:1::2)
bob=(203.0.113.66 2001:db8:2::66)
notification=(203.0.113.10:1863 '[2001:db8:2::10]:1863')
switchboard=(203.0.113.20:1863 '[2001:db8:2::20]:1863')
namespaces=(client access gateway server)
mangle=no

# on NAMESPACE COMMAND...
on() { ip netns exec "stile-$1-$$" "${@:2}"; }

# become NAMESPACE COMMAND...: for use with &, so that the background job is the command itself and can be ended.
become() { exec ip netns exec "stile-$1-$$" "${@:2}"; }

configure() { ip -n "stile-$1-$$" "${@:2}"; }

# link NAMESPACE NAMESPACE: one veth pair; each end is named after the namespace that it leads to.
link() {
    configure "$1" link add "to-$2" type veth peer name "to-$1" netns "stile-$2-$$"
    configure "$1" link set "to-$2" up
    configure "$2" link set "to-$1" up
}

# gateway_link NAMESPACE NAMESPACE: a link of the gateway, through the wire if there is one.
gateway_link() {
    if [ "$mangle" = no ]; then link "$1" "$2" && return; fi
    wire_end "$1" "$2"
    wire_end "$2" "$1"
}

# wire_end NAMESPACE NAMESPACE: the first one's half of a link to the second.
wire_end() {
    configure "$1" link add "to-$2" type veth peer name "$1-$2" netns "stile-wire-$$"
    configure "$1" link set "to-$2" up
    configure wire link set "$1-$2" up
}

# address NAMESPACE DEVICE ADDRESS...
address() {
    local address
    for address in "${@:3}"; do
        case $address in
            *:*) [ "$with_ipv6" = no ] || configure "$1" addr add "$address" dev "$2" nodad ;;
            *) configure "$1" addr add "$address" dev "$2" ;;
        esac
    done
}

# route NAMESPACE DESTINATION GATEWAY
route() {
    case $3 in
        *:*) [ "$with_ipv6" = no ] || configure "$1" -6 route add "$2" via "$3" ;;
        *) configure "$1" route add "$2" via "$3" ;;
    esac
}

# A TCP that leaves "do not fragment" off lets routers cut its packets, as a path without ICMP comes to need. Idle
# peers ask every second whether the other end is still there, and on a bad link not only four times.
set_sysctls() {
    local probes=4
    [ "$mangle" = no ] || probes=15
    on "$1" sysctl -qw net.ipv4.ip_forward=1 net.ipv4.ip_no_pmtu_disc=1 net.ipv4.tcp_keepalive_time=1 \
        net.ipv4.tcp_keepalive_intvl=1 net.ipv4.tcp_keepalive_probes="$probes"
    [ "$with_ipv6" = no ] || on "$1" sysctl -qw net.ipv6.conf.all.forwarding=1
}

# The wire forwards nothing itself and says nothing of its own.
silence_wire() {
    on wire sysctl -qw net.ipv4.ip_forward=0
    [ "$with_ipv6" = no ] || on wire sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
}

make_network() {
    local name
    with_ipv6=yes
    [ -e /proc/net/if_inet6 ] || with_ipv6=no
    [ "$mangle" = no ] || namespaces+=(wire)
    for name in "${namespaces[@]}"; do
        ip netns add "stile-$name-$$" ||
            die 1 "lab: network namespaces cannot be made here; run this as root, outside a container that forbids them"
        configure "$name" link set lo up
        set_sysctls "$name"
    done
    [ "$mangle" = no ] || silence_wire
    link client access
    gateway_link access gateway
    gateway_link gateway server
    address client to-access 198.51.100.2/25 2001:db8:1::2/64
    address access to-client 198.51.100.1/25 2001:db8:1::1/64
    address access to-gateway 198.51.100.129/25 2001:db8:9::1/64
    address gateway to-access 198.51.100.130/25 2001:db8:9::2/64
    address gateway to-server 203.0.113.1/24 2001:db8:2::1/64
    address server to-gateway 203.0.113.10/24 203.0.113.20/24 203.0.113.30/24 203.0.113.66/24 \
        2001:db8:2::10/64 2001:db8:2::20/64 2001:db8:2::66/64
    route client default 198.51.100.1
    route client default 2001:db8:1::1
    route access default 198.51.100.130
    route access default 2001:db8:9::2
    route gateway 198.51.100.0/25 198.51.100.129
    route gateway 2001:db8:1::/64 2001:db8:9::1
    route server default 203.0.113.1
    route server default 2001:db8:2::1
}

# Largest packet on the link between access router and gateway. Below 1280 the kernel would take IPv6 off the link.
set_narrow_link() {
    configure access link set to-gateway mtu "$1"
    configure gateway link set to-access mtu "$1"
}

# ip_counter NAMESPACE NAME: one of the kernel's IPv4 counters.
ip_counter() {
    on "$1" awk -v name="$2" '
        /^Ip:/ && !seen { for (i = 2; i <= NF; i++) column[$i] = i; seen = 1; next }
        /^Ip:/ { print $column[name] }' /proc/net/snmp
}

# Packets of connections that carry the release mark: they leave the chain at its first rule.
released_packets() { on gateway iptables -w -t mangle -nvxL STILE-QUEUE | awk '/RETURN/ { print $1 }'; }

remove_network() {
    local name
    for name in "${namespaces[@]}"; do ip netns del "stile-$name-$$" 2>/dev/null || true; done
}
