#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""confirmation_schema_test.py PROGRAM SCHEMA COMPILER: confirm writes what its schema says."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema  # Debian: python3-jsonschema

PROGRAM, SCHEMA, COMPILER = sys.argv[1:4]
SOURCE = """
struct Same { int x; unsigned bits : 3; };
#ifdef __clang__
struct Odd { long a; int b; } odd;
#else
struct Odd { int b; long a; } odd;
#endif
struct Unused { int x; };
Same same;
"""


class Schema(unittest.TestCase):
    def setUp(self):
        schema = json.loads(pathlib.Path(SCHEMA).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        self.validator = jsonschema.Draft202012Validator(schema)
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.unit = pathlib.Path(self.folder.name) / "unit.cpp"
        self.unit.write_text(SOURCE)

    def confirm(self, *arguments):
        words = [PROGRAM, "confirm", "--format", "json", *arguments, self.unit, "--", "-std=c++17"]
        result = subprocess.run(words, check=False, capture_output=True, text=True)
        document = json.loads(result.stdout)
        self.validator.validate(document)
        return result.returncode, document

    def verdicts(self, document):
        return {entry["name"]: entry["verdict"] for entry in document["types"]}

    def test_a_compiler_s_answers_are_valid(self):
        code, document = self.confirm("--compiler", COMPILER)
        self.assertEqual(code, 1)
        self.assertEqual(document["counts"], {"confirmed": 2, "different": 1, "not_compared": 0})
        self.assertEqual(
            self.verdicts(document),
            {"Same": "confirmed", "Odd": "different", "Unused": "confirmed"},
        )

    def test_a_binary_s_answers_are_valid(self):
        binary = self.unit.with_suffix(".o")
        subprocess.run([COMPILER, "-g", "-c", self.unit, "-o", binary], check=True)
        code, document = self.confirm("--binary", binary)
        self.assertEqual(code, 1)
        self.assertEqual(
            self.verdicts(document),
            {"Same": "confirmed", "Odd": "different", "Unused": "not_compared"},
        )

    def test_an_incomplete_answer_is_valid(self):
        self.unit.write_text("struct S { Unknown x; };")
        code, document = self.confirm("--compiler", COMPILER)
        self.assertEqual(code, 3)
        self.assertTrue(document["incomplete"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
