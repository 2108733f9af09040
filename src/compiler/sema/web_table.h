// sema/web_table.h — the web platform's interfaces (WebIDL) as tools/webidl writes them to
// build/web/krait-web.idl.
//
//   "KWIDL1\n\0"
//   u32  counts: names, bytes of names, interfaces, members, words, constants, callbacks
//   u32  each block of 32 names: where it starts in the bytes of names
//   u32  constants
//   u16  interfaces: names (ascending), then parents (0xffff: none), then counts of members
//   u16  members: names (ascending in their interface), then data; u16 words; u16 callbacks: their
//   place in words u8   flags of interfaces; u8 kinds of members; bytes of names
//
// Little-endian, not aligned. Names are in byte order; each is stored as: how many bytes it shares
// with the one before it in its block, how many follow, these. A type is a word: index << 4 |
// nullable << 3 | kind. The data of an attribute is its type, of a constant its index, of an
// operation a place in words: count of overloads, then for each a head (required | parameters << 5
// | variadic << 10 | keyed << 11), when keyed the name that the first argument must be as a
// constant, the result's type, the parameters' types. A callback's place holds its count of
// parameters and their types. Members with special names: "()" constructs,
// "[i]" and "[s]" are indexed and named access ("=" behind them: assignment, "-": deletion), "[*]"
// is what iteration gives.
//
// The bytes are foreign: web_table_read checks all that the other functions rely on. Nothing is
// copied but what is asked for.
#pragma once

#include "base/arena.h"
#include "base/slice.h"

#define WEB_NONE UINT32_MAX

enum { WEB_NAME_MAX = 128, WEB_PARAMS_MAX = 31, WEB_DEPTH_MAX = 32 };

typedef enum {
    WEB_TYPE_VOID,
    WEB_TYPE_ANY,
    WEB_TYPE_BOOL,
    WEB_TYPE_INT,
    WEB_TYPE_FLOAT,
    WEB_TYPE_STR,
    WEB_TYPE_INTERFACE,
    WEB_TYPE_CALLBACK,
} WebTypeKind;

typedef enum {
    WEB_MEMBER_ATTRIBUTE,
    WEB_MEMBER_READONLY,
    WEB_MEMBER_OPERATION,
    WEB_MEMBER_STATIC_ATTRIBUTE,
    WEB_MEMBER_STATIC_READONLY,
    WEB_MEMBER_STATIC_OPERATION,
    WEB_MEMBER_CONSTANT,
    WEB_MEMBER_KIND_COUNT,
} WebMemberKind;

typedef enum {
    WEB_IS_NAMESPACE = 1,  // of console, CSS …: all members are static
    WEB_IS_HIDDEN = 2,     // has no object in JavaScript under its name: Promise<Response>
    WEB_IS_GLOBAL = 4,     // Window: its members are those of globalThis
    WEB_IS_TRUE = 8,       // its objects are true, whatever they hold
    WEB_IS_OPEN = 16,      // its objects have members of any name
} WebInterfaceFlags;

typedef struct {
    Slice bytes;  // borrowed
    u32 name_count, name_bytes, interface_count, member_count, word_count, constant_count,
        callback_count;
    const u8 *blocks, *constants, *interface_names, *interface_parents, *member_names, *member_data,
        *words, *callbacks, *interface_flags, *member_kinds, *names;  // in bytes
    u16 *first_members;  // in arena, by interface, and one behind the last
} WebTable;

// False when the bytes are no sound table.
bool web_table_read(WebTable *table, Arena *arena, Slice bytes);

u32 web_name_find(const WebTable *table, Slice text);  // or WEB_NONE
// Copies the name's text to `buffer` (WEB_NAME_MAX bytes); its length.
u32 web_name_text(const WebTable *table, u32 name, u8 *buffer);
Slice web_name_copy(const WebTable *table, u32 name, Arena *arena);

// ---- interfaces, by number
u32 web_interface_find(const WebTable *table, Slice name);  // or WEB_NONE
u32 web_interface_name(const WebTable *table, u32 interface);
u32 web_interface_flags(const WebTable *table, u32 interface);
u32 web_interface_parent(const WebTable *table, u32 interface);  // or WEB_NONE
bool web_interface_descends(const WebTable *table, u32 interface, u32 base);
u32 web_interface_common(const WebTable *table, u32 left,
                         u32 right);  // nearest common ancestor, or WEB_NONE

// ---- members, by number
u32 web_member_find(const WebTable *table, u32 interface, u32 name,
                    u32 *home);  // of it or an ancestor, `home`; or WEB_NONE
bool web_member_below(const WebTable *table, u32 interface,
                      u32 name);  // whether some descendant has it
u32 web_member_name(const WebTable *table, u32 member);
WebMemberKind web_member_kind(const WebTable *table, u32 member);
bool web_member_is_own(const WebTable *table,
                       u32 member);  // a property of the object, not of its prototype
u32 web_member_home(const WebTable *table, u32 member);  // its interface
u32 web_member_type(const WebTable *table, u32 member);  // of an attribute
u32 web_member_constant(const WebTable *table, u32 member);
// The name of the interface's member that is most like `name`, or WEB_NONE.
u32 web_member_near(const WebTable *table, u32 interface, Slice name);

u32 web_interface_near(const WebTable *table, Slice name);  // the same among interfaces

// ---- types and overloads
static inline WebTypeKind web_type_kind(u32 type) {
    return (WebTypeKind)(type & 7);
}
static inline bool web_type_is_nullable(u32 type) {
    return type & 8;
}
static inline u32 web_type_index(u32 type) {
    return type >> 4;
}

typedef struct {
    u32 required, param_count, result;
    u32 key;  // name, or WEB_NONE
    bool is_variadic;
    u32 params[WEB_PARAMS_MAX];
} WebOverload;

u32 web_overload_count(const WebTable *table, u32 member);
// `at` starts as 0 and goes on to the next overload.
void web_overload_next(const WebTable *table, u32 member, u32 *at, WebOverload *overload);
u32 web_callback_params(const WebTable *table, u32 callback,
                        u32 *params);  // WEB_PARAMS_MAX of them; their count
