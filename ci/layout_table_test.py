#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Gives layout_table.py small pieces of evidence, complete and incomplete."""

import unittest

import layout_table


def field(path, offset, size, *annotations, group=None, roles=(), type_name="long"):
    return {
        "path": path,
        "type": type_name,
        "offset_bits": 8 * offset,
        "size_bits": 8 * size,
        "group": group,
        "roles": list(roles),
        "annotations": [{"name": name, "arguments": []} for name in annotations],
    }


def record(name, size, fields, *annotations):
    return {
        "name": name,
        "size": size,
        "align": 64,
        "fields": fields,
        "annotations": [{"name": name, "arguments": []} for name in annotations],
    }


def contract(name, line_size, verdict):
    return {"type": name, "line_size": line_size, "verdict": verdict}


QUEUE = record("net::Queue", 1280, [
    field("tail", 0, 8, group="producers"),
    field("tail.value", 0, 8, group="inside"),
    field("head", 128, 8, roles=["owner"]),
    field("slots", 192, 256, roles=["owner"]),
    field("limit", 512, 8, "read_mostly"),
    field("flag", 640, 128, type_name="Flag"),
    field("log", 768, 512, "cold"),
    field("nobody", 1272, 8),
])
FLAG = record("net::Flag", 128, [field("value", 0, 4)], "isolated")


def layouts(verdict_of_64="proved", verdict_of_128="proved"):
    return {
        "incomplete": False,
        "coverage": {},
        "targets": [{"triple": "x86_64", "line_sizes": [64, 128]}],
        "types": [QUEUE, FLAG, record("net::Point", 16, [field("x", 0, 8)])],
        "contracts": [
            contract("net::Queue", 64, verdict_of_64),
            contract("net::Queue", 128, verdict_of_128),
        ],
    }


def row(evidence, name):
    line = layout_table.table(evidence, [name]).splitlines()[2]
    return [cell.strip() for cell in line.strip("|").split("|")]


class Table(unittest.TestCase):
    def test_each_group_is_shown_with_its_lines(self):
        self.assertEqual(row(layouts(), "Queue"), [
            "`Queue`",
            "1,280",
            "64",
            "producers 0; owner 2–6; read-mostly 8; alone 10–11; cold 12–19",
            "producers 0; owner 1–3; read-mostly 4; alone 5; cold 6–9",
            "PROVED",
        ])

    def test_an_isolated_type_is_alone(self):
        self.assertEqual(row(layouts(), "net::Flag")[3:], ["alone 0–1", "alone 0", "no contract"])

    def test_a_type_that_nothing_is_said_of_has_no_groups_and_no_contract(self):
        self.assertEqual(row(layouts(), "Point")[3:], ["–", "–", "no contract"])

    def test_a_violated_verdict_is_shown(self):
        self.assertEqual(row(layouts("violated", "violated"), "Queue")[-1], "VIOLATED")
        self.assertEqual(
            row(layouts(verdict_of_128="not_checked"), "Queue")[-1],
            "PROVED for 64, NOT CHECKED for 128",
        )

    def expect_missing(self, evidence, name, reason):
        with self.assertRaisesRegex(layout_table.Missing, reason):
            layout_table.table(evidence, [name])

    def test_a_type_that_is_not_there_is_an_error(self):
        self.expect_missing(layouts(), "Stack", "0 types are called Stack")

    def test_a_name_of_two_types_is_an_error(self):
        evidence = layouts()
        evidence["types"].append(record("other::Queue", 8, []))
        self.expect_missing(evidence, "Queue", "2 types .*net::Queue, other::Queue")

    def test_a_contract_that_was_not_judged_for_each_line_size_is_an_error(self):
        evidence = layouts()
        evidence["contracts"].pop()
        self.expect_missing(evidence, "Queue", "not judged for all")

    def test_incomplete_evidence_is_an_error(self):
        self.expect_missing(layouts() | {"incomplete": True}, "Queue", "did not look at everything")


if __name__ == "__main__":
    unittest.main()
