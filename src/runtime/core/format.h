// runtime/core/format.h — format specs, the % operator and str.format.
#pragma once

#include "runtime/core/result.h"
#include "runtime/core/state.h"

ResultRef format_value(RtState *rt, Value value, Str *spec);  // format(value, spec)
// template.format(*args, **kwargs): `args` NULL and a mapping for format_map; `kwargs` a mapping or
// UNDEFINED.
ResultRef format_template(RtState *rt, Str *text, const Tuple *args, Value kwargs);
ResultWord format_percent(RtState *rt, Str *format, Value args);         // str % args
ResultWord format_percent_bytes(RtState *rt, Value format, Value args);  // bytes % args
