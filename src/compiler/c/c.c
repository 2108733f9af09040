#include "compiler/c/c.h"

#include "compiler/c/c_priv.h"
#include "compiler/ir/describe.h"

enum { BYTES_PER_LINE = 24 };

static void print_description(CPrinter *p) {
    Bytes description;
    bytes_init(&description, p->out->arena);
    ir_describe(&description, p->module);
    bytes_text(p->out, "\nstatic const u8 description[] = {");
    for (usize i = 0; i < description.len; i++) {
        bytes_format(p->out, i % BYTES_PER_LINE == 0 ? "\n    %u," : "%u,",
                     (u32)description.data[i]);
    }
    bytes_text(p->out, "\n};\n");
}

static void print_codes(CPrinter *p) {
    bytes_text(p->out, "\nstatic const GenericCode codes[] = {\n");
    for (u32 i = 0; i < p->module->specs.count; i++) {
        bytes_text(p->out, "    ");
        if (p->module->specs.items[i].generic_func == IR_NONE) {
            bytes_text(p->out, "0");
        } else {
            c_func_name(p, p->module->specs.items[i].generic_func);
        }
        bytes_text(p->out, ",\n");
    }
    bytes_text(p->out, "    0,\n};\n");
}

// The module's variables, for those who import it.
static void print_extension(CPrinter *p, Slice name) {
    bytes_text(p->out, "\nstatic const ExtpyExport exports[] = {\n");
    for (u32 i = 0; i < p->module->exports.count; i++) {
        IrExport export = p->module->exports.items[i];
        bytes_format(p->out, "    {%u, %u, %u, %u},\n", export.name_const,
                     (u32)(p->module->consts.count + export.global_index),
                     (u32)p->module->globals.items[export.global_index].kind,
                     (u32) export.is_constant);
    }
    bytes_text(p->out, "    {0},\n};\n");
    bytes_format(p->out,
                 "\nconst ExtpyModule extpy_module = {\"%S\", &kr_unit, exports, %u};\n"
                 "\n__attribute__((visibility(\"default\"))) void *PyInit_%S(void) {\n"
                 "    return extpy_init();\n}\n",
                 &name, p->module->exports.count, &name);
}

static void print_unit(CPrinter *p, COutput output) {
    bytes_format(p->out, "\n%sconst RtUnit kr_unit = {description, sizeof description, codes, ",
                 output == C_UNIT ? "" : "static ");
    c_func_name(p, p->module->run_func);
    bytes_text(p->out, "};\n");
    if (output != C_PROGRAM) return;
    bytes_text(p->out, "\nint main(int argc, char **argv) {\n    return host_program_main(argc, "
                       "argv, &kr_unit);\n}\n");
}

void c_print(Bytes *out, const IrModule *module, COutput output, Slice name) {
    CPrinter p = {.out = out, .module = module};
    bytes_text(out, "#include \"abi/inline.h\"\n#include \"abi/unit.h\"\n");
    if (output == C_PROGRAM) bytes_text(out, "#include \"host/host_program.h\"\n");
    if (output == C_EXTENSION) bytes_text(out, "#include \"pybind/extpy.h\"\n");
    bytes_text(out, "\nenum { KR_UNIT = 0 };\n\n");
    for (u32 i = 0; i < module->funcs.count; i++) {
        c_signature(&p, i);
        bytes_text(out, ";\n");
    }
    for (u32 i = 0; i < module->funcs.count; i++) c_function(&p, i);
    print_description(&p);
    print_codes(&p);
    print_unit(&p, output);
    if (output == C_EXTENSION) print_extension(&p, name);
}
