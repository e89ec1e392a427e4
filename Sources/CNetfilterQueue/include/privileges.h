/*
 * Giving privileges up. Linux keeps capabilities by thread: all of this belongs before the first thread starts, which
 * then inherits what is left.
 *
 * Every function returns 0 or a negative errno.
 */
#ifndef CNETFILTERQUEUE_PRIVILEGES_H
#define CNETFILTERQUEUE_PRIVILEGES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Lowers the fence (the bounding set) around what later programs could gain to CAP_NET_ADMIN, where that is allowed:
 * it takes CAP_SETPCAP, which root has and others need not have. To come before cnfq_become.
 */
void cnfq_lower_bounds(void);

/* Becomes that user, with the groups that the user is in, and keeps the permitted capabilities. */
int cnfq_become(const char *name, uid_t user, gid_t group);

/*
 * Keeps CAP_NET_ADMIN, if it is there, and no other capability; neither this process nor any that it might start can
 * gain one again.
 */
int cnfq_keep_net_admin_only(void);

/* The effective capabilities of this thread, one bit each, as /proc/PID/status shows them. */
int cnfq_effective_capabilities(uint64_t *capabilities);

/* CAP_NET_ADMIN among those bits. */
#define CNFQ_NET_ADMIN (UINT64_C(1) << 12)

#endif
