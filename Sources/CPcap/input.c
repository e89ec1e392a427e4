#define _GNU_SOURCE
#include "CPcap.h"

#include <errno.h>
#include <unistd.h>

/* libpcap leaves stdio its 4 KB; a larger buffer saves most of the system calls. */
enum { BUFFER_SIZE = 1 << 16 };

static void keep_start(struct stile_input *input, const char *buffer, ssize_t length) {
    for (ssize_t i = 0; i < length && input->given + i < (int64_t)sizeof input->start; i++)
        input->start[input->given + i] = (uint8_t)buffer[i];
}

static ssize_t input_read(void *cookie, char *buffer, size_t size) {
    struct stile_input *input = cookie;
    ssize_t length;
    do
        length = read(input->descriptor, buffer, size);
    while (length < 0 && errno == EINTR);
    if (length < 0) {
        input->error = errno;
        return -1;
    }
    keep_start(input, buffer, length);
    input->given += length;
    return length;
}

/* Answers "where am I" and moves nowhere: all that ftello() asks. */
static int input_seek(void *cookie, off64_t *offset, int whence) {
    struct stile_input *input = cookie;
    if (whence != SEEK_CUR || *offset != 0) {
        errno = ESPIPE;
        return -1;
    }
    *offset = input->given;
    return 0;
}

static int input_close(void *cookie) {
    struct stile_input *input = cookie;
    return input->descriptor == STDIN_FILENO ? 0 : close(input->descriptor);
}

FILE *stile_input_stream(struct stile_input *input) {
    cookie_io_functions_t calls = {.read = input_read, .seek = input_seek, .close = input_close};
    FILE *stream = fopencookie(input, "r", calls);
    if (stream)
        setvbuf(stream, NULL, _IOFBF, BUFFER_SIZE);
    return stream;
}
