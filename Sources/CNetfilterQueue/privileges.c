#define _GNU_SOURCE /* setresuid, setresgid */
#include "privileges.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The C library has no wrappers for these two, libcap does; two calls are no reason to link it. */
static int get_capabilities(struct __user_cap_data_struct sets[2])
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    return syscall(SYS_capget, &header, sets) < 0 ? -errno : 0;
}

static int set_capabilities(const struct __user_cap_data_struct sets[2])
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    return syscall(SYS_capset, &header, sets) < 0 ? -errno : 0;
}

void cnfq_lower_bounds(void)
{
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
        if (capability != CAP_NET_ADMIN)
            (void)prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
}

int cnfq_become(const char *name, uid_t user, gid_t group)
{
    /* Otherwise leaving user 0 empties every set. */
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0)
        return -errno;
    if (initgroups(name, group) < 0 || setresgid(group, group, group) < 0 || setresuid(user, user, user) < 0)
        return -errno;
    return 0;
}

int cnfq_keep_net_admin_only(void)
{
    struct __user_cap_data_struct sets[2] = {{0}};
    int status = get_capabilities(sets);
    if (status < 0)
        return status;

    /* Kernels before 4.3 know no ambient set, and so have none to be emptied. */
    (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return -errno;

    uint32_t kept = sets[0].permitted & (uint32_t)CNFQ_NET_ADMIN;
    sets[0] = (struct __user_cap_data_struct){.effective = kept, .permitted = kept};
    sets[1] = (struct __user_cap_data_struct){0};
    return set_capabilities(sets);
}

int cnfq_effective_capabilities(uint64_t *capabilities)
{
    struct __user_cap_data_struct sets[2] = {{0}};
    int status = get_capabilities(sets);
    *capabilities = (uint64_t)sets[1].effective << 32 | sets[0].effective;
    return status;
}
