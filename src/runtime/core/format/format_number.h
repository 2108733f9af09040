// runtime/core/format/format_number.h — ints and floats in a field, for format specs and the %
// operator alike.
#pragma once

#include "runtime/core/format/format_spec.h"

// A type that no spec can have: floats as repr writes them, but whole ones without ".0".
#define FORMAT_SHORTEST 0x110000

// False: exception raised.
NODISCARD bool format_int(StrBuilder *builder, const FormatSpec *spec, Value number);
NODISCARD bool format_f64(StrBuilder *builder, const FormatSpec *spec, f64 number, Value owner);
