#ifndef CPCAP_H
#define CPCAP_H
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

/* A stream over `input`, which must outlive it; NULL with errno set when there is no memory. Closing the stream
 * closes the descriptor, unless that is the standard input. ftello() works on it even where the descriptor is a pipe. */
FILE *stile_input_stream(struct stile_input *input);

#endif
