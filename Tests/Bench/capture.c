#include "capture.h"

#include <stdlib.h>
#include <string.h>

enum { ETHERNET = 14, IPV4 = 20, IPV6 = 40, UDP = 8, FIN = 1, SYN = 2, PSH = 8, ACK = 16, MAXIMUM_FRAME = 1600 };

/* The file and the numbers in packets differ in byte order: the file's is the machine's. */
static void put16(uint8_t *at, uint32_t value) { at[0] = (uint8_t)(value >> 8), at[1] = (uint8_t)value; }
static void put32(uint8_t *at, uint32_t value) { put16(at, value >> 16), put16(at + 2, value); }

struct capture create_capture(const char *path, uint64_t packets, uint64_t seed) {
    struct capture capture = {.limit = packets, .time = 1136109600000000, .random = seed};
    const uint32_t header[] = {0xA1B2C3D4, 4u << 16 | 2, 0, 0, 65535, 1};
    capture.file = fopen(path, "wb");
    if (!capture.file || fwrite(header, sizeof header, 1, capture.file) != 1) {
        perror(path);
        exit(1);
    }
    return capture;
}

void close_capture(struct capture *capture) {
    if (fclose(capture->file) != 0) {
        perror("capture");
        exit(1);
    }
}

bool is_complete(const struct capture *capture) { return capture->packets >= capture->limit; }

/* A number of packets rather than a share of them, so that a shorter capture is the beginning of a longer one. */
bool is_steady(const struct capture *capture) { return capture->packets >= 40000; }

/* Xorshift (Marsaglia, 2003), with a multiplication so that low bits are as good as high ones. */
static uint64_t next_random(struct capture *capture) {
    capture->random ^= capture->random >> 12;
    capture->random ^= capture->random << 25;
    capture->random ^= capture->random >> 27;
    return capture->random * 0x2545F4914F6CDD1D;
}

uint32_t below(struct capture *capture, uint32_t bound) { return (uint32_t)((next_random(capture) >> 32) * bound >> 32); }

void fill_random(struct capture *capture, uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i += 8) {
        uint64_t word = next_random(capture);
        memcpy(bytes + i, &word, length - i < 8 ? length - i : 8);
    }
}

void wait_at_most(struct capture *capture, uint32_t microseconds) { capture->time += below(capture, microseconds) + 1; }

static void write_frame(struct capture *capture, const uint8_t *frame, size_t length) {
    uint32_t record[] = {(uint32_t)(capture->time / 1000000), (uint32_t)(capture->time % 1000000), (uint32_t)length,
                         (uint32_t)length};
    if (is_complete(capture))
        return;
    if (fwrite(record, sizeof record, 1, capture->file) != 1 || fwrite(frame, length, 1, capture->file) != 1) {
        perror("capture");
        exit(1);
    }
    capture->packets++;
    wait_at_most(capture, 400);
}

static uint32_t sum_words(uint32_t sum, const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i + 1 < length; i += 2)
        sum += (uint32_t)bytes[i] << 8 | bytes[i + 1];
    return length % 2 ? sum + ((uint32_t)bytes[length - 1] << 8) : sum;
}

static uint16_t checksum(uint32_t sum) {
    while (sum >> 16)
        sum = (sum & 0xFFFF) + (sum >> 16);
    return (uint16_t)~sum;
}

/* Ethernet and IP headers for so many bytes behind them; answers where those begin in the frame. */
static size_t put_headers(uint8_t *frame, struct connection *connection, int end, uint8_t protocol, size_t length) {
    static const uint8_t stations[2][6] = {{2, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 2}};
    uint8_t *ip = frame + ETHERNET;
    memcpy(frame, stations[!end], 6);
    memcpy(frame + 6, stations[end], 6);
    put16(frame + 12, connection->is_ipv6 ? 0x86DD : 0x0800);
    if (connection->is_ipv6) {
        put32(ip, 0x60000000);
        put16(ip + 4, (uint32_t)length);
        ip[6] = protocol;
        ip[7] = 64;
        memcpy(ip + 8, connection->address[end], 16);
        memcpy(ip + 24, connection->address[!end], 16);
        return ETHERNET + IPV6;
    }
    put16(ip, 0x4500);
    put16(ip + 2, (uint32_t)length + IPV4);
    put16(ip + 4, connection->identification[end]++);
    put16(ip + 6, 0x4000);
    ip[8] = end == CLIENT ? 128 : 52;
    ip[9] = protocol;
    put16(ip + 10, 0);
    memcpy(ip + 12, connection->address[end], 4);
    memcpy(ip + 16, connection->address[!end], 4);
    put16(ip + 10, checksum(sum_words(0, ip, IPV4)));
    return ETHERNET + IPV4;
}

static uint16_t transport_checksum(struct connection *connection, uint8_t protocol, const uint8_t *bytes, size_t length) {
    size_t width = connection->is_ipv6 ? 16 : 4;
    uint32_t sum = sum_words(protocol + (uint32_t)length, connection->address[0], width);
    return checksum(sum_words(sum_words(sum, connection->address[1], width), bytes, length));
}

static size_t put_options(uint8_t *at, const struct capture *capture, struct connection *connection, uint8_t flags) {
    static const uint8_t opening[] = {2, 4, 5, 180, 1, 1, 4, 2};
    if (flags & SYN) {
        memcpy(at, opening, sizeof opening);
        return sizeof opening;
    }
    if (!connection->has_timestamps)
        return 0;
    put32(at, 0x0101080A);
    put32(at + 4, (uint32_t)(capture->time / 1000));
    put32(at + 8, (uint32_t)(capture->time / 1000) - 40);
    return 12;
}

static void put_packet(struct capture *capture, struct connection *connection, int end, uint8_t flags, uint32_t sequence,
                       const uint8_t *bytes, size_t length) {
    uint8_t frame[MAXIMUM_FRAME], options[12];
    size_t option_length = put_options(options, capture, connection, flags);
    size_t whole = 20 + option_length + length;
    size_t start = put_headers(frame, connection, end, 6, whole);
    uint8_t *tcp = frame + start;
    put16(tcp, connection->port[end]);
    put16(tcp + 2, connection->port[!end]);
    put32(tcp + 4, sequence);
    put32(tcp + 8, flags & ACK ? connection->sequence[!end] : 0);
    tcp[12] = (uint8_t)((20 + option_length) / 4 << 4);
    tcp[13] = flags;
    put16(tcp + 14, 64240);
    put32(tcp + 16, 0);
    memcpy(tcp + 20, options, option_length);
    if (length)
        memcpy(tcp + 20 + option_length, bytes, length);
    put16(tcp + 16, transport_checksum(connection, 6, tcp, whole));
    write_frame(capture, frame, start + whole);
    if (flags & ACK)
        connection->acknowledged[!end] = connection->sequence[!end];
}

static void set_address(struct connection *connection, int end, uint32_t prefix, uint32_t number) {
    static const uint8_t documentation[4] = {0x20, 0x01, 0x0D, 0xB8};
    memset(connection->address[end], 0, 16);
    if (connection->is_ipv6) {
        memcpy(connection->address[end], documentation, 4);
        put32(connection->address[end] + 12, prefix + number);
    } else {
        put32(connection->address[end], prefix + number);
    }
}

/* Clients are in 198.51.100.0/24 by number, servers in 203.0.113.0/24. */
static struct connection between(struct capture *capture, uint32_t client, uint32_t server, uint16_t server_port) {
    struct connection connection = {.is_ipv6 = client % 16 == 15, .has_timestamps = client % 4 == 1};
    set_address(&connection, CLIENT, 0xC6336400, client % 256);
    set_address(&connection, SERVER, 0xCB007100, server % 256);
    connection.port[CLIENT] = (uint16_t)(1024 + below(capture, 60000));
    connection.port[SERVER] = server_port;
    connection.sequence[CLIENT] = below(capture, UINT32_MAX);
    connection.sequence[SERVER] = below(capture, UINT32_MAX);
    return connection;
}

struct connection open_connection(struct capture *capture, uint32_t client, uint32_t server, uint16_t server_port) {
    struct connection connection = between(capture, client, server, server_port);
    put_packet(capture, &connection, CLIENT, SYN, connection.sequence[CLIENT]++, NULL, 0);
    put_packet(capture, &connection, SERVER, SYN | ACK, connection.sequence[SERVER]++, NULL, 0);
    put_packet(capture, &connection, CLIENT, ACK, connection.sequence[CLIENT], NULL, 0);
    return connection;
}

void send_segment(struct capture *capture, struct connection *connection, int end, const uint8_t *bytes, size_t length) {
    uint32_t sequence = connection->sequence[end];
    bool is_lost = below(capture, 256) == 0;
    connection->sequence[end] += (uint32_t)length;
    for (int copies = is_lost ? 2 : 1; copies > 0; copies--)
        put_packet(capture, connection, end, PSH | ACK, sequence, bytes, length);
}

void send_bulk(struct capture *capture, struct connection *connection, int end, const uint8_t *bytes, size_t length) {
    size_t maximum = connection->has_timestamps ? MAXIMUM_SEGMENT - 12 : MAXIMUM_SEGMENT;
    for (size_t sent = 0, count = 1; sent < length; count++) {
        size_t part = length - sent < maximum ? length - sent : maximum;
        send_segment(capture, connection, end, bytes + sent, part);
        sent += part;
        if (count % 2 == 0 || sent == length)
            acknowledge(capture, connection, !end);
    }
}

void acknowledge(struct capture *capture, struct connection *connection, int end) {
    if (connection->acknowledged[!end] != connection->sequence[!end])
        put_packet(capture, connection, end, ACK, connection->sequence[end], NULL, 0);
}

void ask_for_name(struct capture *capture, uint32_t client) {
    struct connection names = between(capture, client, 1, 53);
    uint8_t frame[MAXIMUM_FRAME];
    for (int end = CLIENT; end <= SERVER; end++) {
        size_t length = UDP + 30 + below(capture, 200), start = put_headers(frame, &names, end, 17, length);
        uint8_t *udp = frame + start;
        put16(udp, names.port[end]);
        put16(udp + 2, names.port[!end]);
        put16(udp + 4, (uint32_t)length);
        put16(udp + 6, 0);
        fill_random(capture, udp + UDP, length - UDP);
        put16(udp + 6, transport_checksum(&names, 17, udp, length));
        write_frame(capture, frame, start + length);
    }
}
