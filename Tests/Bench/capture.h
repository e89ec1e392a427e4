/* Captures made of invented traffic: TCP connections with right numbers and checksums, written packet by packet.
 *
 * Everything follows from the seed, and a shorter capture is the beginning of a longer one. */
#ifndef CAPTURE_H
#define CAPTURE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct capture {
    FILE *file;
    uint64_t packets, limit; /* written so far, and wanted; what comes after the last is not written */
    uint64_t time;           /* of the next packet, in microseconds since 1970 */
    uint64_t random;         /* the state of the generator, never 0 */
};

struct capture create_capture(const char *path, uint64_t packets, uint64_t seed);
void close_capture(struct capture *capture);
bool is_complete(const struct capture *capture);

/* Whether so much of the capture is written that nothing new begins any more: what follows is the steady state. */
bool is_steady(const struct capture *capture);

/* A number below `bound`, which is not 0. */
uint32_t below(struct capture *capture, uint32_t bound);
void fill_random(struct capture *capture, uint8_t *bytes, size_t length);

/* Lets at most so many microseconds go by. */
void wait_at_most(struct capture *capture, uint32_t microseconds);

enum { CLIENT, SERVER, MAXIMUM_SEGMENT = 1460 };

struct connection {
    uint8_t address[2][16]; /* by end; IPv4 takes the first four bytes */
    uint16_t port[2];
    uint32_t sequence[2], acknowledged[2];
    uint16_t identification[2];
    bool is_ipv6, has_timestamps;
};

/* A connection between invented addresses, opened by the three packets of a handshake. */
struct connection open_connection(struct capture *capture, uint32_t client, uint32_t server, uint16_t server_port);

/* Sends one segment from `end`; now and then it is sent a second time, as if the first had been lost behind the gateway. */
void send_segment(struct capture *capture, struct connection *connection, int end, const uint8_t *bytes, size_t length);

/* Sends any number of bytes from `end` in segments as large as they may be, every other one acknowledged. */
void send_bulk(struct capture *capture, struct connection *connection, int end, const uint8_t *bytes, size_t length);

/* A segment without payload from `end`, which acknowledges everything that came. */
void acknowledge(struct capture *capture, struct connection *connection, int end);

/* A question and its answer over UDP, as for a name. */
void ask_for_name(struct capture *capture, uint32_t client);

#endif
