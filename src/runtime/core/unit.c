// Reads unit descriptions (abi/unit.h). The bytes are foreign input: everything is checked, and
// nothing of a bad unit stays.
#include "runtime/core/unit.h"

#include "runtime/core/bytes_object.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"

#include <string.h>

typedef struct {
    RtState *rt;
    const u8 *at, *end;
    LoadedUnit *unit;
    u32 unit_index;
    bool is_bad;
} Reader;

static u32 read_u32(Reader *reader) {
    u64 number = 0;
    for (u32 shift = 0; shift < 35; shift += 7) {
        if (reader->at == reader->end) break;
        u8 byte = *reader->at++;
        number |= (u64)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            if (number > UINT32_MAX) break;
            return (u32)number;
        }
    }
    reader->is_bad = true;
    return 0;
}

// A number of things of which each takes at least one byte.
static u32 read_count(Reader *reader) {
    u32 count = read_u32(reader);
    if (count > (usize)(reader->end - reader->at)) {
        reader->is_bad = true;
        return 0;
    }
    return count;
}

static Slice read_slice(Reader *reader) {
    u32 len = read_count(reader);
    Slice slice = slice_make(reader->at, len);
    reader->at += len;
    return slice;
}

static u32 read_below(Reader *reader, u32 limit) {
    u32 index = read_u32(reader);
    if (index < limit) return index;
    reader->is_bad = true;
    return 0;
}

static Value const_at(Reader *reader, u32 index) {
    return reader->unit->block[index];
}

// Index of a constant that is a str.
static u32 read_str_const(Reader *reader) {
    u32 index = read_below(reader, reader->unit->const_count);
    if (!reader->is_bad && !value_is_str(const_at(reader, index))) reader->is_bad = true;
    return index;
}

static Str *read_name(Reader *reader) {  // borrowed; NULL when bad
    u32 index = read_str_const(reader);
    return reader->is_bad ? NULL : value_ref(const_at(reader, index));
}

static u64 read_word(Reader *reader) {
    u64 word = 0;
    if (reader->end - reader->at < 8) {
        reader->is_bad = true;
        return 0;
    }
    for (u32 i = 0; i < 8; i++) word |= (u64)reader->at[i] << (8 * i);
    reader->at += 8;
    return word;
}

PART_FUNCTION static Value read_big(Reader *reader) {
    u32 sign = read_u32(reader);
    Slice magnitude = read_slice(reader);
    u32 limb_count = (u32)(magnitude.len / 4 + 2);
    BigInt *big = int_alloc_big(reader->rt, limb_count);
    if (!big) {
        reader->is_bad = true;
        return VALUE_NONE;
    }
    BigIntView view = bigint_from_bytes(big->limbs, magnitude, false, false);
    if (sign) view = bigint_negate(view);
    return value_from_int(int_finish_take(reader->rt, big, view));
}
PART_ONLY(read_big, PART_CONST_BIG);

// WTF-8 that str_from_utf8 can take: whole sequences.
static bool is_wtf8(Slice text) {
    for (usize at = 0; at < text.len;) {
        u8 first = text.data[at];
        u32 count = first < 0x80                    ? 1
                    : first >= 0xc2 && first < 0xe0 ? 2
                    : first >= 0xe0 && first < 0xf0 ? 3
                    : first >= 0xf0 && first < 0xf5 ? 4
                                                    : 0;
        if (count == 0 || count > text.len - at) return false;
        for (u32 i = 1; i < count; i++) {
            if ((text.data[at + i] & 0xc0) != 0x80) return false;
        }
        at += count;
    }
    return true;
}

static Value read_text(Reader *reader, bool is_name) {
    Slice text = read_slice(reader);
    if (reader->is_bad || !is_wtf8(text)) {
        reader->is_bad = true;
        return VALUE_NONE;
    }
    Str *str = str_from_utf8(reader->rt, text);
    return value_from_ref(is_name ? str_intern_take(reader->rt, str) : str);
}

PART_FUNCTION static Value read_tuple(Reader *reader, u32 done) {
    u32 count = read_count(reader);
    Tuple *tuple = tuple_new(reader->rt, count);
    for (u32 i = 0; i < count; i++) {
        u32 index = read_below(reader, done);
        tuple->items[i] = reader->is_bad ? VALUE_NONE : value_retain(const_at(reader, index));
    }
    return value_from_ref(tuple);
}
PART_ONLY(read_tuple, PART_CONST_TUPLE);

PART_FUNCTION static Value read_bytes(Reader *reader) {
    return value_from_ref(bytes_from(reader->rt, CLASS_BYTES, read_slice(reader)));
}
PART_ONLY(read_bytes, PART_CONST_BYTES);

PART_FUNCTION static Value read_float(Reader *reader) {
    return value_box_f64(reader->rt, float_from_bits(read_word(reader)));
}
PART_ONLY(read_float, PART_CONST_FLOAT);

static Value read_const(Reader *reader, u32 done) {
    if (reader->at == reader->end) {
        reader->is_bad = true;
        return VALUE_NONE;
    }
    switch (*reader->at++) {
    case 's': return read_text(reader, false);
    case 'i': return read_text(reader, true);
    case 'b': return read_bytes(reader);
    case 'n': return read_big(reader);
    case 'f': return read_float(reader);
    case 't': return read_tuple(reader, done);
    case 'v': {
        Value value = read_word(reader);
        if (value_is_ref(value)) break;
        return value;
    }
    default: break;
    }
    reader->is_bad = true;
    return VALUE_NONE;
}

static void read_consts(Reader *reader) {
    LoadedUnit *unit = reader->unit;
    u32 count = read_count(reader);
    // The final block is made when all counts are known; until then the constants lie in one of
    // their own.
    unit->block = rt_alloc(reader->rt, (usize)count * 8);
    for (u32 i = 0; i < count && !reader->is_bad; i++) {
        unit->block[i] = read_const(reader, i);
        unit->const_count = i + 1;
    }
    for (u32 i = unit->const_count; i < count; i++) unit->block[i] = VALUE_NONE;
    unit->const_count = count;
}

static void read_globals(Reader *reader) {
    LoadedUnit *unit = reader->unit;
    unit->global_count = read_count(reader);
    unit->global_kinds = rt_alloc(reader->rt, unit->global_count);
    memset(unit->global_kinds, SLOT_VALUE, unit->global_count);
    for (u32 i = 0; i < unit->global_count && !reader->is_bad; i++) {
        read_str_const(reader);
        unit->global_kinds[i] = (u8)read_below(reader, SLOT_F64 + 1);
    }
}

static bool is_tuple_of(Reader *reader, u32 index, u32 count) {
    Value value = const_at(reader, index);
    return value_is(value, CLASS_TUPLE) && ((Tuple *)value_ref(value))->len == count;
}

// Code of generators: its captures are the words of a frame.
static bool is_frame(const FuncSpec *spec) {
    return spec->extra == FUNC_IS_GENERATOR || spec->extra == FUNC_IS_COROUTINE ||
           spec->extra == FUNC_IS_ASYNC_GENERATOR;
}

static bool are_params_sound(const FuncSpec *spec) {
    if (is_frame(spec)) return spec->param_count == 0;
    u32 extra_count = (spec->extra & FUNC_HAS_REST) != 0;
    extra_count += (spec->extra & FUNC_HAS_KEYWORDS) != 0;
    return (spec->extra & ~(u32)FUNC_MAKES) <= (FUNC_HAS_REST | FUNC_HAS_KEYWORDS) &&
           spec->positional_count <= spec->param_count &&
           spec->param_count - spec->positional_count >= extra_count &&
           spec->required_count <= spec->positional_count &&
           spec->positional_only_count <= spec->positional_count;
}

static void read_funcs(Reader *reader, const RtUnit *source) {
    LoadedUnit *unit = reader->unit;
    unit->func_count = read_count(reader);
    unit->specs = rt_alloc(reader->rt, unit->func_count * sizeof(FuncSpec));
    unit->codes = rt_alloc(reader->rt, unit->func_count * sizeof(GenericCode));
    memset(unit->specs, 0, unit->func_count * sizeof(FuncSpec));
    for (u32 i = 0; i < unit->func_count && !reader->is_bad; i++) {
        FuncSpec *spec = &unit->specs[i];
        spec->name_const = read_str_const(reader);
        spec->qualname_const = read_str_const(reader);
        spec->params_const = read_below(reader, unit->const_count);
        spec->param_count = read_u32(reader);
        spec->required_count = read_u32(reader);
        spec->capture_count = read_u32(reader);
        spec->file_const = read_str_const(reader);
        spec->first_line = read_u32(reader);
        spec->positional_count = read_u32(reader);
        spec->positional_only_count = read_u32(reader);
        spec->extra = read_u32(reader);
        spec->module_const = read_str_const(reader);
        spec->doc_const = read_below(reader, unit->const_count);
        spec->locals_const = read_below(reader, unit->const_count);
        spec->free_const = read_below(reader, unit->const_count);
        spec->func_index = i;
        spec->unit_index = reader->unit_index;
        if (reader->is_bad) return;
        Value names = const_at(reader, spec->params_const);
        bool is_sound =
            value_is(names, CLASS_TUPLE) && ((Tuple *)value_ref(names))->len == spec->param_count &&
            spec->capture_count < 1 << 20 && are_params_sound(spec) &&
            (is_frame(spec) || is_tuple_of(reader, spec->free_const, spec->capture_count)) &&
            value_is(const_at(reader, spec->locals_const), CLASS_TUPLE);
        if (!is_sound) reader->is_bad = true;
        if (sizeof(void *) == 4) {
            // In wasm a function pointer is a table index: `codes` is the first one.
            uintptr_t index = (uintptr_t)source->codes + i;
            memcpy(&unit->codes[i], &index, sizeof index);
        } else {
            unit->codes[i] = source->codes ? source->codes[i] : NULL;
        }
    }
}

// ---- classes. They need the final block, so their bytes are read twice: first to count, then to
// make them.
typedef struct {
    Str *name, *qualname, *module;
    u32 base_kind, base_id;
} ClassHead;

static ClassHead read_class_head(Reader *reader, u32 index) {
    ClassHead head = {0};
    head.name = read_name(reader);
    head.qualname = read_name(reader);
    head.module = read_name(reader);
    head.base_kind = read_below(reader, 2);
    head.base_id = read_below(reader, head.base_kind ? index : CLASS_BUILTIN_COUNT);
    bool is_gap = head.base_id >= CLASS_NATIVE_END && head.base_id < CLASS_BASE_EXCEPTION;
    if (!head.base_kind && is_gap) reader->is_bad = true;
    return head;
}

static void make_fields(Reader *reader, RtClass *made, const RtClass *base) {
    u32 own = read_count(reader);
    if (reader->is_bad) return;
    made->field_count = base->field_count + own;
    made->fields = rt_alloc(reader->rt, made->field_count * sizeof(ClassField));
    if (base->field_count)
        memcpy(made->fields, base->fields, base->field_count * sizeof(ClassField));
    for (u32 i = 0; i < own; i++) {
        Str *name = read_name(reader);
        SlotKind kind = (SlotKind)read_below(reader, SLOT_F64 + 1);
        made->fields[base->field_count + i] = (ClassField){name, made->slot_count++, kind};
    }
}

Func *unit_func_new(RtState *rt, const LoadedUnit *unit, u32 index) {
    const FuncSpec *spec = &unit->specs[index];
    Func *func = object_new(rt, sizeof *func + spec->capture_count * sizeof(Value), CLASS_FUNCTION);
    func->code_slot = 0;
    memcpy(&func->code, &unit->codes[index], sizeof(GenericCode));
    func->spec = spec;
    func->consts = unit->block;
    func->defaults = VALUE_NONE;
    func->attributes = func->overrides = VALUE_UNDEFINED;
    for (u32 i = 0; i < spec->capture_count; i++) func->captures[i] = VALUE_UNDEFINED;
    return func;
}

static void make_methods(Reader *reader, RtClass *made) {
    static const AttributeKind kinds[] = {ATTRIBUTE_METHOD, ATTRIBUTE_STATIC, ATTRIBUTE_CLASS};
    u32 count = read_count(reader);
    for (u32 i = 0; i < count && !reader->is_bad; i++) {
        Str *name = read_name(reader);
        u32 func = read_below(reader, reader->unit->func_count);
        u32 kind = read_below(reader, 3);
        if (reader->is_bad) return;
        class_add(reader->rt, made, name, kinds[kind])->value =
            value_from_ref(unit_func_new(reader->rt, reader->unit, func));
    }
}

static void make_attributes(Reader *reader, RtClass *made) {
    LoadedUnit *unit = reader->unit;
    u32 count = read_count(reader);
    for (u32 i = 0; i < count && !reader->is_bad; i++) {
        Str *name = read_name(reader);
        u32 global = read_below(reader, unit->global_count);
        if (reader->is_bad) return;
        ClassAttribute *attribute = class_add(reader->rt, made, name, ATTRIBUTE_GLOBAL);
        attribute->number = unit->global_kinds[global];
        attribute->slot = &unit->block[unit->const_count + global];
    }
}

PART_FUNCTION static void read_class(Reader *reader, u32 first, u32 index) {
    RtState *rt = reader->rt;
    LoadedUnit *unit = reader->unit;
    ClassHead head = read_class_head(reader, index);
    if (reader->is_bad) return;
    RtClass *base = class_get(rt, head.base_kind ? first + head.base_id : head.base_id);
    object_retain(head.name);
    RtClass *made = class_new(rt, first + index, base->id, head.name);
    object_retain(head.qualname);
    object_retain(head.module);
    made->qualname = head.qualname;
    if (head.qualname == head.name) object_release(rt, head.qualname);
    made->module = head.module;
    unit->block[unit->const_count + unit->global_count + index] = value_of(made);
    make_fields(reader, made, base);
    if (!reader->is_bad) make_methods(reader, made);
    if (!reader->is_bad) make_attributes(reader, made);
}
PART_ONLY(read_class, PART_UNIT_CLASSES);

static void read_classes(Reader *reader) {
    RtState *rt = reader->rt;
    LoadedUnit *unit = reader->unit;
    u32 count = read_count(reader);
    if (reader->is_bad) return;
    u32 first = rt_core(rt)->class_count < CLASS_USER_FIRST ? (u32)CLASS_USER_FIRST
                                                            : rt_core(rt)->class_count;
    rt->class_bases[reader->unit_index] = first;
    // Now the block gets its final size. Functions made below point into it.
    u32 words = unit->const_count + unit->global_count + count;
    unit->block = rt_realloc(rt, unit->block, (usize)unit->const_count * 8, (usize)words * 8);
    for (u32 i = unit->const_count; i < words; i++) unit->block[i] = VALUE_UNDEFINED;
    for (u32 i = 0; i < unit->global_count; i++) {
        if (unit->global_kinds[i] != SLOT_VALUE) unit->block[unit->const_count + i] = 0;
    }
    unit->class_count = count;
    unit->is_final = true;
    for (u32 i = 0; i < count && !reader->is_bad; i++) {
        read_class(reader, first, i);
    }
}

static void read_positions(Reader *reader) {
    LoadedUnit *unit = reader->unit;
    u32 count = read_count(reader);
    if (reader->is_bad) return;
    unit->positions = rt_alloc(reader->rt, count * sizeof(UnitPosition));
    unit->position_count = count;
    memset(unit->positions, 0, count * sizeof(UnitPosition));
    for (u32 i = 0; i < count && !reader->is_bad; i++) {
        UnitPosition *position = &unit->positions[i];
        position->func_index = read_below(reader, unit->func_count);
        position->line = read_u32(reader);
        position->column = read_u32(reader);
        position->end_line = read_u32(reader);
        position->end_column = read_u32(reader);
    }
}

Status rt_unit_load(RtState *rt, const RtUnit *source, u32 *unit_index, u64 **block) {
    RtCore *core = rt_core(rt);
    if (core->unit_count == RT_UNITS_MAX) return STATUS_LIMIT;
    static const u8 magic[4] = {'K', 'R', 'U', '1'};
    if (source->description_bytes < 4 || memcmp(source->description, magic, 4) != 0)
        return STATUS_CORRUPT;
    LoadedUnit *unit = rt_alloc(rt, sizeof *unit);
    memset(unit, 0, sizeof *unit);
    u32 index = core->unit_count++;
    core->units[index] = unit;
    Reader reader = {
        rt,   source->description + 4, source->description + source->description_bytes, unit, index,
        false};
    read_consts(&reader);
    if (!reader.is_bad) read_globals(&reader);
    if (!reader.is_bad) read_funcs(&reader, source);
    if (!reader.is_bad) read_classes(&reader);
    if (!reader.is_bad) read_positions(&reader);
    // A bad unit keeps its number and its memory until the state ends; nothing refers to it.
    if (reader.is_bad || reader.at != reader.end) return STATUS_CORRUPT;
    rt->blocks[index] = unit->block;
    *unit_index = index;
    *block = unit->block;
    return STATUS_OK;
}

void *rt_closure_new(RtState *rt, u32 unit, u32 func) {
    gc_safepoint(rt);
    return unit_func_new(rt, rt_core(rt)->units[unit], func);
}

// ---- the end
void unit_free_globals(RtState *rt) {
    RtCore *core = rt_core(rt);
    for (u32 i = 0; i < core->unit_count; i++) {
        LoadedUnit *unit = core->units[i];
        if (!unit->is_final) continue;
        for (u32 k = 0; k < unit->shared.count; k++) value_release(rt, unit->shared.items[k]);
        rt_free_memory(rt, unit->shared.items, unit->shared.capacity * sizeof(Value));
        unit->shared = (ValueStack){0};
        for (u32 k = 0; k < unit->global_count; k++) {
            u64 *slot = &unit->block[unit->const_count + k];
            if (unit->global_kinds[k] == SLOT_VALUE)
                value_assign_take(rt, slot, VALUE_UNDEFINED);
            else if (unit->global_kinds[k] == SLOT_INT)
                int_release(rt, (IntWord)*slot);
            if (unit->global_kinds[k] != SLOT_VALUE) *slot = 0;
        }
    }
}

void unit_free_all(RtState *rt) {
    RtCore *core = rt_core(rt);
    // Methods first: they use the specs.
    for (u32 id = CLASS_USER_FIRST; id < core->class_count; id++) {
        RtClass *holder = core->classes[id];
        for (u32 i = 0; holder && i < holder->attribute_capacity; i++) {
            if (holder->attributes[i].name)
                value_assign_take(rt, &holder->attributes[i].value, VALUE_UNDEFINED);
        }
    }
    for (u32 i = 0; i < core->unit_count; i++) {
        LoadedUnit *unit = core->units[i];
        u32 words =
            unit->const_count + (unit->is_final ? unit->global_count + unit->class_count : 0);
        for (u32 k = 0; k < unit->const_count; k++) value_release(rt, unit->block[k]);
        rt_free_memory(rt, unit->block, (usize)words * 8);
        rt_free_memory(rt, unit->global_kinds, unit->global_count);
        rt_free_memory(rt, unit->specs, unit->func_count * sizeof(FuncSpec));
        rt_free_memory(rt, unit->codes, unit->func_count * sizeof(GenericCode));
        rt_free_memory(rt, unit->positions, unit->position_count * sizeof(UnitPosition));
        rt_free_memory(rt, unit, sizeof *unit);
    }
    core->unit_count = 0;
}
