// tools/web/rt_js.h — what the runtime's entry points need of the bridge to JavaScript.
#pragma once

#include "base/types.h"

bool rt_js_is_in_callback(void);  // then nothing may suspend
