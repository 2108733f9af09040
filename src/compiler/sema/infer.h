// sema/infer.h — types for the whole program: fills in instances, calls, attributes, layouts.
#pragma once

#include "compiler/sema/program.h"

void infer_program(SemaProgram *program, Diagnostics *diags);
