#ifndef CLOCALTIME_H
#define CLOCALTIME_H
#include <stdint.h>

/* How many seconds the clocks here are ahead of UTC at a moment, which is told in seconds since 1970; negative in the west.
 * Heeds TZ and /etc/localtime as they are now. */
int64_t stile_seconds_east(int64_t moment);

#endif
