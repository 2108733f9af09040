// sema/types_priv.h — what the files of the lattice share.
#pragma once

#include "compiler/sema/types.h"

// The union of different, unmergeable members; sorts them in place.
SemaType sema_type_union_of(SemaTypes *types, SemaType *members, u32 count);

// Between the two what escapes only waits: a cell takes what is stored before functions in it
// escape, which may store into the same cell. They nest; the last release lets them escape.
void sema_escapes_hold(SemaTypes *types);
void sema_escapes_release(SemaTypes *types);
