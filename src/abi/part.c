// The places that relocations of PART_MAKE refer to. Nobody reads them.
#include "abi/part.h"

#if HAS_MARKS
const u8 part_made[PART_COUNT] = {0};
#endif
