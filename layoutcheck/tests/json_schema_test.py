#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""json_schema_test.py PROGRAM SCHEMA SOURCE_DIR DIFF_SCHEMA: the program keeps its schemas."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema  # Debian: python3-jsonschema

PROGRAM, SCHEMA, SOURCE_DIR, DIFF_SCHEMA = sys.argv[1:5]


def run(command, source):
    with tempfile.TemporaryDirectory() as folder:
        unit = pathlib.Path(folder) / "unit.cpp"
        unit.write_text(source)
        words = [PROGRAM, command, "--format", "json", unit, "--", "-std=c++20", "-I", SOURCE_DIR]
        output = subprocess.run(words, check=False, capture_output=True, text=True).stdout
    return json.loads(output)


def dump(source):
    return run("dump", source)


def check_input(name):
    return run("check", f'#include "layoutcheck/tests/inputs/{name}.cpp"\n')


class Schema(unittest.TestCase):
    def setUp(self):
        schema = json.loads(pathlib.Path(SCHEMA).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        self.validator = jsonschema.Draft202012Validator(schema)

    def test_the_output_for_records_of_every_kind_is_valid(self):
        document = dump('#include "layoutcheck/tests/inputs/shapes.h"\n')
        self.validator.validate(document)
        self.assertGreater(len(document["types"]), 20)

    def test_the_output_for_annotations_is_valid(self):
        document = dump(
            '#include "layoutcheck/annotations.h"\n'
            "struct LAYOUT_ISOLATED S { LAYOUT_GROUP(a) LAYOUT_WRITTEN_BY(b, c) int x; };\n"
            "template <class T> struct Never { LAYOUT_COLD T x; };\n"
        )
        self.validator.validate(document)
        field = document["types"][0]["fields"][0]
        self.assertEqual((field["group"], field["roles"]), ("a", ["b", "c"]))
        self.assertTrue(document["coverage"]["types"]["skipped"][0]["annotated"])

    def test_the_output_for_a_unit_that_cannot_be_read_is_valid(self):
        document = dump("struct S { Unknown x; };")
        self.validator.validate(document)
        self.assertTrue(document["incomplete"])
        self.assertEqual(len(document["coverage"]["units"]["failed"]), 1)

    def test_the_output_of_a_check_is_valid_for_every_rule(self):
        rules = set()
        for source in sorted(pathlib.Path(SOURCE_DIR, "layoutcheck/tests/inputs").glob("*.cpp")):
            document = check_input(source.stem)
            self.validator.validate(document)
            rules |= {finding["rule"] for finding in document["findings"]}
        self.assertGreaterEqual(len(rules), 12)

    def test_fingerprints_do_not_depend_on_lines(self):
        source = (
            '#include "layoutcheck/annotations.h"\n'
            "struct S { LAYOUT_GROUP(a) int x; LAYOUT_GROUP(b) int y; LAYOUT_GROUP(c) int z; };\n"
        )
        prints = [finding["fingerprint"] for finding in run("check", source)["findings"]]
        moved = [finding["fingerprint"] for finding in run("check", "\n\n" + source)["findings"]]
        self.assertEqual(prints, moved)
        self.assertEqual(len(set(prints)), 2)

    def test_the_output_of_a_diff_is_valid(self):
        schema = json.loads(pathlib.Path(DIFF_SCHEMA).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        with tempfile.TemporaryDirectory() as folder:
            for name, source in (
                ("a.json", "struct A { int x; }; struct S { int x, z : 3; };"),
                ("b.json", "struct B { int x; }; struct S { long x; int y; };"),
            ):
                pathlib.Path(folder, name).write_text(json.dumps(dump(source)), encoding="utf-8")
            words = [PROGRAM, "diff", "a.json", "b.json", "--format", "json"]
            run = subprocess.run(words, check=False, capture_output=True, cwd=folder)
        document = json.loads(run.stdout)
        jsonschema.Draft202012Validator(schema).validate(document)
        (target,) = document["targets"]
        for key in ("changed", "added", "removed"):
            self.assertEqual(len(target[key]), 1)

    def test_the_schema_refuses_what_lacks_a_key_or_has_a_wrong_value(self):
        for damage in (
            lambda document: document.pop("types"),
            lambda document: document["types"][0].pop("usr"),
            lambda document: document["types"][0]["fields"][0].update(offset_bits=-1),
            lambda document: document.update(schema_version=2),
        ):
            document = dump("struct S { int x; };")
            damage(document)
            with self.assertRaises(jsonschema.ValidationError):
                self.validator.validate(document)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
