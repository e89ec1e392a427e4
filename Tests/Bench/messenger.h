/* MSN Messenger traffic as a gateway in front of its clients sees it: both clients of a conversation are behind it, so
 * every message passes twice, to the switchboard and from it. */
#ifndef MESSENGER_H
#define MESSENGER_H
#include "capture.h"
#include "text.h"

enum { MESSENGER_PORT = 1863 };

/* A client's connection to its notification server. */
struct presence {
    struct connection connection;
    uint32_t client, transaction;
};

/* Two clients in a switchboard, and the object that the first is sending the second, if any. */
struct conversation {
    struct connection leg[2];
    uint32_t client[2], transaction[2];
    struct {
        uint64_t size, sent;
        uint32_t session, identifier;
        bool is_file;
    } object;
};

/* Signs a client in: version, ticket, profile, contact list. */
struct presence sign_in(struct capture *capture, uint32_t client);

/* A keep-alive, or news of contacts. */
void hear_news(struct capture *capture, struct presence *presence);

/* One command with a payload of more than 20,000 bytes, which tells a client its groups. */
void list_groups(struct capture *capture, struct presence *presence);

/* Opens a switchboard and calls the other client into it. */
struct conversation open_conversation(struct capture *capture, uint32_t one, uint32_t other);

/* The payload of a message: a line of chat, or the next chunk of the object. */
void print_chat(struct capture *capture, struct text *payload);
void append_next_chunk(struct capture *capture, struct conversation *conversation, struct text *payload);

/* One of the two types or says something; the other side's client acknowledges it at least by TCP. */
void say_something(struct capture *capture, struct conversation *conversation);

/* A few chunks of the object over the peer-to-peer layer. A new one is begun with an invitation where the last is
 * finished; in the steady state it is one that lasts. */
void send_chunks(struct capture *capture, struct conversation *conversation);

void say(struct capture *capture, struct connection *connection, int end, const struct text *text);

/* Appends the message as its sender's client writes it, or as the switchboard passes it on. */
void append_message(struct text *text, struct conversation *conversation, int from, int end, char letter,
                    const struct text *payload);

/* Brings one message from one client to the other. */
void deliver(struct capture *capture, struct conversation *conversation, int from, char letter, const struct text *payload);

#endif
