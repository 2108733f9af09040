#include "base/status.h"

static const char *const texts[] = {
#define X(name, text) text,
    STATUS_TABLE(X)
#undef X
};

const char *status_text(Status status) {
    return (usize)status < COUNT_OF(texts) ? texts[status] : "unknown status";
}
