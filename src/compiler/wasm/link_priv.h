// What link.c and link_native.c share.
#pragma once

#include "abi/natives.h"
#include "compiler/wasm/emit_priv.h"
#include "compiler/wasm/shake.h"

// By NativeId: may the program reach it? It does when it calls it by number, or when its name
// occurs in a text of the program; a program that can make names at run time reaches all.
bool *link_find_natives(Arena *arena, const IrModule *module);
