// abi/web.h — how a wasm unit reaches JavaScript. Design note 023 has the whole contract.
//
// A typed operation is an import of the unit: module WEB_MODULE, name
//
//   KIND Interface.member PARAMS>RESULT        "get Node.textContent >?s"   "call
//   Document.createElement s>o"
//
// made by the loader from the name alone. PARAMS is a run of letters (each may have `?` in front:
// None allowed), RESULT one letter; the receiver is no letter.
//
//   letter          as a parameter                 as a result
//   o  an object    i32 handle, 0 = None           i32 address of a Foreign, owned; 0 = None
//   s  str          i32 address of a Str, 0 = None the same, owned
//   i  int          f64 (integral)                 f64 (integral)
//   f  float        f64                            f64
//   b  bool         i32                            i32
//   a  anything     two i32: low, high of a Value  nothing: the Value, owned, is in web_result
//   v  nothing      -                              nothing
//
// A nullable number or bool (`?i`, `?f`, `?b`) travels as `a`. A handle is the first word behind
// the head of a Foreign (offset WEB_HANDLE_OFFSET). Every import may fail: then its result is 0 and
// RtState.exception is set; else RtState.exception is VALUE_UNDEFINED as before.
#pragma once

#include "abi/state.h"

#define WEB_MODULE "web"         // imports of a unit
#define WEB_SECTION "krait.web"  // empty custom section: this unit needs the bridge

// X(NAME, "word", has_receiver): `Interface.member` is one word for the kinds without a member.
#define WEB_KIND_TABLE(X)                                                                          \
    X(GET, "get", 1)       /* Interface.attribute >R */                                            \
    X(SET, "set", 1)       /* Interface.attribute P>v */                                           \
    X(CALL, "call", 1)     /* Interface.operation P…>R */                                          \
    X(NEW, "new", 0)       /* Interface P…>o */                                                    \
    X(STATIC, "static", 0) /* Interface.operation P…>R: static operations, namespaces */           \
    X(READ, "read", 0)     /* Interface.attribute >R: static attributes, of namespaces too */      \
    X(WRITE, "write", 0)   /* Interface.attribute P>v: the same, written */                        \
    X(GLOBAL, "global", 0) /* name >R: a property of globalThis: document, an interface object */  \
    X(IS, "is", 1)         /* Interface >b: instanceof */                                          \
    X(INVOKE, "invoke", 1) /* Interface P…>R: the receiver is a callback function: calls it */     \
    X(GETITEM, "getitem", 1) /* Interface K>R: KeyError or IndexError when undefined */            \
    X(SETITEM, "setitem", 1) /* Interface KP>v */                                                  \
    X(DELITEM, "delitem", 1) /* Interface K>v */                                                   \
    X(HAS, "has", 1)         /* Interface P>b: `in` */

typedef enum {
#define X(NAME, word, has_receiver) WEB_##NAME,
    WEB_KIND_TABLE(X)
#undef X
        WEB_KIND_COUNT,
} WebKind;

// Where the wasm back end finds the cells, from RT_STATE_ADDRESS. The same on all hosts.
enum {
    WEB_EXCEPTION_OFFSET = 0,  // i64: VALUE_UNDEFINED or the exception
    WEB_RESULT_OFFSET = 8,     // i64: the Value of a result `a`
    WEB_HANDLE_OFFSET = 8,     // i32, in a Foreign
};

_Static_assert(offsetof(struct RtState, exception) == WEB_EXCEPTION_OFFSET &&
                   offsetof(struct RtState, web_result) == WEB_RESULT_OFFSET &&
                   offsetof(Foreign, handle) == WEB_HANDLE_OFFSET,
               "units know these offsets");
