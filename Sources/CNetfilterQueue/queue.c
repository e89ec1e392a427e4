#include "CNetfilterQueue.h"
