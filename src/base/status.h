// base/status.h — what a call answers when the world may say no (style guide, section 5).
#pragma once

#include "base/types.h"

// X(name, text): the text is what a person reads after "error: ".
#define STATUS_TABLE(X)                                                                            \
    X(OK, "ok")                                                                                    \
    X(NO_MEMORY, "out of memory")                                                                  \
    X(NOT_FOUND, "not found")                                                                      \
    X(EXISTS, "already exists")                                                                    \
    X(DENIED, "permission denied")                                                                 \
    X(INVALID, "invalid argument or data")                                                         \
    X(LIMIT, "a limit was reached")                                                                \
    X(FULL, "full")                                                                                \
    X(EMPTY, "empty")                                                                              \
    X(CORRUPT, "corrupt data")                                                                     \
    X(TIMEOUT, "timed out")                                                                        \
    X(PEER_DEAD, "the peer is gone")                                                               \
    X(BUSY, "busy")                                                                                \
    X(INTERRUPTED, "interrupted by a signal")                                                      \
    X(NO_SPACE, "no space left on device")                                                         \
    X(UNSUPPORTED, "not supported here")                                                           \
    X(IO, "input/output error")

typedef enum {
#define X(name, text) STATUS_##name,
    STATUS_TABLE(X)
#undef X
} Status;

const char *status_text(Status status);
