// text/decimal.h — whole numbers as decimal digits, two digits a step.
#pragma once

#include "base/types.h"

enum { DECIMAL_DIGITS_MAX = 20 };

// Writes the digits so that they end at `end`; returns the first one.
char *decimal_write(char *end, u64 number);
