/*
 * One netfilter queue, pulled from: open, bind, tune, start, then receive a batch, look at each of its packets,
 * give verdicts, flush. Nothing here calls back, logs, keeps a global or decides anything.
 *
 * Every function that returns int returns 0 (or a count where it says so) or a negative errno. A queue belongs to
 * one thread at a time.
 */
#ifndef CNETFILTERQUEUE_H
#define CNETFILTERQUEUE_H

#include <stdbool.h>
#include <stdint.h>

/* Not used here: descriptors to wait on beside the queue's, which Swift's Glibc module leaves out. */
#include <sys/eventfd.h>
#include <sys/signalfd.h>

#include "connections.h"
#include "privileges.h"

/* The most datagrams that one cnfq_receive takes; one datagram holds one packet. */
#define CNFQ_BATCH 64

/* The widest copy range the kernel honours: an attribute's 16-bit length less its header. */
#define CNFQ_WHOLE_PACKETS 65531

/* Optional flags, one per cnfq_set_flag: the kernel refuses a request as a whole if it lacks one flag in it. */
enum cnfq_flag {
    CNFQ_FAIL_OPEN, /* NFQA_CFG_F_FAIL_OPEN: a full queue lets packets by instead of dropping them */
    CNFQ_GSO        /* NFQA_CFG_F_GSO: super-packets of up to 64 KiB come whole, checksums not yet made */
};

/* What the kernel knows of the checksums (NFQA_SKB_INFO). */
enum cnfq_checksums {
    CNFQ_CHECKSUMS_VERIFIED,    /* verified by the card or by the stack */
    CNFQ_CHECKSUMS_LATER,       /* NFQA_SKB_CSUMNOTREADY, or a super-packet: made after the verdict */
    CNFQ_CHECKSUMS_NOT_VERIFIED /* NFQA_SKB_CSUM_NOTVERIFIED */
};

/* One packet of the batch in hand; payload stays valid, and may be edited in place, until the next cnfq_receive. */
struct cnfq_packet {
    uint32_t id;
    uint32_t mark;
    uint32_t interface;             /* the number of that by which it came in; 0 for a packet of this machine's own */
    uint32_t length;                /* bytes at payload, from the IP header on */
    bool cut;                       /* the packet was longer than what came: it must never be sent back */
    enum cnfq_checksums checksums;
    unsigned char *payload;         /* never NULL */
};

struct cnfq_queue;

/*
 * Opens a socket and asks for nothing but an answer. -EPERM: CAP_NET_ADMIN is missing, for no queue is involved yet;
 * -EPROTONOSUPPORT, -EINVAL or -EOPNOTSUPP: the kernel has no nfnetlink or no nfnetlink_queue.
 */
int cnfq_open(struct cnfq_queue **queue);

/* Binds the queue of this number. -EPERM or -EBUSY: somebody has it (after a successful cnfq_open). */
int cnfq_bind(struct cnfq_queue *queue, uint16_t number);

/* Asks for one optional flag. -EOPNOTSUPP: this kernel lacks it; everything else stays as it was. */
int cnfq_set_flag(struct cnfq_queue *queue, enum cnfq_flag flag);

/* How many packets may wait for a verdict. After cnfq_start the kernel's answer is not waited for. */
int cnfq_set_maximum_length(struct cnfq_queue *queue, uint32_t packets);

/* Sets the socket's receive buffer, beyond net.core.rmem_max where allowed. Returns the size granted, in bytes. */
int cnfq_set_receive_buffer(struct cnfq_queue *queue, int bytes);

/* Asks for whole packets. From here on they come; until here the kernel drops what is queued. */
int cnfq_start(struct cnfq_queue *queue);

/* The descriptor that is readable when cnfq_receive has something to report. */
int cnfq_descriptor(const struct cnfq_queue *queue);

/*
 * Takes a batch without waiting, and forgets the one before. Returns the number of datagrams. -EAGAIN: nothing there;
 * -ENOBUFS: the socket buffer overran and packets were lost to us (the next call goes on).
 */
int cnfq_receive(struct cnfq_queue *queue);

/*
 * The next packet of the batch: 1, or 0 at its end. A negative value is not the end: it is an error that the kernel
 * reported about an earlier message of ours (-ENOENT: no such packet id), or -EBADMSG for an unreadable message.
 */
int cnfq_next(struct cnfq_queue *queue, struct cnfq_packet *packet);

/*
 * Queues up NF_ACCEPT or NF_DROP for a packet of the batch, with its mark if that differs from the packet's own and
 * with its payload if it was edited. Flushes first when there is no room. An error is kept for the next cnfq_flush.
 */
int cnfq_give_verdict(struct cnfq_queue *queue, const struct cnfq_packet *packet, bool accept, uint32_t mark,
                      bool edited);

/* Sends all verdicts queued up, in one system call where the kernel has the memory for it. */
int cnfq_flush(struct cnfq_queue *queue);

/* Unbinds, closes and frees. The kernel drops what still waits in the queue. */
void cnfq_close(struct cnfq_queue *queue);

#endif
