/* The two ends of live connections through a gateway:
 *
 *   exchange serve PORT                                          takes whatever comes, until it is ended
 *   exchange send ADDRESS PORT chat|picture|skipped|foreign MILLISECONDS SEGMENT
 *                                                                sends as fast as it can, in segments of that size;
 *                                                                tells how many bytes arrived in how many nanoseconds
 *   exchange ping ADDRESS PORT COUNT                             sends 64 bytes and waits for 64 bytes, so many times;
 *                                                                tells how many nanoseconds each round trip took
 *
 * SEGMENT 0 leaves the size of segments to the kernel. */
#define _GNU_SOURCE
#include "speech.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { POOL = 16, INTAKE = 1 << 18 };

static void fail(const char *what) {
    fprintf(stderr, "exchange: %s: %s\n", what, strerror(errno));
    exit(1);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void send_all(int descriptor, const struct text *text) {
    for (size_t sent = 0; sent < text->length;) {
        ssize_t count = send(descriptor, text->bytes + sent, text->length - sent, 0);
        if (count < 0)
            fail("sending");
        sent += (size_t)count;
    }
}

static void receive_all(int descriptor, void *bytes, size_t length) {
    errno = ECONNRESET;
    if (recv(descriptor, bytes, length, MSG_WAITALL) != (ssize_t)length)
        fail("receiving");
}

/* Whoever takes turns is answered; anything else is swallowed. */
static void *answer(void *argument) {
    int descriptor = (int)(intptr_t)argument;
    uint8_t *bytes = malloc(INTAKE);
    struct text greeting = {0}, reply = {0};
    ssize_t count = bytes ? recv(descriptor, bytes, INTAKE, 0) : 0;
    enum speech speech = count > 0 ? speech_of(bytes[0]) : FOREIGN;
    print_greeting(&greeting, speech);
    print_answer(&reply);
    send_all(descriptor, &greeting);
    while ((count = recv(descriptor, bytes, INTAKE, 0)) > 0)
        if (speech == TURNS)
            send_all(descriptor, &reply);
    close(descriptor);
    free(bytes);
    return NULL;
}

static int open_socket(int segment) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    if (descriptor < 0)
        fail("opening a socket");
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (segment > 0 && setsockopt(descriptor, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment) < 0)
        fail("setting the size of segments");
    return descriptor;
}

static void serve(const char *port) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    int listener = open_socket(0), yes = 1, descriptor;
    if (bind(listener, (struct sockaddr *)&place, sizeof place) < 0 || listen(listener, 64) < 0)
        fail("listening");
    while ((descriptor = accept(listener, NULL, NULL)) >= 0) {
        pthread_t thread;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if ((errno = pthread_create(&thread, NULL, answer, (void *)(intptr_t)descriptor)) != 0)
            fail("starting a thread");
        pthread_detach(thread);
    }
    fail("accepting");
}

/* A connection on which both ends have shown what they speak. */
static int call(const char *address, const char *port, enum speech speech, int segment) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    struct text opening = {0}, greeting = {0};
    int descriptor = open_socket(segment);
    if (inet_pton(AF_INET, address, &place.sin_addr) != 1 ||
        connect(descriptor, (struct sockaddr *)&place, sizeof place) < 0)
        fail("connecting");
    print_opening(&opening, speech);
    print_greeting(&greeting, speech);
    send_all(descriptor, &opening);
    receive_all(descriptor, greeting.bytes, greeting.length);
    return descriptor;
}

/* The clock runs until the other end has closed, and so has taken everything. */
static void send_for(int descriptor, enum speech speech, uint64_t nanoseconds) {
    static struct text pool[POOL];
    uint64_t bytes = 0, start, end;
    uint8_t rest;
    for (unsigned i = 0; i < POOL; i++)
        print_body(&pool[i], speech, i);
    start = now();
    for (unsigned i = 0; now() - start < nanoseconds; i++) {
        send_all(descriptor, &pool[i % POOL]);
        bytes += pool[i % POOL].length;
    }
    shutdown(descriptor, SHUT_WR);
    if (recv(descriptor, &rest, 1, 0) != 0)
        fail("waiting for the end");
    end = now();
    printf("%llu %llu\n", (unsigned long long)bytes, (unsigned long long)(end - start));
}

static void take_turns(int descriptor, unsigned count) {
    struct text message = {0};
    uint8_t reply[TURN];
    print_turn(&message);
    while (count-- > 0) {
        uint64_t start = now();
        send_all(descriptor, &message);
        receive_all(descriptor, reply, sizeof reply);
        printf("%llu\n", (unsigned long long)(now() - start));
    }
}

static bool read_speech(const char *word, enum speech *speech) {
    static const char *words[] = {[CHAT] = "chat", [PICTURE] = "picture", [SKIPPED] = "skipped", [FOREIGN] = "foreign"};
    for (*speech = CHAT; *speech <= FOREIGN; ++*speech)
        if (strcmp(word, words[*speech]) == 0)
            return true;
    return false;
}

int main(int count, char **arguments) {
    enum speech speech;
    const char *verb = count > 2 ? arguments[1] : "";
    signal(SIGPIPE, SIG_IGN);
    if (count == 3 && strcmp(verb, "serve") == 0)
        serve(arguments[2]);
    else if (count == 7 && strcmp(verb, "send") == 0 && read_speech(arguments[4], &speech))
        send_for(call(arguments[2], arguments[3], speech, atoi(arguments[6])), speech,
                 strtoull(arguments[5], NULL, 10) * 1000000);
    else if (count == 5 && strcmp(verb, "ping") == 0)
        take_turns(call(arguments[2], arguments[3], TURNS, 0), (unsigned)atoi(arguments[4]));
    else {
        fputs("usage: exchange serve PORT | send ADDRESS PORT chat|picture|skipped|foreign MILLISECONDS SEGMENT"
              " | ping ADDRESS PORT COUNT\n", stderr);
        return 2;
    }
    return 0;
}
