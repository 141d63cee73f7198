#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints a Markdown table of structures from what layoutcheck says about them.

    layoutcheck check --line-size 64 --line-size 128 --format json FILE... -- FLAGS |
        ci/layout_table.py TYPE...

One row for each TYPE, which may leave out namespaces: size, alignment, on which lines each group
of annotated fields lies if the object begins on a line, and the verdict of its contract. Exits 1
if a TYPE is not there, or if layoutcheck could not look at everything.
"""

import json
import sys


class Missing(Exception):
    """The evidence for a cell is not there."""


def find_type(types, name):
    found = [t for t in types if t["name"] == name or t["name"].endswith("::" + name)]
    if len(found) != 1:
        names = ", ".join(t["name"] for t in found) or "none"
        raise Missing(f"{len(found)} types are called {name}: {names}")
    return found[0]


def annotation_names(record):
    return [annotation["name"] for annotation in record["annotations"]]


def group_of(field, isolated_types):
    """The name of the field's group, or None if its declaration says nothing."""
    if "isolated" in annotation_names(field) or field["type"] in isolated_types:
        return "alone"
    for name in ("cold", "read_mostly"):
        if name in annotation_names(field):
            return name.replace("_", "-")
    return field["group"] or " and ".join(field["roles"]) or None


def grouped_fields(record, isolated_types):
    """Each outermost field that belongs to a group, with that group."""
    if "isolated" in annotation_names(record):
        yield "alone", 0, record["size"]
        return
    inside = None
    for field in record["fields"]:
        if inside is not None and field["path"].startswith(inside + "."):
            continue
        group = group_of(field, isolated_types)
        if group is not None:
            inside = field["path"]
            yield group, field["offset_bits"] // 8, -(-field["size_bits"] // 8)


def as_ranges(numbers):
    ranges = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in ranges)


def lines_of_groups(record, line_size, isolated_types):
    groups = {}
    for group, offset, size in grouped_fields(record, isolated_types):
        lines = range(offset // line_size, (offset + max(size, 1) - 1) // line_size + 1)
        groups.setdefault(group, set()).update(lines)
    return "; ".join(f"{group} {as_ranges(lines)}" for group, lines in groups.items()) or "–"


def verdict_of(record, contracts, line_sizes):
    verdicts = {c["line_size"]: c["verdict"] for c in contracts if c["type"] == record["name"]}
    if not verdicts:
        return "no contract"
    if set(verdicts) != set(line_sizes):
        raise Missing(f"{record['name']} was not judged for all of {line_sizes}")
    words = {size: verdict.replace("_", " ").upper() for size, verdict in verdicts.items()}
    if len(set(words.values())) == 1:
        return words[line_sizes[0]]
    return ", ".join(f"{words[size]} for {size}" for size in line_sizes)


def table(layouts, names):
    if layouts["incomplete"]:
        raise Missing(f"layoutcheck did not look at everything: {layouts['coverage']}")
    types = layouts["types"]
    line_sizes = sorted({size for target in layouts["targets"] for size in target["line_sizes"]})
    isolated = {
        name
        for t in types
        if "isolated" in annotation_names(t)
        for name in (t["name"], t["name"].rsplit("::", 1)[-1])
    }
    columns = [f"lines of {size}" for size in line_sizes]
    rows = [["structure", "size", "alignment", *columns, "verdict"]]
    rows.append(["---"] * len(rows[0]))
    for name in names:
        record = find_type(types, name)
        rows.append([
            f"`{name}`",
            f"{record['size']:,}",
            str(record["align"]),
            *(lines_of_groups(record, size, isolated) for size in line_sizes),
            verdict_of(record, layouts["contracts"], line_sizes),
        ])
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(table(json.load(sys.stdin), sys.argv[1:]), end="")
    except (Missing, json.JSONDecodeError) as error:
        print(f"layout_table: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
