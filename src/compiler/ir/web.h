// compiler/ir/web.h — the operations on JavaScript objects that a module imports: their names say
// all (abi/web.h).
//
// In IR a receiver, `o`, `a` and every nullable letter is a VALUE; `s` a REF of a Str; `i` and `f`
// an F64; `b` an I1. Results are the same, but `i` is an I64.
#pragma once

#include "compiler/ir/func.h"

enum { IR_WEB_PARAMS_MAX = 40 };

typedef struct {
    char letter;
    bool is_nullable;
} IrWebLetter;

typedef struct {
    u32 kind;  // WebKind
    u32 param_count;
    IrWebLetter params[IR_WEB_PARAMS_MAX];  // the receiver first, as `o`, for kinds that have one
    IrWebLetter result;
} IrWebShape;

// False when the text is no such name.
bool ir_web_parse(Slice name, IrWebShape *shape);
IrType ir_web_param_type(IrWebLetter letter);
IrType ir_web_result_type(IrWebLetter letter);
// Its index in module->web_names, made when new.
u32 ir_web_name(IrModule *module, Slice name);
