#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints Markdown tables of how often verdicts are wrong or blind, as verdict_rates_bench measured.

    VERDICT_RATES_DRAWS=2000 verdict_rates_bench --benchmark_format=json | ci/rates_table.py

One table for comparisons of two runs, by design and machine, one for sessions that may stop early,
and one for change points, by noise. Exits 1 if a cell has no number behind it, if fewer than 1 000
were drawn for it (no alarm among fewer does not say much), or if the cells of a row do not rest on
as many draws as the row says.
"""

import json
import sys

DESIGNS = ("stored", "interleaved")
MACHINES = ("quiet", "drifting", "bursty", "bimodal", "autocorrelated")
LOOKS = {"one_look": "6", "two_looks": "4 and 6"}
LOOKED_AT = ("quiet", "drifting")
NOISES = ("gaussian", "skewed", "spiky", "ar_0.3", "ar_0.6")
STEPS = ("step_3%", "step_5%", "step_7.5%", "step_5%_near_an_end")
LEAST_DRAWS = 1000


class Missing(Exception):
    """The measurement behind a cell is not there."""


class Measured:
    def __init__(self, document):
        self.rows = {row["name"].split("/iterations:")[0]: row for row in document["benchmarks"]}

    def counter(self, name, counter):
        row = self.rows.get(name)
        if row is None:
            raise Missing(f"{name} was not measured")
        if counter not in row:
            raise Missing(f"{name} has no {counter}: {row.get('error_message', 'not counted')}")
        return row[counter]

    def drawn(self, names, counter):
        """How many were drawn for each of these, which must be the same."""
        counts = {name: int(self.counter(name, counter)) for name in names}
        for name, count in counts.items():
            if count < LEAST_DRAWS:
                raise Missing(
                    f"{name} drew only {count} {counter}, at least {LEAST_DRAWS} are needed")
            if count != counts[names[0]]:
                raise Missing(f"{name} drew {count} {counter}, {names[0]} {counts[names[0]]}")
        return f"{counts[names[0]]:,}"

    def percent(self, name, counter):
        percent = 100 * self.counter(name, counter)
        if percent in (0, 100):
            return f"{percent:.0f} %"
        if percent < 1:
            return f"{percent:.2g} %"
        return f"{percent:.1f} %" if percent < 99.9 else f"{min(percent, 99.99):.2f} %"


def markdown(rows):
    rows.insert(1, ["---"] * len(rows[0]))
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def suite_cells(measured, design, machine):
    unchanged = f"{design}/unchanged/{machine}"
    slower = f"{design}/one_7.5%_slower/{machine}"
    return [
        machine,
        measured.drawn([unchanged, slower], "suites"),
        measured.percent(unchanged, "false_alarm_suites"),
        measured.percent(unchanged, "false_alarms"),
        measured.percent(unchanged, "no_change"),
        measured.percent(unchanged, "inconclusive"),
        measured.percent(slower, "power"),
    ]


SUITE_HEADER = ["machine", "suites of each kind", "with a false alarm",
                "benchmarks called different", "NO CHANGE", "INCONCLUSIVE", "+7.5 % found"]


def suites(measured):
    rows = [["launches", *SUITE_HEADER]]
    for design in DESIGNS:
        rows += [[design, *suite_cells(measured, design, machine)] for machine in MACHINES]
    return markdown(rows)


def early_stops(measured):
    rows = [["looks after block", *SUITE_HEADER, "stopped early: unchanged, +7.5 %"]]
    for design, blocks in LOOKS.items():
        for machine in LOOKED_AT:
            stopped = [measured.percent(f"{design}/{suite}/{machine}", "stopped_early")
                       for suite in ("unchanged", "one_7.5%_slower")]
            rows.append([blocks, *suite_cells(measured, design, machine), ", ".join(stopped)])
    return markdown(rows)


def series(measured):
    rows = [["noise", "series of each kind", "with a false change",
             *(f"{size}: seen, placed" for size in ("3 %", "5 %", "7.5 %", "5 % near an end"))]]
    for noise in NOISES:
        unchanged = f"change_points/unchanged/{noise}"
        steps = [f"change_points/{step}/{noise}" for step in STEPS]
        rows.append([
            noise.replace("ar_", "AR(1) "),
            measured.drawn([unchanged, *steps], "series"),
            measured.percent(unchanged, "false_alarm_series"),
            *(f"{measured.percent(step, 'seen')}, {measured.percent(step, 'placed')}"
              for step in steps),
        ])
    return markdown(rows)


def tables(document):
    measured = Measured(document)
    return "\n".join(table(measured) for table in (suites, early_stops, series))


def main():
    try:
        print(tables(json.load(sys.stdin)), end="")
    except (Missing, json.JSONDecodeError) as error:
        print(f"rates_table: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
