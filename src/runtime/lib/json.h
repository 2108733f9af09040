// runtime/lib/json.h — limits of module json.
#pragma once

enum { JSON_DEPTH_MAX = 990 };  // as deep as CPython's recursion limit allows
