// sema/web_type.h — krait.web in a program: what names of the module, members and subscripts of web
// objects mean. Used by inference and by lower; both look at the same table
// (SemaProgram.types.web).
//
// A value of type WEB is a Foreign of that interface, held as a VALUE: None is another member of
// the type. A WEB_CLASS is an interface's own object or a namespace, a WEB_METHOD an operation and
// what it is called on.
#pragma once

#include "compiler/sema/program.h"

// SEMA_WEB_MODULE types and imports: which module.
enum { SEMA_WEB_PACKAGE, SEMA_WEB_PLATFORM };  // krait, krait.web

typedef enum {
    SEMA_WEB_NAME_NONE,
    SEMA_WEB_NAME_MODULE,     // index: SEMA_WEB_PACKAGE or SEMA_WEB_PLATFORM
    SEMA_WEB_NAME_MEMBER,     // index: a member of Window
    SEMA_WEB_NAME_INTERFACE,  // index
    SEMA_WEB_NAME_BRIDGE,     // js: the global object
} SemaWebNameKind;

typedef struct {
    u8 kind;  // SemaWebNameKind
    u32 index;
} SemaWebName;

// What `name` is in one of the modules.
SemaWebName sema_web_name(const WebTable *web, u32 module, Slice name);
// The member's number or WEB_NONE; a word of Python may have an underscore behind it.
u32 sema_web_member(const WebTable *web, u32 interface, Slice name);
u32 sema_web_member_id(const WebTable *web, Slice name);  // the name's number or WEB_NONE
bool sema_web_is_static(WebMemberKind kind);
bool sema_web_is_operation(WebMemberKind kind);
// The one WEB, WEB_CLASS or WEB_MODULE among the members of a type that may be None beside; its
// row's index. BOTTOM kind: none.
SemaKind sema_web_kind(const SemaTypes *types, SemaType type, u32 *index);
// The member behind x[key] (ending "", "=" or "-"), or WEB_NONE when it goes the dynamic way.
u32 sema_web_item(const SemaTypes *types, u32 interface, SemaType key, const char *ending);
// What iteration gives one after the other by index, or WEB_NONE.
u32 sema_web_sequence(const WebTable *web, u32 interface);
// The type of a value that the platform says is of a type of the table.
SemaType sema_web_type(SemaTypes *types, u32 type);
