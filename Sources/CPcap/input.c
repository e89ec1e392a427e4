#define _GNU_SOURCE
#include "CPcap.h"

#include <errno.h>
#include <stdio_ext.h>
#include <unistd.h>

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

static int input_close(void *cookie) {
    struct stile_input *input = cookie;
    return input->descriptor == STDIN_FILENO ? 0 : close(input->descriptor);
}

FILE *stile_input_stream(struct stile_input *input, uint8_t *buffer, size_t size) {
    cookie_io_functions_t calls = {.read = input_read, .close = input_close};
    FILE *stream = fopencookie(input, "r", calls);
    if (stream) {
        /* Without a buffer given, glibc takes no heed of the size. */
        setvbuf(stream, (char *)buffer, _IOFBF, size);
        __fsetlocking(stream, FSETLOCKING_BYCALLER);
    }
    return stream;
}
