// runtime/core/format/format.h — text from values: format specs, str.format templates and the % operator.
#pragma once

#include "runtime/core/builder.h"
#include "runtime/core/result.h"

// format(value, spec) for the built-in types, by class; user classes with __format__ are the caller's business. A str.
ResultRef format_value(RtState *rt, Value value, const Str *spec);
// template.format(*args, **kwargs); `kwargs` is a dict or UNDEFINED.
ResultRef format_template(RtState *rt, Str *template, const Tuple *args, Value kwargs);
// template % operand
ResultRef format_percent(RtState *rt, Str *template, Value operand);
