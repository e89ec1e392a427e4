#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void append(struct text *text, const void *bytes, size_t length) {
    if (length > sizeof text->bytes - text->length)
        abort();
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

void print(struct text *text, const char *format, ...) {
    size_t room = sizeof text->bytes - text->length;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf((char *)text->bytes + text->length, room, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= room)
        abort();
    text->length += (size_t)length;
}

void append_base64(struct text *text, const uint8_t *bytes, size_t length) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        uint32_t word = (uint32_t)bytes[i] << 16;
        if (i + 1 < length) word |= (uint32_t)bytes[i + 1] << 8;
        if (i + 2 < length) word |= bytes[i + 2];
        char group[4] = {digits[word >> 18], digits[word >> 12 & 63], digits[word >> 6 & 63], digits[word & 63]};
        if (i + 1 >= length) group[2] = '=';
        if (i + 2 >= length) group[3] = '=';
        append(text, group, 4);
    }
}
