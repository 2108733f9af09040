// runtime/core/unit_module.h — modules of compiled units as objects, and what is in sys.modules.
//
// A module's variables stay words of its unit's block: the object finds them by name. What else is
// set on it goes to a dict of its own.
#pragma once

#include "runtime/core/dict.h"
#include "runtime/core/module.h"

// Borrowed: name to module; made on first use.
Dict *module_table(RtState *rt);       // sys.modules
Dict *unit_module_table(RtState *rt);  // those of units that are or were imported
ResultWord unit_module_getattr(RtState *rt, ModuleObject *module, Str *name);
u32 unit_module_setattr(RtState *rt, ModuleObject *module, Str *name, Value content);
// A dict of all that it has now.
Value unit_module_dict(RtState *rt, ModuleObject *module);
Str *unit_module_file(const ModuleObject *module);  // borrowed
void unit_modules_free(RtState *rt);
