// compiler/source/diag_code_priv.h — how problems with a code are printed.
#pragma once

#include "compiler/source/diag.h"

void diag_print_code(Bytes *out, const Sources *sources, const Diagnostic *diag);
