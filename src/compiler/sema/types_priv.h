// sema/types_priv.h — what the files of the lattice share.
#pragma once

#include "compiler/sema/types.h"

// The union of different, unmergeable members; sorts them in place.
SemaType sema_type_union_of(SemaTypes *types, SemaType *members, u32 count);
