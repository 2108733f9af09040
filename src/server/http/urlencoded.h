// server/http/urlencoded.h — percent encoding, and pairs of queries and forms (name=value&…).
#pragma once

#include "base/slice.h"

// Decodes into `text`, which has room for encoded.len bytes; returns how many were written. What is
// no valid escape stays as it is, as browsers and CPython do. `is_plus`: "+" is a space.
usize urlencoded_decode(Slice encoded, bool is_plus, u8 *text);

// The same, but strict: false where an escape is not valid.
bool urlencoded_is_valid(Slice encoded);

// Takes the next pair, still encoded. Empty ones are passed over; `has_value`: there was a "=".
// False: there are no more.
bool urlencoded_next(Slice *query, Slice *name, Slice *value, bool *has_value);
