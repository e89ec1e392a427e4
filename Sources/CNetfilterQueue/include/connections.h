/*
 * The marks of tracked connections (ctnetlink), for connections that were told to come to the queue no more and are to
 * come again.
 */
#ifndef CNETFILTERQUEUE_CONNECTIONS_H
#define CNETFILTERQUEUE_CONNECTIONS_H

#include <stdint.h>

/*
 * Takes these bits, and no others, from the mark of every connection in this network namespace that has all of them.
 * Returns 0, with the number of connections in `cleared`, or a negative errno: -EPERM: CAP_NET_ADMIN is missing;
 * -EINVAL, -EOPNOTSUPP or -EPROTONOSUPPORT: the kernel has no nf_conntrack_netlink. A connection that ends meanwhile
 * is no error.
 */
int cnfq_clear_connection_marks(uint32_t bits, unsigned *cleared);

#endif
