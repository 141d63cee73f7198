#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Gives update_readmes.py small texts with blocks that are out of date."""

import pathlib
import unittest

import update_readmes


def updated(text, volatile=False):
    return update_readmes.updated(text, volatile, pathlib.Path("build"))


class Updated(unittest.TestCase):
    def test_a_console_block_gets_the_output_of_its_commands(self):
        self.assertEqual(
            updated("```console\n$ echo new\nold\n```\n"), "```console\n$ echo new\nnew\n```\n"
        )

    def test_a_volatile_block_is_left_alone_unless_asked_for(self):
        block = "```console volatile\n$ echo new\nold\n```\n"
        self.assertEqual(updated(block), block)
        self.assertIn("\nnew\n", updated(block, volatile=True))

    def test_a_generated_block_gets_what_its_command_prints(self):
        begin = "<!-- generated: echo\n  '| a |'; echo '| b |' -->\n"
        self.assertEqual(
            updated(begin + "| old |\n<!-- end -->\nrest\n"),
            begin + "| a |\n| b |\n<!-- end -->\nrest\n",
        )

    def test_a_volatile_generated_block_is_left_alone_unless_asked_for(self):
        begin = "<!-- generated volatile: echo '| a |' -->\n"
        block = begin + "| old |\n<!-- end -->\n"
        self.assertEqual(updated(block), block)
        self.assertEqual(updated(block, volatile=True), begin + "| a |\n<!-- end -->\n")

    def test_readmes_of_components_and_of_their_folders_are_found(self):
        names = [path.relative_to(update_readmes.ROOT).as_posix() for path in
                 update_readmes.readmes()]
        for name in ("README.md", "loop/README.md", "loop/js/README.md", "reports/stats/README.md"):
            self.assertIn(name, names)

    def test_a_generating_command_that_fails_or_prints_nothing_ends_it(self):
        for command in ("echo x; false", "true"):
            with self.assertRaises(SystemExit):
                updated(f"<!-- generated: {command} -->\nold\n<!-- end -->\n")


if __name__ == "__main__":
    unittest.main()
