// A checked program as text.
#include "compiler/jxl/jxl_program.h"

#include "base/check.h"

static const char *kind_text(JxlDeclKind kind) {
    static const char *const texts[] = {"func",           "init",  "type",  "case",   "typealias",
                                        "type parameter", "view",  "prop",  "field",  "global",
                                        "atom",           "local", "param", "module", "style"};
    CHECK((u32)kind < COUNT_OF(texts));
    return texts[kind];
}

static void print_decl(Bytes *out, const JxlProgram *p, const JxlDecl *decl, u32 depth) {
    for (u32 i = 0; i < depth; i++) bytes_text(out, "  ");
    Slice name = names_text(p->names, decl->name);
    bytes_format(out, "%s %S", kind_text((JxlDeclKind)decl->kind), &name);
    if (decl->type != JXL_NO_TYPE && decl->kind != JXL_DECL_NOMINAL) {
        bytes_text(out, ": ");
        jxl_print_type(out, p, decl->type);
    }
    static const struct {
        u32 flag;
        const char *text;
    } rows[] = {{JXL_DECL_REACTIVE, "reactive"},
                {JXL_DECL_WRITTEN, "written"},
                {JXL_DECL_HANDLED, "handled"},
                {JXL_DECL_READS, "reads"},
                {JXL_DECL_ENTRY, "entry"}};
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        if (decl->flags & rows[i].flag) bytes_format(out, " +%s", rows[i].text);
    }
    bytes_push(out, '\n');
    for (u32 i = 0; i < decl->order.count; i++) print_decl(out, p, decl->order.items[i], depth + 1);
}

typedef struct {
    Bytes *out;
    const JxlProgram *program;
    const JxlModule *module;
} Facts;

static void print_fact(void *context, JxlNode *node) {
    const Facts *facts = context;
    const JxlFact *fact = &facts->module->facts[node->id];
    bool is_shown = fact->type != JXL_NO_TYPE && node->kind >= JXL_INT && node->kind <= JXL_CALL;
    if (is_shown) {
        SourcePosition at = source_position(facts->module->tree.file, node->span.start);
        bytes_format(facts->out, "%u:%u %s ", at.line, at.char_column + 1,
                     jxl_kind_name((JxlKind)node->kind));
        jxl_print_type(facts->out, facts->program, fact->type);
        if (fact->converted != JXL_NO_TYPE && fact->converted != fact->type) {
            bytes_text(facts->out, " to ");
            jxl_print_type(facts->out, facts->program, fact->converted);
        }
        if (fact->flags & JXL_READS) bytes_text(facts->out, " reads");
        if (fact->flags & JXL_CONSTANT) bytes_text(facts->out, " constant");
        if (fact->flags & JXL_UPDATES) bytes_text(facts->out, " updates");
        if (fact->flags & JXL_IS_RENDER) bytes_text(facts->out, " render");
        if (fact->flags & JXL_IS_ACTION) bytes_text(facts->out, " action");
        bytes_push(facts->out, '\n');
    }
    jxl_each_child(node, print_fact, context);
}

void jxl_print_program(Bytes *out, const JxlProgram *program) {
    for (u32 i = 1; i < program->modules.count; i++) {
        const JxlModule *module = program->modules.items[i];
        bytes_format(out, "module %S\n", &module->path);
        for (u32 j = 0; j < module->order.count; j++)
            print_decl(out, program, module->order.items[j], 1);
        if (module->is_python) continue;
        Facts facts = {out, program, module};
        print_fact(&facts, module->tree.root);
    }
}
