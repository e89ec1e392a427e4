/* The peer-to-peer layer, version 1. */
#include "messenger.h"

#include <string.h>

enum { CHUNK = 1202 };

/* The header of 48 bytes is in little-endian order. */
static void append_number(struct text *text, uint64_t value, size_t width) {
    for (; width > 0; width--, value >>= 8)
        append(text, &(uint8_t){(uint8_t)value}, 1);
}

struct chunk {
    uint32_t session, identifier, flags, length;
    uint64_t offset, size;
    uint8_t application; /* in the footer */
};

static void append_chunk(struct text *payload, uint32_t destination, struct chunk chunk, const uint8_t *bytes) {
    print(payload, "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: client%u@example.com\r\n\r\n",
          destination);
    append_number(payload, chunk.session, 4);
    append_number(payload, chunk.identifier, 4);
    append_number(payload, chunk.offset, 8);
    append_number(payload, chunk.size, 8);
    append_number(payload, chunk.length, 4);
    append_number(payload, chunk.flags, 4);
    append_number(payload, chunk.identifier * 2654435761u, 4);
    append_number(payload, 0, 12);
    append(payload, bytes, chunk.length);
    append(payload, (uint8_t[]){0, 0, 0, chunk.application}, 4);
}

/* The session protocol's text, cut into as many chunks as it takes; each is acknowledged as a whole at the end. */
static void send_session_text(struct capture *capture, struct conversation *conversation, int from, const struct text *text) {
    uint32_t identifier = below(capture, UINT32_MAX);
    for (size_t sent = 0; sent < text->length; sent += CHUNK) {
        size_t part = text->length - sent < CHUNK ? text->length - sent : CHUNK;
        struct chunk chunk = {.identifier = identifier, .offset = sent, .size = text->length, .length = (uint32_t)part};
        struct text payload = {0};
        append_chunk(&payload, conversation->client[!from], chunk, text->bytes + sent);
        deliver(capture, conversation, from, 'D', &payload);
    }
    struct text receipt = {0};
    append_chunk(&receipt, conversation->client[from], (struct chunk){.identifier = identifier + 1, .flags = 2}, NULL);
    deliver(capture, conversation, !from, 'D', &receipt);
}

static void print_session(struct text *text, struct conversation *conversation, int from, const char *first_line,
                          const char *type, const struct text *body) {
    uint32_t session = conversation->object.session;
    print(text, "%s\r\nTo: <msnmsgr:client%u@example.com>\r\nFrom: <msnmsgr:client%u@example.com>\r\n"
          "Via: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-%012X}\r\nCSeq: 0 \r\n"
          "Call-ID: {2B073406-65D8-A7B2-5B13-%012X}\r\nMax-Forwards: 0\r\n"
          "Content-Type: application/x-msnmsgr-%s\r\nContent-Length: %zu\r\n\r\n", first_line, conversation->client[!from],
          conversation->client[from], session, session, type, body->length);
    append(text, body->bytes, body->length);
}

static void print_file_context(struct text *body, uint64_t size) {
    uint8_t context[574] = {0x3E, 2, 0, 0, 2};
    static const char name[] = "holiday.zip";
    for (size_t i = 0; i < 8; i++)
        context[8 + i] = (uint8_t)(size >> (8 * i));
    context[16] = 1;
    for (size_t i = 0; i < sizeof name; i++)
        context[20 + 2 * i] = (uint8_t)name[i];
    memset(context + 570, 0xFF, 4);
    append_base64(body, context, sizeof context);
}

static void print_invitation(struct text *text, struct conversation *conversation) {
    static const char object[] = "<msnobj Creator=\"client@example.com\" Size=\"24539\" Type=\"3\" Location=\"TFR2C2.tmp\" "
                                 "Friendly=\"AAA=\" SHA1D=\"trC8SlFx2sWQxZMIBAWSEnXc8oQ=\" SHA1C=\"U32o6bosZzluJq82eAtMpx5dIEI=\"/>";
    bool is_file = conversation->object.is_file;
    struct text body = {0}, line = {0};
    print(&body, "EUF-GUID: {%s}\r\nSessionID: %u\r\nAppID: %d\r\nContext: ",
          is_file ? "5D3E02AB-6190-11D3-BBBB-00C04F795683" : "A4268EEC-FEC5-49E5-95C3-F126696BDBF6",
          conversation->object.session, is_file ? 2 : 1);
    if (is_file)
        print_file_context(&body, conversation->object.size);
    else
        append_base64(&body, (const uint8_t *)object, sizeof object);
    append(&body, "\r\n\r\n", 5);
    print(&line, "INVITE MSNMSGR:client%u@example.com MSNSLP/1.0%c", conversation->client[is_file], 0);
    print_session(text, conversation, !is_file, (const char *)line.bytes, "sessionreqbody", &body);
}

/* A file is offered by its sender, the first client; a picture is asked for by its receiver, the second. */
static void begin_object(struct capture *capture, struct conversation *conversation) {
    struct text invitation = {0}, consent = {0}, body = {0};
    int inviter;
    conversation->object.is_file = below(capture, 8) == 0;
    conversation->object.session = 1 + below(capture, UINT32_MAX);
    conversation->object.identifier = below(capture, UINT32_MAX);
    conversation->object.size = is_steady(capture) ? 1u << 30 : 3000 + below(capture, 40000);
    conversation->object.sent = 0;
    inviter = conversation->object.is_file ? 0 : 1;
    print_invitation(&invitation, conversation);
    send_session_text(capture, conversation, inviter, &invitation);
    print(&body, "SessionID: %u\r\n\r\n%c", conversation->object.session, 0);
    print_session(&consent, conversation, !inviter, "MSNSLP/1.0 200 OK", "sessionreqbody", &body);
    send_session_text(capture, conversation, !inviter, &consent);
}

static void end_object(struct capture *capture, struct conversation *conversation) {
    struct text goodbye = {0}, line = {0}, body = {0};
    print(&line, "BYE MSNMSGR:client%u@example.com MSNSLP/1.0%c", conversation->client[1], 0);
    append(&body, "\r\n", 3);
    print_session(&goodbye, conversation, 0, (const char *)line.bytes, "sessionclosebody", &body);
    send_session_text(capture, conversation, 0, &goodbye);
}

void append_next_chunk(struct capture *capture, struct conversation *conversation, struct text *payload) {
    uint8_t bytes[CHUNK];
    uint64_t rest = conversation->object.size - conversation->object.sent;
    struct chunk chunk = {
        .session = conversation->object.session,
        .identifier = conversation->object.identifier,
        .flags = conversation->object.is_file ? 0x01000030 : 0x20,
        .length = (uint32_t)(rest < CHUNK ? rest : CHUNK),
        .offset = conversation->object.sent,
        .size = conversation->object.size,
        .application = conversation->object.is_file ? 2 : 1,
    };
    fill_random(capture, bytes, chunk.length);
    append_chunk(payload, conversation->client[1], chunk, bytes);
    conversation->object.sent += chunk.length;
}

/* The sender's client writes each message into a segment of its own; what the switchboard passes on comes so to every
 * other receiver, and to the rest as one stream cut wherever a segment is full. */
void send_chunks(struct capture *capture, struct conversation *conversation) {
    struct text passed_on = {0}, receipts = {0};
    bool is_cut = conversation->client[1] % 2;
    if (conversation->object.sent == conversation->object.size)
        begin_object(capture, conversation);
    for (uint32_t left = 3 + below(capture, 8); left > 0 && conversation->object.sent < conversation->object.size; left--) {
        struct text payload = {0}, message = {0};
        append_next_chunk(capture, conversation, &payload);
        print(&receipts, "ACK %u\r\n", conversation->transaction[0]);
        append_message(&message, conversation, 0, CLIENT, 'D', &payload);
        say(capture, &conversation->leg[0], CLIENT, &message);
        message.length = 0;
        append_message(is_cut ? &passed_on : &message, conversation, 0, SERVER, 'D', &payload);
        if (!is_cut)
            send_bulk(capture, &conversation->leg[1], SERVER, message.bytes, message.length);
        if (left % 2)
            acknowledge(capture, &conversation->leg[0], SERVER);
    }
    say(capture, &conversation->leg[0], SERVER, &receipts);
    acknowledge(capture, &conversation->leg[0], CLIENT);
    send_bulk(capture, &conversation->leg[1], SERVER, passed_on.bytes, passed_on.length);
    if (conversation->object.sent == conversation->object.size)
        end_object(capture, conversation);
    wait_at_most(capture, 10000);
}
