#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Gives rates_table.py measurements, complete and incomplete."""

import unittest

import rates_table


def suites(design, machine):
    return [
        {"name": f"{design}/unchanged/{machine}/iterations:2000", "suites": 2000.0,
         "false_alarm_suites": 0.0015, "false_alarms": 0.0, "no_change": 0.996,
         "inconclusive": 0.004, "stopped_early": 0.25},
        {"name": f"{design}/one_7.5%_slower/{machine}/iterations:2000", "suites": 2000.0,
         "power": 1.0, "stopped_early": 0.125},
    ]


def series(noise):
    found = [{"name": f"change_points/unchanged/{noise}", "series": 12000.0,
              "false_alarm_series": 0.01234}]
    for place, step in enumerate(rates_table.STEPS):
        found.append({"name": f"change_points/{step}/{noise}", "series": 12000.0,
                      "seen": 0.5 + place / 10, "placed": 0.4 + place / 10})
    return found


def measurements():
    found = []
    for design in rates_table.DESIGNS:
        for machine in rates_table.MACHINES:
            found += suites(design, machine)
    for design in rates_table.LOOKS:
        for machine in rates_table.LOOKED_AT:
            found += suites(design, machine)
    for noise in rates_table.NOISES:
        found += series(noise)
    return {"benchmarks": found}


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


class Tables(unittest.TestCase):
    def test_each_design_and_machine_has_a_row_of_its_rates(self):
        lines = rates_table.tables(measurements()).splitlines()
        self.assertEqual(cells(lines[2]), ["stored", "quiet", "2,000", "0.15 %", "0 %", "99.6 %",
                                           "0.4 %", "100 %"])
        self.assertEqual(cells(lines[11])[:2], ["interleaved", "autocorrelated"])

    def test_each_plan_of_looks_has_a_row_that_says_how_often_it_stopped_early(self):
        lines = rates_table.tables(measurements()).splitlines()
        row = next(cells(line) for line in lines if line.startswith("| 4 and 6"))
        self.assertEqual(row, ["4 and 6", "quiet", "2,000", "0.15 %", "0 %", "99.6 %", "0.4 %",
                               "100 %", "25.0 %, 12.5 %"])

    def test_each_noise_has_a_row_of_its_rates(self):
        lines = rates_table.tables(measurements()).splitlines()
        self.assertEqual(cells(lines[-2]), ["AR(1) 0.3", "12,000", "1.2 %", "50.0 %, 40.0 %",
                                            "60.0 %, 50.0 %", "70.0 %, 60.0 %",
                                            "80.0 %, 70.0 %"])

    def test_nearly_all_are_not_shown_as_all(self):
        document = measurements()
        document["benchmarks"][1]["power"] = 0.9999
        self.assertIn("| 99.99 % |", rates_table.tables(document).splitlines()[2])

    def expect_missing(self, document, reason):
        with self.assertRaisesRegex(rates_table.Missing, reason):
            rates_table.tables(document)

    def test_a_benchmark_that_was_not_measured_is_an_error(self):
        for place in range(len(measurements()["benchmarks"])):
            document = measurements()
            del document["benchmarks"][place]
            self.expect_missing(document, "was not measured")

    def test_a_missing_counter_is_an_error(self):
        document = measurements()
        del document["benchmarks"][1]["power"]
        self.expect_missing(document, "has no power")

    def test_too_few_draws_are_an_error(self):
        document = measurements()
        document["benchmarks"][0]["suites"] = 10.0
        self.expect_missing(document, "drew only 10 suites")

    def test_cells_of_a_row_that_rest_on_unlike_numbers_of_draws_are_an_error(self):
        document = measurements()
        document["benchmarks"][1]["suites"] = 1500.0
        self.expect_missing(document, "drew 1500 suites")


if __name__ == "__main__":
    unittest.main()
