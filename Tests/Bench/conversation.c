#include "messenger.h"

enum { SWITCHBOARD = 20 };

void say(struct capture *capture, struct connection *connection, int end, const struct text *text) {
    send_segment(capture, connection, end, text->bytes, text->length);
}

struct conversation open_conversation(struct capture *capture, uint32_t one, uint32_t other) {
    struct conversation conversation = {.client = {one, other}, .transaction = {3, 3}};
    struct text text = {0};
    uint32_t board = SWITCHBOARD + one % 8;
    conversation.leg[0] = open_connection(capture, one, board, MESSENGER_PORT);
    print(&text, "USR 1 client%u@example.com 1136109600.%u.1\r\nCAL 2 client%u@example.com\r\n", one, one, other);
    say(capture, &conversation.leg[0], CLIENT, &text);
    conversation.leg[1] = open_connection(capture, other, board, MESSENGER_PORT);
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

void append_message(struct text *text, struct conversation *conversation, int from, int end, char letter,
                    const struct text *payload) {
    if (end == CLIENT)
        print(text, "MSG %u %c %zu\r\n", conversation->transaction[from]++, letter, payload->length);
    else
        print(text, "MSG client%u@example.com Client%%20%u %zu\r\n", conversation->client[from], conversation->client[from],
              payload->length);
    append(text, payload->bytes, payload->length);
}

/* One message in forty comes in two segments. */
void deliver(struct capture *capture, struct conversation *conversation, int from, char letter, const struct text *payload) {
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

void print_chat(struct capture *capture, struct text *payload) {
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
