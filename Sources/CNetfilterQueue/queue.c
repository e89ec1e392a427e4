#define _GNU_SOURCE /* recvmmsg */
#include "CNetfilterQueue.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <libnetfilter_queue/libnetfilter_queue.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_queue.h>
#include <stdlib.h>
#include <sys/socket.h>

/* A packet of CNFQ_WHOLE_PACKETS bytes and every other attribute the kernel may add: no datagram is ever cut. */
#define DATAGRAM_SIZE (65536 + 4096)

/* Room for one edited super-packet and for the plain verdicts of a batch beside it. */
#define VERDICTS_SIZE (2 * 65536)

/* Headers and attributes of one verdict, without its payload: below 64 bytes, rounded up. */
#define VERDICT_OVERHEAD 128

/* A configuration request: two headers and two small attributes. */
#define REQUEST_SIZE 256

struct cnfq_queue {
    struct mnl_socket *socket;
    uint32_t sequence;
    uint16_t number;
    bool bound;
    bool started;

    /* The batch: `current` is the datagram being read, `rest` what of it has not been read yet. */
    unsigned received;
    unsigned current;
    int rest;
    struct nlmsghdr *message;
    struct mmsghdr headers[CNFQ_BATCH];
    struct iovec vectors[CNFQ_BATCH];
    unsigned char *datagrams;

    /* Verdict messages not yet sent, one behind the other, and what the last send failed with. */
    size_t pending;
    int failure;
    _Alignas(struct nlmsghdr) unsigned char verdicts[VERDICTS_SIZE];
};

/* --- Requests ---------------------------------------------------------------------------------------------------- */

/* Waits for the answer to the last request. Before cnfq_start nothing but answers arrives. */
static int await_answer(struct cnfq_queue *queue)
{
    _Alignas(struct nlmsghdr) char answer[4096];
    ssize_t length;

    do {
        length = mnl_socket_recvfrom(queue->socket, answer, sizeof answer);
    } while (length < 0 && errno == EINTR);
    if (length < 0)
        return -errno;

    unsigned port = mnl_socket_get_portid(queue->socket);
    return mnl_cb_run(answer, (size_t)length, queue->sequence, port, NULL, NULL) < 0 ? -errno : 0;
}

static int request(struct cnfq_queue *queue, struct nlmsghdr *message)
{
    message->nlmsg_flags |= NLM_F_ACK;
    message->nlmsg_seq = ++queue->sequence;
    ssize_t sent;
    do {
        sent = mnl_socket_sendto(queue->socket, message, message->nlmsg_len);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return -errno;
    return queue->started ? 0 : await_answer(queue);
}

static int request_command(struct cnfq_queue *queue, uint8_t command)
{
    _Alignas(struct nlmsghdr) char buffer[REQUEST_SIZE];
    struct nlmsghdr *message = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue->number);
    nfq_nlmsg_cfg_put_cmd(message, AF_UNSPEC, command);
    return request(queue, message);
}

/* --- Opening and closing ------------------------------------------------------------------------------------------ */

static struct cnfq_queue *allocate(void)
{
    struct cnfq_queue *queue = calloc(1, sizeof *queue);
    if (queue == NULL)
        return NULL;
    queue->datagrams = malloc((size_t)CNFQ_BATCH * DATAGRAM_SIZE);
    if (queue->datagrams == NULL) {
        free(queue);
        return NULL;
    }
    for (unsigned i = 0; i < CNFQ_BATCH; i++) {
        queue->vectors[i].iov_base = queue->datagrams + (size_t)i * DATAGRAM_SIZE;
        queue->vectors[i].iov_len = DATAGRAM_SIZE;
        queue->headers[i].msg_hdr.msg_iov = &queue->vectors[i];
        queue->headers[i].msg_hdr.msg_iovlen = 1;
    }
    return queue;
}

static int open_socket(struct cnfq_queue *queue)
{
    queue->socket = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
    if (queue->socket == NULL)
        return -errno;
    if (mnl_socket_bind(queue->socket, 0, MNL_SOCKET_AUTOPID) < 0)
        return -errno;

    /* A send larger than the send buffer is refused; the default is large enough, a smaller one set by hand is not. */
    int size = 2 * VERDICTS_SIZE;
    (void)setsockopt(mnl_socket_get_fd(queue->socket), SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size);

    /* A command that kernels since 3.8 accept and ignore, but only from those who may configure queues. */
    return request_command(queue, NFQNL_CFG_CMD_PF_BIND);
}

int cnfq_open(struct cnfq_queue **result)
{
    struct cnfq_queue *queue = allocate();
    if (queue == NULL)
        return -ENOMEM;

    int status = open_socket(queue);
    if (status < 0)
        cnfq_close(queue);
    else
        *result = queue;
    return status;
}

int cnfq_bind(struct cnfq_queue *queue, uint16_t number)
{
    queue->number = number;
    int status = request_command(queue, NFQNL_CFG_CMD_BIND);
    queue->bound = status == 0;
    return status;
}

void cnfq_close(struct cnfq_queue *queue)
{
    if (queue->bound) {
        queue->started = true; /* the answer is of no interest any more */
        (void)request_command(queue, NFQNL_CFG_CMD_UNBIND);
    }
    if (queue->socket != NULL)
        mnl_socket_close(queue->socket);
    free(queue->datagrams);
    free(queue);
}

/* --- Tuning ------------------------------------------------------------------------------------------------------- */

static uint32_t kernel_flag(enum cnfq_flag flag)
{
    switch (flag) {
    case CNFQ_FAIL_OPEN:
        return NFQA_CFG_F_FAIL_OPEN;
    case CNFQ_GSO:
        return NFQA_CFG_F_GSO;
    }
    return 0;
}

int cnfq_set_flag(struct cnfq_queue *queue, enum cnfq_flag flag)
{
    _Alignas(struct nlmsghdr) char buffer[REQUEST_SIZE];
    struct nlmsghdr *message = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue->number);
    mnl_attr_put_u32(message, NFQA_CFG_FLAGS, htonl(kernel_flag(flag)));
    mnl_attr_put_u32(message, NFQA_CFG_MASK, htonl(kernel_flag(flag)));
    return request(queue, message);
}

int cnfq_set_maximum_length(struct cnfq_queue *queue, uint32_t packets)
{
    _Alignas(struct nlmsghdr) char buffer[REQUEST_SIZE];
    struct nlmsghdr *message = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue->number);
    nfq_nlmsg_cfg_put_qmaxlen(message, packets);
    return request(queue, message);
}

int cnfq_set_receive_buffer(struct cnfq_queue *queue, int bytes)
{
    int descriptor = mnl_socket_get_fd(queue->socket);
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0 &&
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes) < 0)
        return -errno;

    int granted = 0;
    socklen_t size = sizeof granted;
    if (getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &granted, &size) < 0)
        return -errno;
    return granted;
}

int cnfq_start(struct cnfq_queue *queue)
{
    _Alignas(struct nlmsghdr) char buffer[REQUEST_SIZE];
    struct nlmsghdr *message = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue->number);
    nfq_nlmsg_cfg_put_params(message, NFQNL_COPY_PACKET, CNFQ_WHOLE_PACKETS);

    /* The first packet may overtake the answer, so it is not waited for: a refusal arrives through cnfq_next. */
    queue->started = true;
    return request(queue, message);
}

int cnfq_descriptor(const struct cnfq_queue *queue)
{
    return mnl_socket_get_fd(queue->socket);
}

/* --- Packets ------------------------------------------------------------------------------------------------------ */

static void read_datagram(struct cnfq_queue *queue, unsigned index)
{
    queue->current = index;
    if (index < queue->received) {
        queue->message = queue->vectors[index].iov_base;
        queue->rest = (int)queue->headers[index].msg_len;
    }
}

int cnfq_receive(struct cnfq_queue *queue)
{
    int count;
    do {
        count = recvmmsg(cnfq_descriptor(queue), queue->headers, CNFQ_BATCH, MSG_DONTWAIT, NULL);
    } while (count < 0 && errno == EINTR);

    int status = count < 0 ? -errno : count;
    queue->received = count < 0 ? 0 : (unsigned)count;
    read_datagram(queue, 0);
    return status;
}

static uint32_t read_number(const struct nlattr *attribute)
{
    return attribute == NULL ? 0 : ntohl(mnl_attr_get_u32(attribute));
}

static enum cnfq_checksums read_checksums(const struct nlattr *info)
{
    uint32_t flags = read_number(info);

    /* The checksum field of a super-packet is nobody's: its segments get theirs when they are cut. */
    if (flags & (NFQA_SKB_CSUMNOTREADY | NFQA_SKB_GSO))
        return CNFQ_CHECKSUMS_LATER;
    return flags & NFQA_SKB_CSUM_NOTVERIFIED ? CNFQ_CHECKSUMS_NOT_VERIFIED : CNFQ_CHECKSUMS_VERIFIED;
}

static int read_packet(struct nlmsghdr *message, struct cnfq_packet *packet)
{
    struct nlattr *attributes[NFQA_MAX + 1] = {0};
    if (nfq_nlmsg_parse(message, attributes) < 0 || attributes[NFQA_PACKET_HDR] == NULL)
        return -EBADMSG;

    const struct nfqnl_msg_packet_hdr *header = mnl_attr_get_payload(attributes[NFQA_PACKET_HDR]);
    struct nlattr *payload = attributes[NFQA_PAYLOAD];
    struct nlattr *full_length = attributes[NFQA_CAP_LEN];

    packet->id = ntohl(header->packet_id);
    packet->mark = read_number(attributes[NFQA_MARK]);
    packet->interface = read_number(attributes[NFQA_IFINDEX_INDEV]);
    packet->length = payload == NULL ? 0 : mnl_attr_get_payload_len(payload);
    packet->payload = payload == NULL ? (unsigned char *)message : mnl_attr_get_payload(payload);
    packet->cut = full_length != NULL && ntohl(mnl_attr_get_u32(full_length)) > packet->length;
    packet->checksums = read_checksums(attributes[NFQA_SKB_INFO]);
    return 1;
}

/* 1: a packet; 0: a message that concerns nobody; negative: an error. */
static int read_message(struct nlmsghdr *message, struct cnfq_packet *packet)
{
    if (message->nlmsg_type == ((NFNL_SUBSYS_QUEUE << 8) | NFQNL_MSG_PACKET))
        return read_packet(message, packet);
    if (message->nlmsg_type != NLMSG_ERROR)
        return 0;
    if (mnl_nlmsg_get_payload_len(message) < sizeof(struct nlmsgerr))
        return -EBADMSG;

    /* Zero is the answer to a request that was not waited for. */
    const struct nlmsgerr *answer = mnl_nlmsg_get_payload(message);
    return answer->error;
}

int cnfq_next(struct cnfq_queue *queue, struct cnfq_packet *packet)
{
    while (queue->current < queue->received) {
        struct nlmsghdr *message = queue->message;
        if (!mnl_nlmsg_ok(message, queue->rest)) {
            int leftover = queue->rest;
            read_datagram(queue, queue->current + 1);
            if (leftover > 0)
                return -EBADMSG;
            continue;
        }
        queue->message = mnl_nlmsg_next(message, &queue->rest);

        int status = read_message(message, packet);
        if (status != 0)
            return status;
    }
    return 0;
}

/* --- Verdicts ----------------------------------------------------------------------------------------------------- */

static int send_bytes(struct cnfq_queue *queue, const void *bytes, size_t length)
{
    ssize_t sent;
    do {
        sent = mnl_socket_sendto(queue->socket, bytes, length);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : 0;
}

/* The kernel copies a send before it acts on any of it: one that failed for want of memory can be cut up. */
static int send_one_by_one(struct cnfq_queue *queue)
{
    const struct nlmsghdr *message = (const struct nlmsghdr *)queue->verdicts;
    int rest = (int)queue->pending;
    int status = 0;

    while (mnl_nlmsg_ok(message, rest)) {
        int failure = send_bytes(queue, message, message->nlmsg_len);
        if (failure < 0)
            status = failure;
        message = mnl_nlmsg_next(message, &rest);
    }
    return status;
}

static void send_pending(struct cnfq_queue *queue)
{
    if (queue->pending == 0)
        return;
    int status = send_bytes(queue, queue->verdicts, queue->pending);
    if (status < 0)
        status = send_one_by_one(queue);
    if (status < 0)
        queue->failure = status;
    queue->pending = 0;
}

int cnfq_give_verdict(struct cnfq_queue *queue, const struct cnfq_packet *packet, bool accept, uint32_t mark,
                      bool edited)
{
    size_t payload = edited ? packet->length : 0;
    if (queue->pending + VERDICT_OVERHEAD + payload > VERDICTS_SIZE)
        send_pending(queue);

    char *place = (char *)queue->verdicts + queue->pending;
    struct nlmsghdr *message = nfq_nlmsg_put(place, NFQNL_MSG_VERDICT, queue->number);
    nfq_nlmsg_verdict_put(message, (int)packet->id, accept ? NF_ACCEPT : NF_DROP);
    if (mark != packet->mark)
        nfq_nlmsg_verdict_put_mark(message, mark);
    if (edited)
        nfq_nlmsg_verdict_put_pkt(message, packet->payload, packet->length);

    queue->pending += MNL_ALIGN(message->nlmsg_len);
    return queue->failure;
}

int cnfq_flush(struct cnfq_queue *queue)
{
    send_pending(queue);
    int status = queue->failure;
    queue->failure = 0;
    return status;
}
