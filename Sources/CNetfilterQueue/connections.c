#include "connections.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <stdbool.h>
#include <sys/socket.h>

/* Many updates go out in one send; the kernel answers only those that fail, before the send returns. */
#define UPDATES_SIZE 16384

/* Room for one update: two headers, a zone, a mark and its mask, and a tuple of two IPv6 endpoints. */
#define LARGEST_UPDATE 512

struct clearing {
    struct mnl_socket *dump;
    struct mnl_socket *update;
    uint32_t bits;
    unsigned cleared;
    size_t pending;
    int failure;
    _Alignas(struct nlmsghdr) char updates[UPDATES_SIZE];
};

static struct nlmsghdr *put_header(char *place, uint16_t type, uint16_t flags, uint8_t family)
{
    struct nlmsghdr *message = mnl_nlmsg_put_header(place);
    message->nlmsg_type = (uint16_t)(NFNL_SUBSYS_CTNETLINK << 8 | type);
    message->nlmsg_flags = NLM_F_REQUEST | flags;
    struct nfgenmsg *header = mnl_nlmsg_put_extra_header(message, sizeof *header);
    header->nfgen_family = family;
    header->version = NFNETLINK_V0;
    return message;
}

/* Reads the kernel's complaints: a connection that is gone is not one. */
static int read_failures(struct mnl_socket *socket)
{
    _Alignas(struct nlmsghdr) char buffer[8192];
    int status = 0;
    ssize_t length;

    while ((length = recv(mnl_socket_get_fd(socket), buffer, sizeof buffer, MSG_DONTWAIT)) > 0) {
        int rest = (int)length;
        for (struct nlmsghdr *message = (struct nlmsghdr *)buffer; mnl_nlmsg_ok(message, rest);
             message = mnl_nlmsg_next(message, &rest)) {
            const struct nlmsgerr *answer = mnl_nlmsg_get_payload(message);
            if (message->nlmsg_type == NLMSG_ERROR && answer->error != 0 && answer->error != -ENOENT)
                status = answer->error;
        }
    }
    return status;
}

static void send_updates(struct clearing *clearing)
{
    if (clearing->pending == 0)
        return;
    int status = 0;
    if (mnl_socket_sendto(clearing->update, clearing->updates, clearing->pending) < 0)
        status = -errno;
    int failure = read_failures(clearing->update);
    if (clearing->failure == 0)
        clearing->failure = status < 0 ? status : failure;
    clearing->pending = 0;
}

/* The tuple of the original direction and the zone are what names a connection; both go back as they came. */
static void put_update(struct clearing *clearing, uint8_t family, const struct nlattr *tuple, const struct nlattr *zone)
{
    if (clearing->pending + LARGEST_UPDATE > sizeof clearing->updates)
        send_updates(clearing);

    struct nlmsghdr *message = put_header(clearing->updates + clearing->pending, IPCTNL_MSG_CT_NEW, 0, family);
    mnl_attr_put(message, CTA_TUPLE_ORIG | NLA_F_NESTED, mnl_attr_get_payload_len(tuple), mnl_attr_get_payload(tuple));
    if (zone != NULL)
        mnl_attr_put(message, CTA_ZONE, mnl_attr_get_payload_len(zone), mnl_attr_get_payload(zone));
    mnl_attr_put_u32(message, CTA_MARK, 0);
    mnl_attr_put_u32(message, CTA_MARK_MASK, htonl(clearing->bits));
    clearing->pending += MNL_ALIGN(message->nlmsg_len);
    clearing->cleared++;
}

static int read_connection(const struct nlmsghdr *message, void *context)
{
    struct clearing *clearing = context;
    const struct nfgenmsg *header = mnl_nlmsg_get_payload(message);
    const struct nlattr *attribute, *tuple = NULL, *zone = NULL;
    uint32_t mark = 0;

    mnl_attr_for_each(attribute, message, sizeof *header)
    {
        switch (mnl_attr_get_type(attribute)) {
        case CTA_TUPLE_ORIG:
            tuple = attribute;
            break;
        case CTA_ZONE:
            zone = attribute;
            break;
        case CTA_MARK:
            mark = ntohl(mnl_attr_get_u32(attribute));
            break;
        }
    }
    /* The tuple's length is the kernel's, and small; a larger one would not fit. */
    bool fits = tuple != NULL && mnl_attr_get_payload_len(tuple) < LARGEST_UPDATE / 2;
    if (fits && (mark & clearing->bits) == clearing->bits)
        put_update(clearing, header->nfgen_family, tuple, zone);
    return MNL_CB_OK;
}

/* The kernel leaves out of the dump what the mask does not match, where it is new enough; the rest is left out here. */
static int run_dump(struct clearing *clearing)
{
    _Alignas(struct nlmsghdr) char buffer[32768];
    const uint32_t sequence = 1;
    struct nlmsghdr *message = put_header(buffer, IPCTNL_MSG_CT_GET, NLM_F_DUMP, AF_UNSPEC);
    message->nlmsg_seq = sequence;
    mnl_attr_put_u32(message, CTA_MARK, htonl(clearing->bits));
    mnl_attr_put_u32(message, CTA_MARK_MASK, htonl(clearing->bits));
    if (mnl_socket_sendto(clearing->dump, message, message->nlmsg_len) < 0)
        return -errno;

    unsigned port = mnl_socket_get_portid(clearing->dump);
    int status = MNL_CB_OK;
    while (status > MNL_CB_STOP) {
        ssize_t length = mnl_socket_recvfrom(clearing->dump, buffer, sizeof buffer);
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return -errno;
        status = mnl_cb_run(buffer, (size_t)length, sequence, port, read_connection, clearing);
    }
    return status < 0 ? -errno : 0;
}

static int open_socket(struct mnl_socket **result)
{
    *result = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
    if (*result == NULL)
        return -errno;
    return mnl_socket_bind(*result, 0, MNL_SOCKET_AUTOPID) < 0 ? -errno : 0;
}

static int clear_marks(struct clearing *clearing)
{
    int status = open_socket(&clearing->dump);
    if (status == 0)
        status = open_socket(&clearing->update);
    if (status == 0)
        status = run_dump(clearing);
    if (status == 0)
        send_updates(clearing);
    return status < 0 ? status : clearing->failure;
}

int cnfq_clear_connection_marks(uint32_t bits, unsigned *cleared)
{
    struct clearing clearing = {.bits = bits};
    int status = clear_marks(&clearing);

    if (clearing.dump != NULL)
        mnl_socket_close(clearing.dump);
    if (clearing.update != NULL)
        mnl_socket_close(clearing.update);
    *cleared = clearing.cleared;
    return status;
}
