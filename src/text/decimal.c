#include "text/decimal.h"

static const char pairs[200] = "00010203040506070809101112131415161718192021222324"
                               "25262728293031323334353637383940414243444546474849"
                               "50515253545556575859606162636465666768697071727374"
                               "75767778798081828384858687888990919293949596979899";

char *decimal_write(char *end, u64 number) {
    while (number > UINT32_MAX) {
        const char *pair = pairs + 2 * (number % 100);
        number /= 100;
        *--end = pair[1];
        *--end = pair[0];
    }
    u32 rest = (u32)number;
    while (rest >= 100) {
        const char *pair = pairs + 2 * (rest % 100);
        rest /= 100;
        *--end = pair[1];
        *--end = pair[0];
    }
    if (rest < 10) {
        *--end = (char)('0' + rest);
        return end;
    }
    *--end = pairs[2 * rest + 1];
    *--end = pairs[2 * rest];
    return end;
}
