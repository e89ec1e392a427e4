#ifndef CPCAP_H
#define CPCAP_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <pcap/pcap.h>
#include <pcap/dlt.h>

/* The bytes of a capture on their way from a descriptor to libpcap. libpcap tells neither where in the file it
 * stands nor which magic number it met, and a pipe cannot be asked afterwards; so the bytes are counted, and the
 * first four kept, as they go by. */
struct stile_input {
    int descriptor;
    int error;           /* the errno that ended the reading, or 0 */
    int64_t given;       /* bytes handed on so far */
    uint8_t start[4];    /* the first four of them, as far as `given` goes */
};

/* A stream over `input` that reads ahead into the `size` bytes at `buffer`, both of which must outlive it; NULL with
 * errno set when there is no memory. For one thread: it takes no locks. Closing the stream closes the descriptor,
 * unless that is the standard input. */
FILE *stile_input_stream(struct stile_input *input, uint8_t *buffer, size_t size);

/* The bytes that such a stream has read ahead and gives out next, by the fields that glibc's own inline getc() goes by.
 * They are the caller's to change once it has taken them, until the stream is read again. */
static inline uint8_t *stile_ahead(const FILE *stream) { return (uint8_t *)stream->_IO_read_ptr; }

/* How many there are. */
static inline int64_t stile_ahead_count(const FILE *stream) { return stream->_IO_read_end - stream->_IO_read_ptr; }

/* Takes `count` of them, of which there are at least as many, as if they had been read. */
static inline void stile_take(FILE *stream, int64_t count) { stream->_IO_read_ptr += count; }

#endif
