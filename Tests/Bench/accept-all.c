/* The least that anybody can do with queues: accept-all FIRST LAST takes every packet of them, whole, and accepts it.
 *
 * Flags and sizes are those of stiled, and the loop is the fastest known: up to 64 packets in one system call, and their
 * verdicts in another. What stiled takes is measured against this. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <libnetfilter_queue/libnetfilter_queue.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_queue.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BATCH = 64, DATAGRAM = 65536 + 4096, WHOLE = 65531, LENGTH = 4096, RECEIVE_BUFFER = 16 << 20, VERDICT = 64 };

struct queue {
    struct mnl_socket *socket;
    uint16_t number;
    struct mmsghdr headers[BATCH];
    struct iovec vectors[BATCH];
    _Alignas(struct nlmsghdr) char verdicts[BATCH * VERDICT];
    char *datagrams;
};

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void configure(struct queue *queue, struct nlmsghdr *message) {
    if (mnl_socket_sendto(queue->socket, message, message->nlmsg_len) < 0)
        fail("accept-all: configuring a queue");
}

/* Each flag in a request of its own, since a kernel refuses a request as a whole. */
static void set_flag(struct queue *queue, uint32_t flag) {
    _Alignas(struct nlmsghdr) char buffer[256];
    struct nlmsghdr *message = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue->number);
    mnl_attr_put_u32(message, NFQA_CFG_FLAGS, htonl(flag));
    mnl_attr_put_u32(message, NFQA_CFG_MASK, htonl(flag));
    configure(queue, message);
}

static void bind_queue(struct queue *queue) {
    _Alignas(struct nlmsghdr) char buffer[256];
    const int size = RECEIVE_BUFFER;
    struct nlmsghdr *message = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue->number);
    nfq_nlmsg_cfg_put_cmd(message, AF_UNSPEC, NFQNL_CFG_CMD_BIND);
    configure(queue, message);
    set_flag(queue, NFQA_CFG_F_FAIL_OPEN);
    set_flag(queue, NFQA_CFG_F_GSO);
    message = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue->number);
    nfq_nlmsg_cfg_put_qmaxlen(message, LENGTH);
    configure(queue, message);
    setsockopt(mnl_socket_get_fd(queue->socket), SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    message = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue->number);
    nfq_nlmsg_cfg_put_params(message, NFQNL_COPY_PACKET, WHOLE);
    configure(queue, message);
}

static struct queue *open_queue(uint16_t number) {
    struct queue *queue = calloc(1, sizeof *queue);
    if (!queue || !(queue->datagrams = malloc((size_t)BATCH * DATAGRAM)))
        fail("accept-all");
    queue->number = number;
    queue->socket = mnl_socket_open(NETLINK_NETFILTER);
    if (!queue->socket || mnl_socket_bind(queue->socket, 0, MNL_SOCKET_AUTOPID) < 0)
        fail("accept-all: opening a netlink socket");
    for (int i = 0; i < BATCH; i++) {
        queue->vectors[i] = (struct iovec){queue->datagrams + (size_t)i * DATAGRAM, DATAGRAM};
        queue->headers[i].msg_hdr = (struct msghdr){.msg_iov = &queue->vectors[i], .msg_iovlen = 1};
    }
    bind_queue(queue);
    return queue;
}

/* Appends the verdict on one datagram; what is no packet needs none. */
static size_t accept_packet(struct queue *queue, const struct nlmsghdr *message, size_t used) {
    struct nlattr *attributes[NFQA_MAX + 1] = {0};
    if (message->nlmsg_type != ((NFNL_SUBSYS_QUEUE << 8) | NFQNL_MSG_PACKET) || nfq_nlmsg_parse(message, attributes) < 0)
        return used;
    const struct nfqnl_msg_packet_hdr *header = mnl_attr_get_payload(attributes[NFQA_PACKET_HDR]);
    struct nlmsghdr *verdict = nfq_nlmsg_put(queue->verdicts + used, NFQNL_MSG_VERDICT, queue->number);
    nfq_nlmsg_verdict_put(verdict, (int)ntohl(header->packet_id), NF_ACCEPT);
    return used + MNL_ALIGN(verdict->nlmsg_len);
}

static void *serve(void *argument) {
    struct queue *queue = argument;
    for (;;) {
        size_t used = 0;
        int count = recvmmsg(mnl_socket_get_fd(queue->socket), queue->headers, BATCH, MSG_WAITFORONE, NULL);
        if (count < 0 && errno != EINTR && errno != ENOBUFS)
            fail("accept-all: receiving");
        for (int i = 0; i < count; i++)
            used = accept_packet(queue, queue->vectors[i].iov_base, used);
        if (used > 0 && mnl_socket_sendto(queue->socket, queue->verdicts, used) < 0)
            fail("accept-all: sending verdicts");
    }
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fputs("usage: accept-all FIRST-QUEUE LAST-QUEUE\n", stderr);
        return 2;
    }
    for (int number = atoi(arguments[1]); number <= atoi(arguments[2]); number++) {
        pthread_t thread;
        errno = pthread_create(&thread, NULL, serve, open_queue((uint16_t)number));
        if (errno != 0)
            fail("accept-all: starting a thread");
    }
    pause();
    return 0;
}
