#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sarif_schema_test.py PROGRAM SCHEMA SOURCE_DIR: what check writes is SARIF 2.1.0."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema  # Debian: python3-jsonschema

PROGRAM, SCHEMA, SOURCE_DIR = sys.argv[1:4]

SHARES = "struct S { LAYOUT_GROUP(a) int x; LAYOUT_GROUP(b) int y; };\n"


def check(source, *options):
    with tempfile.TemporaryDirectory() as folder:
        unit = pathlib.Path(folder) / "unit.cpp"
        unit.write_text('#include "layoutcheck/annotations.h"\n' + source, encoding="utf-8")
        words = [PROGRAM, "check", *options, "--format", "sarif", "unit.cpp"]
        words += ["--", "-std=c++20", "-I", SOURCE_DIR]
        output = subprocess.run(words, check=False, capture_output=True, cwd=folder).stdout
    return json.loads(output)


class Sarif(unittest.TestCase):
    def setUp(self):
        schema = json.loads(pathlib.Path(SCHEMA).read_text(encoding="utf-8"))
        jsonschema.Draft4Validator.check_schema(schema)
        self.validator = jsonschema.Draft4Validator(schema)

    def checked(self, source, *options):
        document = check(source, *options)
        self.validator.validate(document)
        return document["runs"][0]

    def test_the_output_is_valid_for_every_rule(self):
        rules = set()
        for source in sorted(pathlib.Path(SOURCE_DIR, "layoutcheck/tests/inputs").glob("*.cpp")):
            run = self.checked(f'#include "layoutcheck/tests/inputs/{source.name}"\n')
            known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
            rules |= {result["ruleId"] for result in run["results"]}
            self.assertLessEqual(rules, known)
        self.assertGreaterEqual(len(rules), 12)

    def test_results_have_relative_places_and_both_fields(self):
        (result,) = self.checked(SHARES)["results"]
        place = result["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"], "unit.cpp")
        self.assertEqual(place["region"]["startLine"], 2)
        texts = [related["message"]["text"] for related in result["relatedLocations"]]
        self.assertEqual(texts, ["'x' (group a): bytes 0..3", "'y' (group b): bytes 4..7"])

    def test_fingerprints_do_not_depend_on_lines(self):
        prints = [
            [result["partialFingerprints"] for result in self.checked(text)["results"]]
            for text in (SHARES, "\n\n" + SHARES)
        ]
        self.assertEqual(*prints)

    def test_an_allowed_finding_is_suppressed(self):
        allowed = SHARES.replace("S", 'LAYOUT_ALLOW(isolation, "why") S', 1)
        (result,) = self.checked(allowed)["results"]
        self.assertEqual(result["suppressions"], [{"kind": "inSource", "justification": "why"}])

    def test_what_did_not_parse_was_not_successful(self):
        (invocation,) = self.checked("struct S { Unknown x; };")["invocations"]
        self.assertFalse(invocation["executionSuccessful"])
        self.assertEqual(invocation["toolExecutionNotifications"][0]["level"], "error")

    def test_names_that_are_not_ascii_are_valid(self):
        run = self.checked(SHARES.replace("S", "Größe_層", 1))
        self.assertIn("Größe_層", json.dumps(run, ensure_ascii=False))

    def test_the_schema_refuses_what_is_no_sarif(self):
        for damage in (
            lambda run: run["results"][0].pop("message"),
            lambda run: run["results"][0].update(kind="violated"),
            lambda run: run["invocations"][0].pop("executionSuccessful"),
        ):
            document = check(SHARES)
            damage(document["runs"][0])
            with self.assertRaises(jsonschema.ValidationError):
                self.validator.validate(document)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
