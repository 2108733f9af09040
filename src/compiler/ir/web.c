#include "compiler/ir/web.h"

#include "abi/web.h"

#include <string.h>

static bool read_letter(Slice text, usize *at, IrWebLetter *letter) {
    letter->is_nullable = *at < text.len && text.data[*at] == '?';
    *at += letter->is_nullable;
    if (*at >= text.len || !memchr("osifbav", text.data[*at], 7)) return false;
    letter->letter = (char)text.data[(*at)++];
    // Nothing, and anything, are never nullable; numbers that are travel as anything.
    return !letter->is_nullable || letter->letter == 'o' || letter->letter == 's';
}

static bool read_kind(Slice word, IrWebShape *shape) {
    static const struct {
        const char *word;
        bool has_receiver;
    } kinds[] = {
#define X(NAME, word, has_receiver) {word, has_receiver},
        WEB_KIND_TABLE(X)
#undef X
    };
    for (u32 i = 0; i < COUNT_OF(kinds); i++) {
        if (!slice_equal(word, slice_of_text(kinds[i].word))) continue;
        shape->kind = i;
        shape->param_count = kinds[i].has_receiver;
        shape->params[0] = (IrWebLetter){'o', false};
        return true;
    }
    return false;
}

bool ir_web_parse(Slice name, IrWebShape *shape) {
    usize spaces[2], count = 0;
    for (usize i = 0; i < name.len; i++) {
        if (name.data[i] < ' ' || name.data[i] > '~' || name.data[i] == '"') return false;
        if (name.data[i] != ' ') continue;
        if (count == 2) return false;
        spaces[count++] = i;
    }
    if (count != 2 || spaces[1] == spaces[0] + 1) return false;
    if (!read_kind(slice_range(name, 0, spaces[0]), shape)) return false;
    usize at = spaces[1] + 1;
    while (at < name.len && name.data[at] != '>') {
        IrWebLetter letter;
        if (shape->param_count == IR_WEB_PARAMS_MAX || !read_letter(name, &at, &letter) ||
            letter.letter == 'v')
            return false;
        shape->params[shape->param_count++] = letter;
    }
    at++;
    return at < name.len && read_letter(name, &at, &shape->result) && at == name.len;
}

IrType ir_web_param_type(IrWebLetter letter) {
    if (letter.is_nullable) return IR_VALUE;
    switch (letter.letter) {
    case 's': return IR_REF;
    case 'i':
    case 'f': return IR_F64;
    case 'b': return IR_I1;
    case 'v': return IR_VOID;
    default: return IR_VALUE;
    }
}

IrType ir_web_result_type(IrWebLetter letter) {
    return letter.letter == 'i' ? IR_I64 : ir_web_param_type(letter);
}

u32 ir_web_name(IrModule *module, Slice name) {
    module->uses_web = true;
    for (u32 i = 0; i < module->web_names.count; i++) {
        if (slice_equal(module->web_names.items[i], name)) return i;
    }
    *VEC_PUSH(module->arena, &module->web_names) =
        slice_make(arena_copy(module->arena, name.data, name.len), name.len);
    return module->web_names.count - 1;
}
