#!/usr/bin/env python3
"""Tests of the checker: each rule finds what it is for, and leaves the right form alone."""
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import arrows
import check
import compiled
import style
from tree import SourceFile, Tree, Violation, read_rooms

ROOMS = """src/base/               -                     types
src/os/                 base                  system calls
src/compiler/source/    base                  source files
src/compiler/syntax/    base source           trees
src/compiler/driver/    base compiler/*       the phases
tools/                  *                     programs
"""


def make_tree(root="", **texts):
    """A tree from texts by path; in the keywords `/` is written `__` and `.` is written `_DOT_`."""
    files = [SourceFile(path.replace("__", "/").replace("_DOT_", "."), text) for path, text in texts.items()]
    rooms, problems = read_rooms(ROOMS)
    tree = Tree(root, files, rooms, problems)
    tree.paths = [file.path for file in files]
    return tree


def found(rule, tree):
    return [(violation.path, violation.line) for violation in rule(tree)]


class Rooms(unittest.TestCase):
    def test_the_table_is_read_with_short_names_and_stars(self):
        rooms, problems = read_rooms(ROOMS)
        self.assertEqual([], problems)
        self.assertEqual({"base", "compiler/source"}, rooms["compiler/syntax"].allowed)
        self.assertEqual({"base", "compiler/source", "compiler/syntax"}, rooms["compiler/driver"].allowed)

    def test_an_arrow_upwards_is_refused(self):
        _, problems = read_rooms("src/base/   os    types\nsrc/os/   -    system\n")
        self.assertEqual(1, problems[0].line)


class Arrows(unittest.TestCase):
    def test_an_include_without_an_arrow_is_found(self):
        tree = make_tree(src__os__file_DOT_h="#pragma once\nint a;\n",
                         src__base__map_DOT_c='#include "os/file.h"\n', src__os__file_DOT_c='#include "os/file.h"\n')
        self.assertEqual([("src/base/map.c", 1)], found(arrows.check_arrows, tree))

    def test_tests_may_go_further(self):
        tree = make_tree(src__os__file_DOT_h="", src__base__test__map_test_DOT_c='#include "os/file.h"\n')
        self.assertEqual([], found(arrows.check_arrows, tree))

    def test_a_cycle_of_files_is_found(self):
        tree = make_tree(src__base__a_DOT_h='#include "base/b.h"\n', src__base__b_DOT_h='#include "base/c.h"\n',
                         src__base__c_DOT_h='#include "base/a.h"\n')
        self.assertEqual(1, len(found(arrows.check_cycles, tree)))

    def test_two_ways_to_one_file_are_no_cycle(self):
        tree = make_tree(src__base__a_DOT_h='#include "base/b.h"\n#include "base/c.h"\n',
                         src__base__b_DOT_h='#include "base/c.h"\n', src__base__c_DOT_h="")
        self.assertEqual([], found(arrows.check_cycles, tree))

    def test_private_headers_stay_in_their_folder(self):
        tree = make_tree(src__base__map_priv_DOT_h="", src__os__file_DOT_c='#include "base/map_priv.h"\n',
                         src__base__map_DOT_c='#include "base/map_priv.h"\n')
        self.assertEqual([("src/os/file.c", 1)], found(arrows.check_private, tree))

    def test_an_umbrella_header_is_found(self):
        tree = make_tree(src__base__all_DOT_h='#pragma once\n#include "base/a.h"\n// both\n#include "base/b.h"\n')
        self.assertEqual([("src/base/all.h", 1)], found(arrows.check_headers, tree))


def function_of(lines, mark=""):
    return "static int f(int a,\n             int b) {\n%s%s    return a;\n}\n" % (mark, "    a++;\n" * (lines - 4))


class Limits(unittest.TestCase):
    def test_a_long_function_is_found_and_its_neighbour_is_not(self):
        tree = make_tree(src__base__a_DOT_c=function_of(70) + "\n" + function_of(71))
        self.assertEqual([("src/base/a.c", 72)], found(style.check_limits, tree))

    def test_a_marked_table_is_exempt(self):
        tree = make_tree(src__base__a_DOT_c=function_of(200, "    // table: one row per operation\n"))
        self.assertEqual([], found(style.check_limits, tree))

    def test_tables_of_data_are_no_functions(self):
        tree = make_tree(src__base__a_DOT_c="static const int a[] = {\n" + "    1,\n" * 100 + "};\n")
        self.assertEqual([], found(style.check_limits, tree))

    def test_columns_are_characters_not_bytes(self):
        tree = make_tree(src__base__a_DOT_c="// %s\n// %s\n" % ("—" * 97, "—" * 98))
        self.assertEqual([("src/base/a.c", 2)], found(style.check_limits, tree))

    def test_a_long_file_is_found(self):
        tree = make_tree(src__base__a_DOT_c="int a;\n" * 1001)
        self.assertEqual(1, len(found(style.check_limits, tree)))


class Names(unittest.TestCase):
    def test_stems_are_unique_and_mean_something(self):
        tree = make_tree(src__base__map_DOT_c="", src__os__map_DOT_c="", src__os__map_DOT_h="", src__os__utils_DOT_h="")
        self.assertEqual([("src/os/map.c", 1), ("src/os/utils.h", 1)], found(style.check_stems, tree))

    def test_types_are_camel_case(self):
        tree = make_tree(src__base__a_DOT_h="typedef struct {\n} Good;\ntypedef struct Fine Fine;\n")
        self.assertEqual([], found(style.check_names, tree))
        tree = make_tree(src__base__b_DOT_c="static struct {\n    int a;\n} memory;\n")
        self.assertEqual([], found(style.check_names, tree))

    def test_short_types_are_found(self):
        tree = make_tree(src__base__a_DOT_h="typedef struct {\n} Good;\ntypedef struct {\n} bad;\ntypedef int bad_t;\n")
        self.assertEqual({4, 5}, {line for _, line in found(style.check_names, tree)})

    def test_a_status_must_be_looked_at(self):
        tree = make_tree(src__os__a_DOT_h="NODISCARD Status good(void);\nStatus bad(void);\n")
        self.assertEqual([("src/os/a.h", 2)], found(style.check_status, tree))

    def test_a_todo_names_its_issue(self):
        tree = make_tree(src__os__a_DOT_h="// TODO(#12): later\n// TODO: some day\n")
        self.assertEqual([("src/os/a.h", 2)], found(style.check_todo, tree))


class Confined(unittest.TestCase):
    def test_systems_and_errors_stay_in_os(self):
        text = "#ifdef __linux__\n#endif\nint f(void) {\n    return errno;\n}\n"
        tree = make_tree(src__os__a_DOT_c=text, src__base__b_DOT_c=text)
        self.assertEqual([("src/base/b.c", 1), ("src/base/b.c", 4)], sorted(found(style.check_confined, tree)))

    def test_comments_and_texts_do_not_count(self):
        tree = make_tree(src__base__b_DOT_c='// errno\n/* printf( */ const char *a = "errno exit(1)";\n')
        self.assertEqual([], found(style.check_confined, tree))

    def test_mutable_statics_are_found(self):
        tree = make_tree(src__base__a_DOT_c="static int count;\nstatic const int limit = 1;\n"
                         "static const char *names[] = {0};\nstatic const char *const fixed[] = {0};\n"
                         "static int f(void);\nstatic inline int g(void) {\n    static int calls = 0;\n}\n")
        self.assertEqual([1, 3, 7], sorted(line for _, line in found(style.check_statics, tree)))

    def test_paths_of_a_machine_are_found(self):
        tree = make_tree(src__base__a_DOT_c='const char *a = "/%s/main/x";\n' % "work")
        self.assertEqual([("src/base/a.c", 1)], found(style.check_paths_of_machine, tree))

    def test_a_room_without_readme_is_found(self):
        self.assertEqual([("src/os", 1)], found(style.check_readmes, make_tree(src__os__a_DOT_c="")))

    def test_a_stranger_in_the_root_is_found(self):
        tree = make_tree(dev="", try_DOT_py="", lib__try_DOT_py="")
        self.assertEqual([("try.py", 1)], found(style.check_root, tree))


class Tools(unittest.TestCase):
    def test_a_header_that_needs_another_does_not_compile_alone(self):
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(root + "/src/base")
            texts = {"src__base__good_DOT_h": "#pragma once\nint good(void);\n",
                     "src__base__bad_DOT_h": "#pragma once\nNeeded bad(void);\n"}
            tree = make_tree(root, **texts)
            for file in tree.files:
                with open(os.path.join(root, file.path), "w") as stream:
                    stream.write(file.text)
            for _ in range(2):  # what is remembered is only what was clean
                self.assertEqual([("src/base/bad.h", 1)], found(compiled.check_headers_alone, tree))


class Exceptions(unittest.TestCase):
    def test_an_entry_excuses_its_word_alone(self):
        entries, problems = check.read_exceptions("limit 1\nstatic src/a.c count  # old\n")
        self.assertEqual([], problems)
        violations = [Violation("static", "src/a.c", 3, "", "count"), Violation("static", "src/a.c", 4, "", "other")]
        self.assertEqual([4], [left.line for left in check.apply_exceptions(violations, entries, True)])

    def test_an_entry_that_excuses_nothing_is_a_violation(self):
        entries, _ = check.read_exceptions("limit 1\nstatic src/a.c count\n")
        self.assertEqual(["exceptions"], [left.rule for left in check.apply_exceptions([], entries, True)])

    def test_the_limit_holds_the_list_down(self):
        _, problems = check.read_exceptions("limit 1\nstatic src/a.c\nstatic src/b.c\n")
        self.assertEqual(1, len(problems))
        _, problems = check.read_exceptions("limit 2\nstatic src/a.c\n")
        self.assertEqual(1, len(problems))


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=0).result
    failed = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - failed, failed))
    sys.exit(1 if failed else 0)
