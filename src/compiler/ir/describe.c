#include "compiler/ir/describe.h"

#include "base/check.h"
#include <string.h>

static void put_number(Bytes *out, u64 number) {
    while (number >= 128) {
        bytes_push(out, (u8)(number | 128));
        number >>= 7;
    }
    bytes_push(out, (u8)number);
}

static void put_bytes(Bytes *out, Slice bytes) {
    put_number(out, bytes.len);
    bytes_append(out, bytes);
}

static void put_const(Bytes *out, const IrConst *constant) {
    bytes_push(out, constant->tag);
    switch (constant->tag) {
    case 'n':
        put_number(out, constant->is_negative);
        put_bytes(out, constant->bytes);
        break;
    case 'v':
    case 'f': bytes_append(out, constant->bytes); break;
    case 't':
        put_number(out, constant->bytes.len / sizeof(u32));
        for (usize at = 0; at < constant->bytes.len; at += sizeof(u32)) {
            u32 index;
            memcpy(&index, constant->bytes.data + at, sizeof index);
            put_number(out, index);
        }
        break;
    default: put_bytes(out, constant->bytes); break;
    }
}

static void put_slot(Bytes *out, const IrSlot *slot) {
    put_number(out, slot->name_const);
    put_number(out, slot->kind);
}

static void put_spec(Bytes *out, const IrSpec *spec) {
    put_number(out, spec->name_const);
    put_number(out, spec->qualname_const);
    put_number(out, spec->params_const);
    put_number(out, spec->param_count);
    put_number(out, spec->required_count);
    put_number(out, spec->capture_count);
    put_number(out, spec->file_const);
    put_number(out, spec->first_line);
    put_number(out, spec->positional_count);
    put_number(out, spec->positional_only_count);
    put_number(out, spec->extra);
    put_number(out, spec->module_const);
    put_number(out, spec->doc_const);
    put_number(out, spec->locals_const);
    put_number(out, spec->free_const);
}

static void put_class(Bytes *out, const IrClass *class) {
    put_number(out, class->name_const);
    put_number(out, class->qualname_const);
    put_number(out, class->module_const);
    put_number(out, class->has_unit_base);
    put_number(out, class->base);
    put_number(out, class->fields.count);
    for (u32 i = 0; i < class->fields.count; i++) put_slot(out, &class->fields.items[i]);
    put_number(out, class->methods.count);
    for (u32 i = 0; i < class->methods.count; i++) {
        const IrMethod *method = &class->methods.items[i];
        put_number(out, method->name_const);
        put_number(out, method->func_index);
        put_number(out, method->flags);
    }
    put_number(out, class->attributes.count);
    for (u32 i = 0; i < class->attributes.count; i++) {
        put_number(out, class->attributes.items[i].name_const);
        put_number(out, class->attributes.items[i].global_index);
    }
}

static void put_position(Bytes *out, const IrPosition *position) {
    put_number(out, position->spec_index);
    put_number(out, position->line);
    put_number(out, position->column);
    put_number(out, position->end_line);
    put_number(out, position->end_column);
}

void ir_describe(Bytes *out, const IrModule *module) {
    bytes_text(out, "KRU1");
    put_number(out, module->consts.count);
    for (u32 i = 0; i < module->consts.count; i++) put_const(out, &module->consts.items[i]);
    put_number(out, module->globals.count);
    for (u32 i = 0; i < module->globals.count; i++) put_slot(out, &module->globals.items[i]);
    put_number(out, module->specs.count);
    for (u32 i = 0; i < module->specs.count; i++) put_spec(out, &module->specs.items[i]);
    put_number(out, module->classes.count);
    for (u32 i = 0; i < module->classes.count; i++) put_class(out, &module->classes.items[i]);
    put_number(out, module->positions.count);
    for (u32 i = 0; i < module->positions.count; i++)
        put_position(out, &module->positions.items[i]);
}
