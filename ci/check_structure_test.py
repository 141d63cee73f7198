#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plants each kind of violation into a small good tree and expects check_structure.py to see it."""

import pathlib
import tempfile
import unittest

import check_structure

SPDX = "// SPDX-License-Identifier: MIT\n"


def good_tree(root):
    write(root, "loop/loop.h", SPDX + '#include "loop/pollers/poller.h"\n')
    write(root, "loop/loop.cpp", SPDX + '#include "loop/loop.h"\n')
    write(root, "loop/pollers/poller.h", SPDX)
    write(root, "loop/CMakeLists.txt", "add_library(loop loop.cpp)\n")


def write(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


class Planted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        good_tree(self.root)

    def expect(self, name, text, message):
        write(self.root, name, text)
        self.assertIn(message, "\n".join(check_structure.check(self.root)))

    def test_a_good_tree_is_silent(self):
        self.assertEqual(check_structure.check(self.root), [])

    def test_an_arrow_against_the_flow_is_found(self):
        self.expect(
            "loop/pollers/poller.h",
            SPDX + '#include "loop/loop.h"\n',
            "loop/pollers/poller.h:2: loop/pollers must not include loop/loop.h",
        )

    def test_a_component_that_includes_another_is_found(self):
        self.expect(
            "loop/loop.h",
            SPDX + '#include "reports/model/run.h"\n',
            "loop must not include reports/model/run.h",
        )

    def test_an_outside_header_in_the_wrong_folder_is_found(self):
        self.expect(
            "loop/loop.h", SPDX + "#include <sys/epoll.h>\n", "only loop/pollers may include"
        )

    def test_a_folder_that_is_not_in_the_table_is_found(self):
        self.expect("loop/extras/more.h", SPDX, "the folder loop/extras is not in the table")

    def test_a_source_that_is_never_built_is_found(self):
        self.expect("loop/forgotten.cpp", SPDX, "no CMakeLists.txt of its component names it")

    def test_a_long_line_is_found(self):
        self.expect("loop/loop.h", SPDX + "//" + "x" * 99 + "\n", "loop/loop.h:2: 101 columns")

    def test_a_long_file_is_found(self):
        self.expect("loop/loop.h", SPDX + "\n" * 400, "401 lines, at most 400")

    def test_a_missing_licence_line_is_found(self):
        self.expect("loop/loop.h", "#pragma once\n", "no 'SPDX-License-Identifier: MIT'")

    def test_a_name_that_says_nothing_is_found(self):
        self.expect("loop/string_util.h", SPDX, "the name says 'util'")


if __name__ == "__main__":
    unittest.main()
