// Attributes: fields of instances, methods, class attributes, module variables, methods of built-in
// types.
#include "compiler/sema/infer_priv.h"

SemaField *infer_field(const SemaProgram *program, u32 class_index, AstName name) {
    for (; class_index != SEMA_NONE_INDEX;
         class_index = program->classes.items[class_index]->base) {
        SemaClass *class = program->classes.items[class_index];
        for (u32 i = 0; i < class->fields.count; i++) {
            if (class->fields.items[i].name == name) return &class->fields.items[i];
        }
    }
    return NULL;
}

static u32 own_attribute(const SemaClass *class, AstName name) {
    for (u32 i = 0; i < class->attributes.count; i++) {
        if (class->attributes.items[i].name == name) return class->attributes.items[i].global;
    }
    return SEMA_NONE_INDEX;
}

static u32 own_method(const SemaClass *class, AstName name) {
    for (u32 i = 0; i < class->methods.count; i++) {
        if (class->methods.items[i].name == name) return class->methods.items[i].func;
    }
    return SEMA_NONE_INDEX;
}

u32 infer_class_attribute(const SemaProgram *program, u32 class_index, AstName name) {
    for (; class_index != SEMA_NONE_INDEX;
         class_index = program->classes.items[class_index]->base) {
        const SemaClass *class = program->classes.items[class_index];
        if (own_method(class, name) != SEMA_NONE_INDEX) return SEMA_NONE_INDEX;
        u32 global = own_attribute(class, name);
        if (global != SEMA_NONE_INDEX) return global;
    }
    return SEMA_NONE_INDEX;
}

// ---- dynamic code

void infer_dynamic_read(Infer *in, AstName name) {
    u32 *known = int_map_at(&in->dynamic_reads, name, 0);
    if (*known) return;
    *known = 1;
    infer_module_read(in, name);
    SemaProgram *program = in->program;
    for (u32 i = 0; i < program->classes.count; i++) {
        SemaClass *class = program->classes.items[i];
        u32 func = sema_method_find(program, i, name), global = own_attribute(class, name);
        if (func != SEMA_NONE_INDEX && class->is_instantiated)
            infer_escape_func(in, func, sema_type_with_index(in->types, SEMA_INSTANCE, i));
        if (global != SEMA_NONE_INDEX) infer_mark_escaping(in, infer_global_cell(in, global));
        for (u32 k = 0; k < class->fields.count; k++) {
            if (class->fields.items[k].name == name)
                infer_mark_escaping(in, class->fields.items[k].cell);
        }
    }
}

void infer_special_methods(Infer *in) {
    // Methods are known before inference begins: once for each class is enough.
    u32 first = in->special_class_count;
    in->special_class_count = in->program->classes.count;
    for (u32 i = first; i < in->program->classes.count; i++) {
        const SemaClass *class = in->program->classes.items[i];
        for (u32 k = 0; k < class->methods.count; k++) {
            Slice text = names_text(in->program->names, class->methods.items[k].name);
            if (slice_starts_with(text, SLICE_LITERAL("__")))
                infer_dynamic_read(in, class->methods.items[k].name);
        }
    }
}

// A class's attribute, unless it is a property: then its setter may be called with anything.
static void store_shared(Infer *in, u32 global, SemaType value) {
    SemaCell cell = infer_global_cell(in, global);
    if (sema_type_has(in->types, sema_cell_content(in->types, cell), SEMA_DESCRIPTOR))
        infer_mark_escaping(in, cell);
    else
        infer_store(in, cell, value);
}

void infer_dynamic_store(Infer *in, AstName name, SemaType value) {
    sema_type_escape(in->types, value);
    infer_module_store(in, name, value);
    for (u32 i = 0; i < in->program->classes.count; i++) {
        SemaClass *class = in->program->classes.items[i];
        u32 global = own_attribute(class, name);
        if (global != SEMA_NONE_INDEX) store_shared(in, global, value);
        for (u32 k = 0; k < class->fields.count; k++) {
            if (class->fields.items[k].name == name)
                infer_store(in, class->fields.items[k].cell, value);
        }
    }
}

// ---- reading

// A function of a class method, bound to the class.
static SemaType bound_to_class(Frame *frame, SemaType content, u32 class_index) {
    SemaTypes *types = frame->in->types;
    SemaType class = sema_type_with_index(types, SEMA_CLASS, class_index), all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, content); i++) {
        SemaType member = sema_member(types, content, i);
        SemaTypeRow row = types->rows.items[member];
        if (row.kind == SEMA_FUNC)
            member = sema_type_with_part(types, SEMA_METHOD, row.index, class);
        else
            member = SEMA_OBJECT;
        all = sema_type_join(types, all, member);
    }
    return all;
}

// What a descriptor found on the class gives; `self` BOTTOM: seen through the class.
static SemaType described(Frame *frame, SemaTypeRow row, u32 class_index, SemaType self,
                          SemaType descriptor) {
    SemaTypes *types = frame->in->types;
    SemaType get = types->rows.items[row.parts[0]].parts[0];
    if (row.index == CLASS_STATICMETHOD) return get;
    if (row.index == CLASS_CLASSMETHOD) return bound_to_class(frame, get, class_index);
    if (self == SEMA_BOTTOM) return descriptor;
    return infer_call_value(frame, sema_type_without(types, get, SEMA_NONE), &self, 1);
}

static SemaType bound(Frame *frame, SemaType content, u32 class_index, SemaType self) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, content); i++) {
        SemaType member = sema_member(types, content, i);
        SemaTypeRow row = types->rows.items[member];
        if (row.kind == SEMA_FUNC && self != SEMA_BOTTOM)
            member = sema_type_with_part(types, SEMA_METHOD, row.index, self);
        if (row.kind == SEMA_DESCRIPTOR) member = described(frame, row, class_index, self, member);
        all = sema_type_join(types, all, member);
    }
    return all;
}

// What the class or its bases have under that name; BOTTOM for nothing.
static SemaType class_content(Frame *frame, u32 class_index, AstName name, SemaType self) {
    Infer *in = frame->in;
    for (u32 at = class_index; at != SEMA_NONE_INDEX; at = in->program->classes.items[at]->base) {
        const SemaClass *class = in->program->classes.items[at];
        u32 func = own_method(class, name), global = own_attribute(class, name);
        SemaType content = SEMA_BOTTOM;
        if (func != SEMA_NONE_INDEX) content = sema_type_with_index(in->types, SEMA_FUNC, func);
        if (global != SEMA_NONE_INDEX) {
            content = infer_read(frame, infer_global_cell(in, global));
            infer_note_read(frame, global);
        }
        // An attribute that may be unset leaves the word to the bases.
        bool is_found =
            func != SEMA_NONE_INDEX || (global != SEMA_NONE_INDEX && content != SEMA_BOTTOM &&
                                        !sema_type_has(in->types, content, SEMA_UNDEF));
        content = sema_type_without(in->types, content, SEMA_UNDEF);
        content = bound(frame, content, class_index, self);
        if (is_found) return content;
        if (content != SEMA_BOTTOM) {
            u32 base = in->program->classes.items[at]->base;
            SemaType rest =
                base == SEMA_NONE_INDEX ? SEMA_BOTTOM : class_content(frame, base, name, self);
            return sema_type_join(in->types, content, rest);
        }
    }
    return SEMA_BOTTOM;
}

static bool is_dunder(Frame *frame, AstName name) {
    return slice_starts_with(names_text(frame->in->program->names, name), SLICE_LITERAL("__"));
}

static SemaType exception_attribute(Frame *frame, AstName name) {
    if (slice_equal(names_text(frame->in->program->names, name), SLICE_LITERAL("args")))
        return sema_type_with_part(frame->in->types, SEMA_TUPLE_OF, 0, SEMA_OBJECT);
    return SEMA_OBJECT;
}

static SemaType instance_attribute(Frame *frame, SemaType self, AstName name) {
    Infer *in = frame->in;
    const SemaClass *class = in->program->classes.items[in->types->rows.items[self].index];
    SemaType all = SEMA_BOTTOM;
    for (u32 i = class->index; i <= class->last_subclass; i++) {
        bool is_possible = i == class->index || infer_is_instantiated(frame, i);
        if (!is_possible) continue;
        SemaType exact = sema_type_with_index(in->types, SEMA_INSTANCE, i);
        const SemaField *field = infer_field(in->program, i, name);
        if (field)
            all = sema_type_join(
                in->types, all,
                sema_type_without(in->types, infer_read(frame, field->cell), SEMA_UNDEF));
        all = sema_type_join(in->types, all, class_content(frame, i, name, exact));
    }
    if (all != SEMA_BOTTOM) return all;
    if (class->builtin_base != CLASS_OBJECT) return exception_attribute(frame, name);
    return is_dunder(frame, name) ? SEMA_OBJECT : SEMA_BOTTOM;
}

// Classes that native modules hold.
static u32 class_of_module(u32 owner, Slice name) {
    static const struct {
        u32 owner;
        const char *name;
        u32 class_id;
    } classes[] = {
        {NATIVE_OWNER_MODULE_JSON, "JSONDecodeError", CLASS_JSON_DECODE_ERROR},
        {NATIVE_OWNER_MODULE_KRAIT, "JSError", CLASS_JS_ERROR},
        {NATIVE_OWNER_MODULE_RE, "error", CLASS_PATTERN_ERROR},
        {NATIVE_OWNER_MODULE_RE, "PatternError", CLASS_PATTERN_ERROR},
        {NATIVE_OWNER_MODULE_RE, "Pattern", CLASS_REGEX_PATTERN},
        {NATIVE_OWNER_MODULE_RE, "Match", CLASS_REGEX_MATCH},
    };
    for (u32 i = 0; i < COUNT_OF(classes); i++) {
        if (classes[i].owner == owner && slice_equal(slice_of_text(classes[i].name), name))
            return classes[i].class_id;
    }
    return SEMA_NONE_INDEX;
}

static bool is_stream(Slice name) {
    return slice_equal(name, SLICE_LITERAL("stdin")) ||
           slice_equal(name, SLICE_LITERAL("stdout")) || slice_equal(name, SLICE_LITERAL("stderr"));
}

// What print() and input() do with it.
static void stream_store(Frame *frame, SemaType value) {
    static const char *const names[] = {"write", "flush", "readline"};
    sema_type_escape(frame->in->types, value);
    for (u32 i = 0; i < COUNT_OF(names); i++)
        infer_dynamic_read(frame->in, names_intern_text(frame->in->program->names, names[i]));
}

// operator.__add__ is operator.add, operator.__and__ is operator.and_.
static bool is_function_called(u32 owner, const char *function, Slice name) {
    Slice text = slice_of_text(function);
    if (slice_equal(text, name)) return true;
    bool is_special = owner == NATIVE_OWNER_MODULE_OPERATOR && name.len > 4 &&
                      slice_starts_with(name, SLICE_LITERAL("__")) &&
                      slice_ends_with(name, SLICE_LITERAL("__"));
    if (!is_special) return false;
    if (slice_ends_with(text, SLICE_LITERAL("_"))) text.len--;
    return slice_equal(text, (Slice){name.data + 2, name.len - 4});
}

static SemaType native_module_attribute(Frame *frame, u32 owner, AstName name) {
    static const struct {
        u32 owner;
        const char *name, *type;
    } values[] = {
#define MODULE_VALUE(NAME, text, KIND, type, value) {NATIVE_OWNER_MODULE_##NAME, text, type},
#include "abi/modules.def"
    };
    Slice text = names_text(frame->in->program->names, name);
    u32 held_id = class_of_module(owner, text);
    if (held_id != SEMA_NONE_INDEX)
        return sema_type_with_index(frame->in->types, SEMA_BUILTIN_CLASS, held_id);
    if (owner == NATIVE_OWNER_MODULE_SYS && slice_equal(text, SLICE_LITERAL("modules")))
        infer_modules_listed(frame->in);
    bool is_replaced =
        owner == NATIVE_OWNER_MODULE_SYS && frame->in->program->replaces_streams && is_stream(text);
    u32 ignored;
    if (is_replaced || int_map_get(&frame->in->program->replaced_values, name, &ignored))
        return SEMA_OBJECT;
    for (u32 i = 0; i < COUNT_OF(values); i++) {
        if (values[i].owner != owner || !slice_equal(slice_of_text(values[i].name), text)) continue;
        // One list has one cell, whoever reads it.
        u32 *known = int_map_at(&frame->in->module_values, i, SEMA_NONE_INDEX);
        if (*known == SEMA_NONE_INDEX)
            *known = infer_text_type(frame, slice_of_text(values[i].type), SEMA_BOTTOM, SEMA_OBJECT,
                                     SEMA_NONE_INDEX);
        return *known;
    }
    // What these functions do to objects may call any special method.
    if (owner > NATIVE_OWNER_MODULE_KRAIT) infer_special_methods(frame->in);
    for (u32 id = 0; id < NATIVE_COUNT; id++) {
        if (native_rows[id].owner == owner && is_function_called(owner, native_rows[id].name, text))
            return sema_type_with_index(frame->in->types, SEMA_NATIVE, id);
    }
    u32 class_id = native_class_shown(owner, text.data, text.len);
    if (class_id == CLASS_OPERATOR_ATTRGETTER || class_id == CLASS_OPERATOR_METHODCALLER)
        infer_any_attribute(frame->in);
    return class_id == CLASS_OBJECT
               ? SEMA_BOTTOM
               : sema_type_with_index(frame->in->types, SEMA_BUILTIN_CLASS, class_id);
}

// The class ids under which natives.def lists the methods of a kind; the second one is looked at
// after the first.
static void native_owners(SemaKind kind, u32 index, u32 owners[2]) {
    owners[0] = owners[1] = SEMA_NONE_INDEX;
    // table:
    switch (kind) {
    case SEMA_INT:
    case SEMA_BOOL: owners[0] = CLASS_INT; break;
    case SEMA_FLOAT: owners[0] = CLASS_FLOAT; break;
    case SEMA_STR: owners[0] = CLASS_STR; break;
    case SEMA_BYTES: owners[0] = CLASS_BYTES; break;
    case SEMA_BYTEARRAY:
        owners[0] = CLASS_BYTEARRAY;
        owners[1] = CLASS_BYTES;
        break;
    case SEMA_LIST: owners[0] = CLASS_LIST; break;
    case SEMA_SET:
    case SEMA_FROZENSET: owners[0] = CLASS_SET; break;
    case SEMA_DICT: owners[0] = CLASS_DICT; break;
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF: owners[0] = CLASS_TUPLE; break;
    case SEMA_RANGE: owners[0] = CLASS_RANGE; break;
    case SEMA_SLICE: owners[0] = CLASS_SLICE; break;
    case SEMA_FILE: owners[0] = CLASS_TEXT_FILE; break;
    case SEMA_RANDOM: owners[0] = CLASS_RANDOM; break;
    case SEMA_EXCEPTION: owners[0] = CLASS_BASE_EXCEPTION; break;
    case SEMA_GENERATOR: owners[0] = CLASS_GENERATOR; break;
    case SEMA_VIEW:
    case SEMA_BUILTIN_CLASS: owners[0] = index; break;
    case SEMA_DESCRIPTOR: owners[0] = CLASS_PROPERTY; break;
    default: break;
    }
}

static bool changes_set(Slice name) {
    return slice_equal(name, SLICE_LITERAL("add")) || slice_equal(name, SLICE_LITERAL("clear")) ||
           slice_equal(name, SLICE_LITERAL("discard")) || slice_equal(name, SLICE_LITERAL("pop")) ||
           slice_equal(name, SLICE_LITERAL("remove")) ||
           slice_ends_with(name, SLICE_LITERAL("update"));
}

u32 infer_native_method(SemaKind kind, u32 index, Slice name) {
    u32 owners[2];
    if (kind == SEMA_FROZENSET && changes_set(name)) return SEMA_NONE_INDEX;
    native_owners(kind, index, owners);
    for (u32 i = 0; i < 2; i++) {
        if (owners[i] == SEMA_NONE_INDEX) continue;
        for (u32 id = 0; id < NATIVE_COUNT; id++) {
            if (native_rows[id].owner == owners[i] &&
                slice_equal(slice_of_text(native_rows[id].name), name))
                return id;
        }
    }
    return SEMA_NONE_INDEX;
}

static SemaType builtin_attribute(Frame *frame, SemaType base, SemaTypeRow row, AstName name) {
    Slice text = names_text(frame->in->program->names, name);
    u32 native = infer_native_method(row.kind, row.index, text);
    if (native != SEMA_NONE_INDEX) {
        if (row.kind == SEMA_BUILTIN_CLASS)
            return sema_type_with_index(frame->in->types, SEMA_NATIVE, native);
        return sema_type_with_part(frame->in->types, SEMA_NATIVE_METHOD, native, base);
    }
    if (slice_equal(text, SLICE_LITERAL("__name__")) ||
        slice_equal(text, SLICE_LITERAL("__qualname__")))
        return SEMA_STR;
    bool is_bound = slice_equal(text, SLICE_LITERAL("start")) ||
                    slice_equal(text, SLICE_LITERAL("stop")) ||
                    slice_equal(text, SLICE_LITERAL("step"));
    if (row.kind == SEMA_RANGE && is_bound) return SEMA_INT;
    bool is_part = slice_equal(text, SLICE_LITERAL("real")) ||
                   slice_equal(text, SLICE_LITERAL("imag")) ||
                   slice_equal(text, SLICE_LITERAL("numerator")) ||
                   slice_equal(text, SLICE_LITERAL("denominator"));
    // Data types have no attributes but those of the table: AttributeError.
    bool is_data = (row.kind >= SEMA_NONE && row.kind <= SEMA_SLICE) ||
                   (row.kind >= SEMA_LIST && row.kind <= SEMA_TUPLE_OF);
    return is_data && !is_part && !is_bound && !is_dunder(frame, name) ? SEMA_BOTTOM : SEMA_OBJECT;
}

static SemaType member_attribute(Frame *frame, SemaType base, AstName name) {
    Infer *in = frame->in;
    SemaTypeRow row = in->types->rows.items[base];
    switch (row.kind) {
    case SEMA_BOTTOM: return SEMA_BOTTOM;
    case SEMA_INSTANCE: return instance_attribute(frame, base, name);
    case SEMA_CLASS: {
        SemaType content = class_content(frame, row.index, name, SEMA_BOTTOM);
        if (content != SEMA_BOTTOM) return content;
        return is_dunder(frame, name) ? builtin_attribute(frame, base, row, name) : SEMA_BOTTOM;
    }
    case SEMA_MODULE: return infer_module_attribute(frame, row.index, name);
    case SEMA_NATIVE_MODULE: return native_module_attribute(frame, row.index, name);
    case SEMA_WEB:
    case SEMA_WEB_CLASS:
    case SEMA_WEB_METHOD:
    case SEMA_WEB_MODULE: return infer_web_attribute(frame, base, name);
    case SEMA_EXCEPTION:
        if (infer_native_method(row.kind, 0, names_text(in->program->names, name)) !=
            SEMA_NONE_INDEX)
            return builtin_attribute(frame, base, row, name);
        infer_dynamic_read(in, name);
        return exception_attribute(frame, name);
    case SEMA_OBJECT: infer_dynamic_read(in, name); return SEMA_OBJECT;
    default: return builtin_attribute(frame, base, row, name);
    }
}

SemaType infer_attribute_of(Frame *frame, SemaType base, AstName name) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, base); i++)
        all =
            sema_type_join(types, all, member_attribute(frame, sema_member(types, base, i), name));
    return all;
}

void infer_note_attribute(Frame *frame, const AstExpr *expr) {
    u32 *known = int_map_at(&frame->inst->attributes, expr->id, SEMA_NONE_INDEX);
    if (*known != SEMA_NONE_INDEX) return;
    *known = 0;
    *VEC_PUSH(frame->in->arena, &frame->inst->state->attribute_nodes) = expr;
}

// A variable that gave an attribute is not None from here on.
void infer_narrow_receiver(Frame *frame, const AstExpr *expr) {
    const AstExpr *value = expr->attribute.value;
    if (value->kind != AST_NAME) return;
    SemaName name = frame->module->names[value->id];
    if (name.kind != SEMA_NAME_VAR) return;
    SemaType type = infer_env_get(frame->env, name.index);
    SemaType rest = sema_receiver_type(frame->in->program, type, expr->attribute.attr);
    if (rest != type) infer_env_set(frame, frame->env, name.index, rest);
}

SemaType infer_attribute(Frame *frame, const AstExpr *expr) {
    if (infer_is_super(frame, expr)) return infer_super_attribute(frame, expr);
    Slice name = names_text(frame->in->program->names, expr->attribute.attr);
    bool is_name = slice_equal(name, SLICE_LITERAL("__name__")) ||
                   slice_equal(name, SLICE_LITERAL("__qualname__"));
    u32 outer = frame->in->harmless_node;
    if (is_name) frame->in->harmless_node = expr->attribute.value->id;
    SemaType base = infer_expr(frame, expr->attribute.value);
    infer_note_attribute(frame, expr);
    if (slice_equal(name, SLICE_LITERAL("__class__"))) {
        SemaType class = infer_type_of(frame, base, expr->id);
        frame->in->harmless_node = outer;
        return class;
    }
    frame->in->harmless_node = outer;
    infer_narrow_receiver(frame, expr);
    return infer_attribute_of(frame, base, expr->attribute.attr);
}

// ---- storing

static u32 attribute_for_store(Frame *frame, u32 class_index, AstName name) {
    Infer *in = frame->in;
    SemaClass *class = in->program->classes.items[class_index];
    u32 global = own_attribute(class, name);
    if (global != SEMA_NONE_INDEX) return global;
    global = in->program->globals.count;
    *VEC_PUSH(in->arena, &in->program->globals) = (SemaGlobal){.name = name,
                                                               .module = class->module,
                                                               .owner_class = class_index,
                                                               .constant_func = SEMA_NONE_INDEX,
                                                               .constant_class = SEMA_NONE_INDEX,
                                                               .cell = SEMA_NONE_INDEX};
    *VEC_PUSH(in->arena, &class->attributes) = (SemaClassAttribute){name, global};
    infer_store(in, infer_global_cell(in, global), SEMA_UNDEF);
    u32 ignored;
    if (int_map_get(&in->dynamic_reads, name, &ignored))
        infer_mark_escaping(in, infer_global_cell(in, global));
    for (u32 i = 0; i < in->program->instances.count; i++) infer_queue(in, i);
    return global;
}

// False: no class of the instance has a property of that name.
static bool store_property(Frame *frame, SemaType self, AstName name, SemaType value) {
    Infer *in = frame->in;
    SemaTypes *types = in->types;
    const SemaClass *class = in->program->classes.items[types->rows.items[self].index];
    SemaType args[] = {self, value};
    bool is_found = false;
    for (u32 i = class->index; i <= class->last_subclass; i++) {
        u32 global = infer_class_attribute(in->program, i, name);
        if (global == SEMA_NONE_INDEX) continue;
        SemaType content = infer_read(frame, infer_global_cell(in, global));
        for (u32 k = 0; k < sema_member_count(types, content); k++) {
            SemaTypeRow row = types->rows.items[sema_member(types, content, k)];
            if (row.kind != SEMA_DESCRIPTOR || row.index != CLASS_PROPERTY) continue;
            is_found = true;
            SemaTypeRow parts = types->rows.items[row.parts[0]];
            SemaType accessor = value == SEMA_UNDEF ? parts.parts[2] : parts.parts[1];
            infer_call_value(frame, sema_type_without(types, accessor, SEMA_NONE), args,
                             value == SEMA_UNDEF ? 1 : 2);
        }
    }
    return is_found;
}

static void member_store(Frame *frame, SemaType base, AstName name, SemaType value) {
    Infer *in = frame->in;
    SemaTypeRow row = in->types->rows.items[base];
    SemaField *field = row.kind == SEMA_INSTANCE ? infer_field(in->program, row.index, name) : NULL;
    u32 global;
    if (field) {
        infer_store(in, field->cell, value);
    } else if (row.kind == SEMA_INSTANCE && store_property(frame, base, name, value)) {
        return;
    } else if (row.kind == SEMA_CLASS) {
        infer_store(in, infer_global_cell(in, attribute_for_store(frame, row.index, name)), value);
    } else if (row.kind == SEMA_MODULE &&
               int_map_get(&in->program->modules.items[row.index]->globals, name, &global)) {
        infer_store(in, infer_global_cell(in, global), value);
    } else if (row.kind == SEMA_NATIVE_MODULE && row.index == NATIVE_OWNER_MODULE_SYS &&
               is_stream(names_text(in->program->names, name))) {
        stream_store(frame, value);
    } else if (row.kind == SEMA_NATIVE_MODULE &&
               int_map_get(&in->program->replaced_values, name, &global)) {
        sema_type_escape(in->types, value);
    } else if (row.kind == SEMA_NATIVE_MODULE) {
        u32 *known = int_map_at(&in->reported, frame->stmt->span.start, 0);
        if (*known == 0)
            diag_error(in->diags, DIAG_UNSUPPORTED, frame->stmt->span,
                       "unsupported: setting an attribute of a built-in module");
        *known = 1;
    } else if (row.kind >= SEMA_WEB && row.kind <= SEMA_WEB_MODULE) {
        infer_web_store(frame, base, name, value);
    } else if (row.kind != SEMA_BOTTOM && row.kind != SEMA_NONE) {
        infer_dynamic_store(in, name, value);
    }
}

void infer_attribute_store(Frame *frame, SemaType base, AstName name, SemaType value) {
    SemaTypes *types = frame->in->types;
    for (u32 i = 0; i < sema_member_count(types, base); i++)
        member_store(frame, sema_member(types, base, i), name, value);
}
