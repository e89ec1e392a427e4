#include "CLocalTime.h"
#include <time.h>

int64_t stile_seconds_east(int64_t moment)
{
    time_t seconds = (time_t)moment;
    struct tm parts = {0};

    /* localtime_r alone need not look whether the zone has changed. */
    tzset();
    return localtime_r(&seconds, &parts) == NULL ? 0 : parts.tm_gmtoff;
}
