#include "abi/natives.h"

#include "abi/calls.h"

#include <string.h>

// Owners as they are written in natives.def.
enum {
#define CLASS(NAME, text, BASE) OWNER_##NAME = CLASS_##NAME,
#include "abi/classes.def"
#undef CLASS
    OWNER_BASE_EXCEPTION = CLASS_BASE_EXCEPTION,
    OWNER_BASE_EXCEPTION_GROUP = CLASS_BASE_EXCEPTION_GROUP,
    OWNER_BUILTINS = NATIVE_OWNER_BUILTINS,
    OWNER_MODULE_BUILTINS = NATIVE_OWNER_BUILTINS,
#define MODULE(NAME, name) OWNER_MODULE_##NAME = NATIVE_OWNER_MODULE_##NAME,
#include "abi/modules.def"
};

const NativeRow native_rows[NATIVE_COUNT] = {
#define NATIVE(ID, OWNER, name, params, result, EFFECT)                                            \
    {name, params, result, OWNER_##OWNER, RT_EFFECT_##EFFECT},
#include "abi/natives.def"
};

u32 native_class_maker(u32 class_id) {
    for (u32 native = 0; native < NATIVE_COUNT; native++) {
        bool is_maker = native_rows[native].owner == class_id && native_rows[native].name &&
                        strlen(native_rows[native].name) == 7 &&
                        memcmp(native_rows[native].name, "__new__", 7) == 0;
        if (is_maker) return native;
    }
    return NATIVE_COUNT;
}

u32 native_class_shown(u32 owner, const void *name, usize len) {
    static const struct {
        u16 class_id, owner;
        const char *text;
    } classes[] = {
#define CLASS(NAME, text, BASE) {CLASS_##NAME, 0, text},
#define NATIVE_CLASS(NAME, MODULE, text, BASE, VALUES, WORDS)                                      \
    {CLASS_##NAME, OWNER_MODULE_##MODULE, text},
#include "abi/native_classes.def"
#undef CLASS
#undef NATIVE_CLASS
    };
    for (u32 i = 0; i < sizeof classes / sizeof *classes; i++) {
        usize full = strlen(classes[i].text);
        bool is_named = classes[i].owner == owner && full > len &&
                        classes[i].text[full - len - 1] == '.' &&
                        memcmp(classes[i].text + full - len, name, len) == 0;
        if (is_named && native_class_maker(classes[i].class_id) != NATIVE_COUNT)
            return classes[i].class_id;
    }
    return CLASS_OBJECT;
}
