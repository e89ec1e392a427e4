/* A piece of a stream while it is put together. */
#ifndef TEXT_H
#define TEXT_H
#include <stddef.h>
#include <stdint.h>

struct text {
    size_t length;
    uint8_t bytes[32768];
};

/* Both end the program where the text is full: nothing here is as long. */
void append(struct text *text, const void *bytes, size_t length);
void print(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

void append_base64(struct text *text, const uint8_t *bytes, size_t length);

#endif
