/* The least that anybody can do with a capture: read each packet by libpcap, find its TCP payload, and add its length
 * up. What stile takes is measured against this. */
#include <pcap/pcap.h>
#include <stdint.h>
#include <stdio.h>

static uint32_t get16(const uint8_t *at) { return (uint32_t)at[0] << 8 | at[1]; }

/* The length of a frame's TCP payload; 0 where it has none, or none that could be found. */
static uint32_t payload_length(const uint8_t *frame, uint32_t length) {
    uint32_t type = length >= 14 ? get16(frame + 12) : 0, start = 14, end;
    if (type == 0x0800 && length >= start + 20 && frame[start + 9] == 6) {
        end = start + get16(frame + start + 2);
        start += (frame[start] & 15u) * 4;
    } else if (type == 0x86DD && length >= start + 40 && frame[start + 6] == 6) {
        end = start + 40 + get16(frame + start + 4);
        start += 40;
    } else {
        return 0;
    }
    if (end > length || start + 20 > end)
        return 0;
    start += (frame[start + 12] >> 4) * 4u;
    return start < end ? end - start : 0;
}

int main(int count, char **arguments) {
    char error[PCAP_ERRBUF_SIZE];
    struct pcap_pkthdr *header;
    const uint8_t *frame;
    uint64_t packets = 0, bytes = 0;
    int status;
    pcap_t *capture = count == 2 ? pcap_open_offline(arguments[1], error) : NULL;
    if (!capture) {
        fprintf(stderr, "bare-loop: %s\n", count == 2 ? error : "usage: bare-loop CAPTURE");
        return 2;
    }
    while ((status = pcap_next_ex(capture, &header, &frame)) == 1) {
        packets++;
        bytes += payload_length(frame, header->caplen);
    }
    pcap_close(capture);
    printf("%llu packets, %llu payload bytes\n", (unsigned long long)packets, (unsigned long long)bytes);
    return status == PCAP_ERROR_BREAK ? 0 : 1;
}
