// The part of <assert.h> that freestanding rooms use: static_assert.
#pragma once

#define static_assert _Static_assert
