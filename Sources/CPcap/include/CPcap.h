#ifndef CPCAP_H
#define CPCAP_H
#include <pcap/pcap.h>
#include <pcap/dlt.h>
#endif
