/* The module exists to give Swift the names of libpcap; there is no code of ours in C here. */
#include "CPcap.h"
