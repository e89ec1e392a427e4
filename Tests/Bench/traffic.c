/* Writes one of the captures that the benchmark is run on: traffic chat|p2p|mixed|released|skipped PACKETS FILE */
#include "messenger.h"

#include <stdlib.h>
#include <string.h>

enum { PRESENCES = 120, CONVERSATIONS = 200, DOWNLOADS = 60 };

struct download {
    struct connection connection;
    bool is_encrypted;
};

/* What goes on behind the gateway; everything in it begins in the first part of the capture. */
struct network {
    struct presence presences[PRESENCES];
    struct conversation conversations[CONVERSATIONS];
    struct download downloads[DOWNLOADS];
    uint32_t presence_count, conversation_count, download_count;
};

static void fill_text(struct capture *capture, uint8_t *bytes, size_t length) {
    static const char words[] = "<p>the quick brown fox</p>\r\n<a href=\"/index.html\">jumps over the lazy dog</a>\r\n";
    size_t start = below(capture, sizeof words - 1);
    for (size_t i = 0; i < length; i++)
        bytes[i] = (uint8_t)words[(start + i) % (sizeof words - 1)];
}

static struct download open_download(struct capture *capture, uint32_t number, bool is_encrypted) {
    static const char request[] = "GET /index.html HTTP/1.1\r\nHost: www.example.com\r\nAccept: */*\r\n\r\n";
    static const uint8_t hello[] = {22, 3, 1, 0, 200, 1, 0, 0, 196, 3, 1};
    uint8_t bytes[205];
    struct download download = {.is_encrypted = is_encrypted};
    download.connection = open_connection(capture, number, 100 + number, download.is_encrypted ? 443 : 80);
    if (download.is_encrypted) {
        fill_random(capture, bytes, sizeof bytes);
        memcpy(bytes, hello, sizeof hello);
        for (int end = CLIENT; end <= SERVER; end++)
            send_segment(capture, &download.connection, end, bytes, sizeof bytes);
    } else {
        send_segment(capture, &download.connection, CLIENT, (const uint8_t *)request, sizeof request - 1);
    }
    return download;
}

static void go_on(struct capture *capture, struct download *download) {
    uint8_t bytes[12 * MAXIMUM_SEGMENT];
    size_t length = MAXIMUM_SEGMENT + below(capture, sizeof bytes - MAXIMUM_SEGMENT);
    if (download->is_encrypted)
        fill_random(capture, bytes, length);
    else
        fill_text(capture, bytes, length);
    send_bulk(capture, &download->connection, SERVER, bytes, length);
}

/* Whether another of what is to be `wanted` times in the end begins now. */
static bool begins(struct capture *capture, uint32_t count, uint32_t wanted) {
    return count == 0 || (count < wanted && !is_steady(capture) && below(capture, 4) == 0);
}

static void step_presence(struct capture *capture, struct network *network) {
    if (begins(capture, network->presence_count, PRESENCES)) {
        network->presences[network->presence_count] = sign_in(capture, network->presence_count);
        network->presence_count++;
    } else {
        hear_news(capture, &network->presences[below(capture, network->presence_count)]);
    }
}

static struct conversation *choose_conversation(struct capture *capture, struct network *network) {
    if (!begins(capture, network->conversation_count, CONVERSATIONS))
        return &network->conversations[below(capture, network->conversation_count)];
    uint32_t one = below(capture, PRESENCES), other = (one + 1 + below(capture, PRESENCES - 1)) % PRESENCES;
    struct conversation *opened = &network->conversations[network->conversation_count++];
    *opened = open_conversation(capture, one, other);
    return opened;
}

static void step_download(struct capture *capture, struct network *network, bool are_all_encrypted) {
    if (begins(capture, network->download_count, DOWNLOADS)) {
        uint32_t number = network->download_count;
        network->downloads[number] = open_download(capture, number, are_all_encrypted || number % 2 == 1);
        network->download_count++;
    }
    go_on(capture, &network->downloads[below(capture, network->download_count)]);
}

static void step_foreign(struct capture *capture, struct network *network) {
    if (below(capture, 8) == 0)
        ask_for_name(capture, below(capture, 256));
    else
        step_download(capture, network, false);
}

/* Groups of a presence, as long as there is room for: nothing in them has to be read. */
static void step_groups(struct capture *capture, struct network *network) {
    if (begins(capture, network->presence_count, PRESENCES))
        step_presence(capture, network);
    else
        list_groups(capture, &network->presences[below(capture, network->presence_count)]);
}

/* In hundredths of the steps. */
struct mixture {
    const char *name;
    uint32_t presence, chat, chunks, foreign, encrypted, groups;
};

static void step(struct capture *capture, struct network *network, const struct mixture *mixture) {
    uint32_t lot = below(capture, 100);
    if (lot < mixture->presence)
        step_presence(capture, network);
    else if ((lot -= mixture->presence) < mixture->chat)
        say_something(capture, choose_conversation(capture, network));
    else if ((lot -= mixture->chat) < mixture->chunks)
        send_chunks(capture, choose_conversation(capture, network));
    else if ((lot -= mixture->chunks) < mixture->foreign)
        step_foreign(capture, network);
    else if ((lot -= mixture->foreign) < mixture->encrypted)
        step_download(capture, network, true);
    else
        step_groups(capture, network);
}

int main(int count, char **arguments) {
    static const struct mixture mixtures[] = {
        {.name = "chat", .presence = 15, .chat = 85},
        {.name = "p2p", .presence = 3, .chat = 12, .chunks = 85},
        {.name = "mixed", .presence = 10, .chat = 45, .chunks = 20, .foreign = 25},
        {.name = "released", .encrypted = 100},
        {.name = "skipped", .groups = 100},
    };
    static struct network network;
    if (count != 4) {
        fputs("usage: traffic chat|p2p|mixed|released|skipped PACKETS FILE\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < sizeof mixtures / sizeof *mixtures; i++) {
        if (strcmp(arguments[1], mixtures[i].name) != 0)
            continue;
        struct capture capture = create_capture(arguments[3], strtoull(arguments[2], NULL, 10), 0x5EED + i);
        while (!is_complete(&capture))
            step(&capture, &network, &mixtures[i]);
        close_capture(&capture);
        return 0;
    }
    fprintf(stderr, "traffic: no capture is called %s: it is chat, p2p, mixed, released or skipped\n", arguments[1]);
    return 2;
}
