// fmt: lays out JXL source.
#include "tools/krait/krait.h"

int fmt_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "fmt", argc, argv, "--check --diff", false, &options))
        return KRAIT_EXIT_USAGE;
    print_error("not yet");
    return 1;
}
