#include "messenger.h"
#include "text.h"

#include <string.h>

enum { NOTIFICATION = 10, SWITCHBOARD = 20, PORT = 1863 };

static void say(struct capture *capture, struct connection *connection, int end, const struct text *text) {
    send_segment(capture, connection, end, text->bytes, text->length);
}

/* ---- Presence ---- */

static void greet(struct capture *capture, struct presence *presence) {
    struct text question = {0}, answer = {0};
    print(&question, "VER 1 MSNP12 MSNP11 CVR0\r\nCVR 2 0x0409 winnt 5.1 i386 MSNMSGR 7.5.0324 msmsgs "
          "client%u@example.com\r\nUSR 3 TWN I client%u@example.com\r\n", presence->client, presence->client);
    say(capture, &presence->connection, CLIENT, &question);
    print(&answer, "VER 1 MSNP12\r\nCVR 2 7.5.0324 7.5.0324 6.0.0602 http://messenger.example.com/setup.msi "
          "http://messenger.example.com\r\nUSR 3 TWN S lc=1033,id=507,tw=40,ru=http%%3A%%2F%%2Fmessenger.example.com,"
          "ct=1136109600,kpp=1,kv=9,ver=2.1.6000.1,rn=%u,tpf=%08x\r\n", presence->client, below(capture, UINT32_MAX));
    say(capture, &presence->connection, SERVER, &answer);
    wait_at_most(capture, 900000);
}

static void show_ticket(struct capture *capture, struct presence *presence) {
    struct text ticket = {0}, answer = {0};
    uint8_t secret[600];
    fill_random(capture, secret, sizeof secret);
    print(&ticket, "USR 4 TWN S t=");
    append_base64(&ticket, secret, 420);
    print(&ticket, "&p=\r\n");
    say(capture, &presence->connection, CLIENT, &ticket);
    struct text profile = {0};
    print(&profile, "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsprofile; charset=UTF-8\r\nLoginTime: 1136109600\r\n"
          "EmailEnabled: 1\r\nMemberIdHigh: 84736\r\nMemberIdLow: %u\r\nlang_preference: 1033\r\nMSPAuth: ", presence->client);
    append_base64(&profile, secret, sizeof secret);
    print(&profile, "\r\nClientIP: 198.51.100.%u\r\nClientPort: 1863\r\n\r\n", presence->client % 256);
    print(&answer, "USR 4 OK client%u@example.com Client%%20%u 1 0\r\nMSG Hotmail Hotmail %zu\r\n", presence->client,
          presence->client, profile.length);
    append(&answer, profile.bytes, profile.length);
    send_bulk(capture, &presence->connection, SERVER, answer.bytes, answer.length);
}

static void list_contacts(struct capture *capture, struct presence *presence) {
    struct text question = {0}, lists = {0}, states = {0};
    uint32_t contacts = 10 + below(capture, 60);
    print(&question, "SYN 5 0 0\r\n");
    say(capture, &presence->connection, CLIENT, &question);
    print(&lists, "SYN 5 2006-01-01T10:00:00.0-08:00 2006-01-01T10:00:00.0-08:00 %u 1\r\nGTC A\r\nBLP AL\r\n"
          "LSG Friends c24a5a39-9a1b-4f5f-9d1e-0a2b3c4d5e6f\r\n", contacts);
    for (uint32_t i = 0; i < contacts; i++)
        print(&lists, "LST N=contact%u@example.com F=Contact%%20%u C=5b1c0d9e-1f2a-4b3c-8d4e-%012x 11 1\r\n", i, i, i);
    send_bulk(capture, &presence->connection, SERVER, lists.bytes, lists.length);
    question.length = 0;
    print(&question, "CHG 6 NLN 1342558252\r\n");
    say(capture, &presence->connection, CLIENT, &question);
    print(&states, "CHG 6 NLN 1342558252\r\n");
    for (uint32_t i = 0; i < contacts / 3; i++)
        print(&states, "ILN 6 NLN contact%u@example.com Contact%%20%u 1342558252 %%3Cmsnobj%%20Creator%%3D%%22contact%u%%40"
              "example.com%%22%%20Size%%3D%%2224539%%22%%20Type%%3D%%223%%22%%2F%%3E\r\nUBX contact%u@example.com 0\r\n",
              i, i, i, i);
    send_bulk(capture, &presence->connection, SERVER, states.bytes, states.length);
}

struct presence sign_in(struct capture *capture, uint32_t client) {
    struct presence presence = {.client = client, .transaction = 7};
    presence.connection = open_connection(capture, client, NOTIFICATION + client % 4, PORT);
    greet(capture, &presence);
    show_ticket(capture, &presence);
    list_contacts(capture, &presence);
    return presence;
}

void hear_news(struct capture *capture, struct presence *presence) {
    struct text text = {0};
    uint32_t contact = below(capture, 70);
    switch (below(capture, 3)) {
    case 0:
        print(&text, "PNG\r\n");
        say(capture, &presence->connection, CLIENT, &text);
        text.length = 0;
        print(&text, "QNG 44\r\n");
        break;
    case 1:
        print(&text, "NLN BSY contact%u@example.com Contact%%20%u 1342558252\r\n", contact, contact);
        break;
    default: {
        struct text song = {0};
        print(&song, "<Data><PSM>feeling %u</PSM><CurrentMedia></CurrentMedia></Data>", contact);
        print(&text, "UBX contact%u@example.com %zu\r\n", contact, song.length);
        append(&text, song.bytes, song.length);
    }
    }
    say(capture, &presence->connection, SERVER, &text);
    acknowledge(capture, &presence->connection, CLIENT);
    wait_at_most(capture, 20000);
}

/* ---- Switchboards ---- */

struct conversation open_conversation(struct capture *capture, uint32_t one, uint32_t other) {
    struct conversation conversation = {.client = {one, other}, .transaction = {3, 3}};
    struct text text = {0};
    uint32_t board = SWITCHBOARD + one % 8;
    conversation.leg[0] = open_connection(capture, one, board, PORT);
    print(&text, "USR 1 client%u@example.com 1136109600.%u.1\r\nCAL 2 client%u@example.com\r\n", one, one, other);
    say(capture, &conversation.leg[0], CLIENT, &text);
    conversation.leg[1] = open_connection(capture, other, board, PORT);
    text.length = 0;
    print(&text, "ANS 1 client%u@example.com 1136109600.%u 1234567\r\n", other, one);
    say(capture, &conversation.leg[1], CLIENT, &text);
    text.length = 0;
    print(&text, "IRO 1 1 1 client%u@example.com Client%%20%u 1342558252\r\nANS 1 OK\r\n", one, one);
    say(capture, &conversation.leg[1], SERVER, &text);
    acknowledge(capture, &conversation.leg[1], CLIENT);
    text.length = 0;
    print(&text, "USR 1 OK client%u@example.com Client%%20%u\r\nCAL 2 RINGING 1234567\r\nJOI client%u@example.com "
          "Client%%20%u 1342558252\r\n", one, one, other, other);
    say(capture, &conversation.leg[0], SERVER, &text);
    acknowledge(capture, &conversation.leg[0], CLIENT);
    return conversation;
}

/* Appends the message as its sender's client writes it, or as the switchboard passes it on. */
static void append_message(struct text *text, struct conversation *conversation, int from, int end, char letter,
                           const struct text *payload) {
    if (end == CLIENT)
        print(text, "MSG %u %c %zu\r\n", conversation->transaction[from]++, letter, payload->length);
    else
        print(text, "MSG client%u@example.com Client%%20%u %zu\r\n", conversation->client[from], conversation->client[from],
              payload->length);
    append(text, payload->bytes, payload->length);
}

/* Brings one message from one client to the other; one in forty comes in two segments. */
static void deliver(struct capture *capture, struct conversation *conversation, int from, char letter,
                    const struct text *payload) {
    for (int end = CLIENT; end <= SERVER; end++) {
        struct connection *leg = &conversation->leg[end == CLIENT ? from : !from];
        struct text text = {0};
        append_message(&text, conversation, from, end, letter, payload);
        size_t first = below(capture, 40) == 0 ? 1 + below(capture, (uint32_t)text.length - 1) : text.length;
        send_segment(capture, leg, end, text.bytes, first);
        if (first < text.length)
            send_segment(capture, leg, end, text.bytes + first, text.length - first);
        if (end == CLIENT && (letter == 'A' || letter == 'D')) {
            struct text receipt = {0};
            print(&receipt, "ACK %u\r\n", conversation->transaction[from] - 1);
            say(capture, leg, SERVER, &receipt);
        }
        acknowledge(capture, leg, !end);
        if (below(capture, 2) == 0)
            acknowledge(capture, leg, end);
    }
}

static void print_chat(struct capture *capture, struct text *payload) {
    static const char words[] = "so I went there and it was closed again, can you believe that? we should meet on Friday. ";
    uint32_t length = 3 + below(capture, 30) * below(capture, 8);
    print(payload, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
          "X-MMS-IM-Format: FN=MS%%20Shell%%20Dlg; EF=; CO=0; CS=0; PF=0\r\n\r\n");
    for (uint32_t i = 0; i < length; i++)
        append(payload, &words[i % (sizeof words - 1)], 1);
}

void say_something(struct capture *capture, struct conversation *conversation) {
    struct text payload = {0};
    int from = (int)below(capture, 2);
    uint32_t lot = below(capture, 100);
    char letter = 'U';
    if (lot < 40) {
        print(&payload, "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgscontrol\r\nTypingUser: client%u@example.com\r\n\r\n\r\n",
              conversation->client[from]);
    } else if (lot < 96) {
        print_chat(capture, &payload);
        letter = conversation->client[from] % 2 ? 'A' : 'N';
    } else {
        print(&payload, "MIME-Version: 1.0\r\nContent-Type: text/x-msnmsgr-datacast\r\n\r\nID: 1\r\n\r\n");
        letter = 'N';
    }
    deliver(capture, conversation, from, letter, &payload);
    wait_at_most(capture, 20000);
}

/* ---- The peer-to-peer layer, version 1 ---- */

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

static void append_next_chunk(struct capture *capture, struct conversation *conversation, struct text *payload) {
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
