# shellcheck shell=bash disable=SC2034
# The benchmark's network, of network.sh's parts: three namespaces in a row. The server has eight addresses, since the
# kernel chooses among queues by the pair of addresses. Sourced by scripts/bench.
#
#   client ---------- gateway ---------- server
#   198.51.100.2      .1  203.0.113.1    203.0.113.10 to .17

bench_packages=(iproute2 iptables ethtool procps)

make_bench_network() {
    local name number
    namespaces=(client gateway server)
    with_ipv6=no
    for name in "${namespaces[@]}"; do
        ip netns add "stile-$name-$$" ||
            die 1 "bench: network namespaces cannot be made here; run this as root, outside a container that forbids them"
        configure "$name" link set lo up
        set_sysctls "$name"
    done
    link client gateway
    link gateway server
    address client to-gateway 198.51.100.2/24
    address gateway to-client 198.51.100.1/24
    address gateway to-server 203.0.113.1/24
    for number in {10..17}; do address server to-gateway "203.0.113.$number/24"; done
    route client default 198.51.100.1
    route server default 203.0.113.1
}
