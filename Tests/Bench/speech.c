#include "speech.h"

#include "messenger.h"

#include <string.h>

enum { LONGEST = 2048 };

/* Record of a TLS handshake, for either end. */
static void append_record(struct text *text) {
    static const uint8_t hello[] = {22, 3, 3, 0, 200, 1, 0, 0, 196, 3, 3};
    uint8_t record[205] = {0};
    memcpy(record, hello, sizeof hello);
    append(text, record, sizeof record);
}

void print_opening(struct text *text, enum speech speech) {
    switch (speech) {
    case CHAT:
    case PICTURE:
    case SKIPPED: print(text, "USR 1 client0@example.com 1136109600.0.1\r\n"); break;
    case TURNS: print(text, "ANS 1 client0@example.com 1136109600.0 1234567\r\n"); break;
    case FOREIGN: append_record(text); break;
    }
}

void print_greeting(struct text *text, enum speech speech) {
    switch (speech) {
    case CHAT:
    case PICTURE:
    case SKIPPED: print(text, "USR 1 OK client0@example.com Client%%200\r\n"); break;
    case TURNS: print(text, "ANS 1 OK\r\n"); break;
    case FOREIGN: append_record(text); break;
    }
}

enum speech speech_of(uint8_t first) { return first == 'U' ? CHAT : first == 'A' ? TURNS : FOREIGN; }

static void append_random(struct text *text, struct capture *source) {
    uint8_t bytes[LONGEST];
    fill_random(source, bytes, sizeof bytes);
    append(text, bytes, sizeof bytes);
}

/* One command, of whose payload nothing has to be read. */
static void append_long_command(struct text *text, struct capture *source) {
    enum { PARTS = 14 };
    print(text, "UUX 2 %u\r\n", PARTS * LONGEST);
    for (int i = 0; i < PARTS; i++)
        append_random(text, source);
}

void print_body(struct text *text, enum speech speech, unsigned seed) {
    struct capture source = create_capture("/dev/null", 0, 0x5EED + seed);
    struct conversation conversation = {.client = {0, 1}, .transaction = {2, 2}};
    conversation.object.session = 1 + seed;
    conversation.object.size = UINT64_C(1) << 40;
    if (speech == SKIPPED)
        append_long_command(text, &source);
    while (speech != SKIPPED && text->length + LONGEST <= sizeof text->bytes) {
        struct text payload = {0};
        switch (speech) {
        case CHAT: print_chat(&source, &payload); break;
        case TURNS: print_turn(text); continue;
        case PICTURE: append_next_chunk(&source, &conversation, &payload); break;
        case SKIPPED:
        case FOREIGN: append_random(text, &source); continue;
        }
        append_message(text, &conversation, 0, CLIENT, speech == CHAT ? 'N' : 'D', &payload);
    }
    close_capture(&source);
}

/* Fills a message up whose command line tells as long a payload as is missing. */
static void fill_up(struct text *text) {
    print(text, "Content-Type: text/plain\r\n\r\n");
    while (text->length % TURN)
        append(text, ".", 1);
}

void print_turn(struct text *text) {
    print(text, "MSG 2 N 52\r\n");
    fill_up(text);
}

void print_answer(struct text *text) {
    print(text, "MSG b@example.com B 40\r\n");
    fill_up(text);
}
