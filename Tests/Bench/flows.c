/* Writes a capture of many chat connections at once to its standard output: flows CONNECTIONS PACKETS
 *
 * All of them are opened; then so many packets follow, chat on any one of them and its acknowledgement in turn. When
 * all are open, and when everything is written, it says so on its standard error and waits for a line. */
#include "messenger.h"

#include <stdlib.h>

enum { SWITCHBOARDS = 256 };

static struct connection begin(struct capture *capture, uint32_t number) {
    struct text question = {0}, answer = {0};
    struct connection connection = open_connection(capture, number, number / SWITCHBOARDS, MESSENGER_PORT);
    print(&question, "USR 1 client%u@example.com 1136109600.%u.1\r\n", number, number);
    say(capture, &connection, CLIENT, &question);
    print(&answer, "USR 1 OK client%u@example.com Client%%20%u\r\n", number, number);
    say(capture, &connection, SERVER, &answer);
    acknowledge(capture, &connection, CLIENT);
    return connection;
}

static void chat(struct capture *capture, struct connection *connection) {
    struct text message = {0}, payload = {0};
    struct conversation conversation = {.transaction = {2, 2}};
    print_chat(capture, &payload);
    append_message(&message, &conversation, 0, CLIENT, 'N', &payload);
    say(capture, connection, CLIENT, &message);
    acknowledge(capture, connection, SERVER);
}

static void wait_for_word(struct capture *capture, const char *what) {
    fflush(capture->file);
    fprintf(stderr, "%s\n", what);
    getchar();
}

int main(int count, char **arguments) {
    uint32_t number = count == 3 ? (uint32_t)strtoul(arguments[1], NULL, 10) : 0;
    struct connection *connections = calloc(number, sizeof *connections);
    if (number == 0 || !connections) {
        fputs("usage: flows CONNECTIONS PACKETS\n", stderr);
        return 2;
    }
    struct capture capture = create_capture("/proc/self/fd/1", UINT64_MAX, 0x5EED);
    for (uint32_t i = 0; i < number; i++)
        connections[i] = begin(&capture, i);
    wait_for_word(&capture, "open");
    capture.limit = capture.packets + strtoull(arguments[2], NULL, 10);
    while (!is_complete(&capture))
        chat(&capture, &connections[below(&capture, number)]);
    wait_for_word(&capture, "written");
    close_capture(&capture);
    free(connections);
    return 0;
}
