// compiler/syntax/constant_repr_priv.h — constants as Python's repr prints them.
#pragma once

#include "base/bytes.h"

// `text` as AstConstant keeps a str. Which characters show as they are depends on Python 3.x.
void repr_str(Bytes *out, Slice text, u32 minor_version);
void repr_bytes(Bytes *out, Slice bytes);
void repr_float(Bytes *out, f64 number);
void repr_imaginary(Bytes *out, f64 number);
void repr_big_int(Bytes *out, Slice digits, u32 radix);
