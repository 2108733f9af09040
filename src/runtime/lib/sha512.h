// runtime/lib/sha512.h — SHA-512 (FIPS 180-4), which random.seed(str) is made of.
#pragma once

#include "base/slice.h"

enum { SHA512_BYTES = 64 };

void sha512(Slice text, u8 digest[SHA512_BYTES]);
