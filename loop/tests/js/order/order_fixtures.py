#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes and checks the programs of which Node says in which order they print.

  order_fixtures.py generate [--seed N]   replaces the generated programs
  order_fixtures.py record FILE...        writes into programs what Node prints
  order_fixtures.py check                 whether Node prints what the programs say
"""

import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys

from program_generator import ProgramGenerator

FOLDER = pathlib.Path(__file__).resolve().parent
PROGRAMS = FOLDER / "programs"
RUNS = 20
HANDLED_PROGRAMS = 24
UNHANDLED_PROGRAMS = 6
FEWEST_PRINTS = 12
MOST_PRINTS = 60
COLUMNS = 100
PROCESSES = 6


def run_all_in_node(node, paths, stretch=1):
    """What each printed; None if a callback was so late that the order says nothing."""
    command = [node, FOLDER / "run_in_node.js", str(stretch), *paths]
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=300, check=True)
    results = json.loads(done.stdout)
    return [result["prints"] if result["is_orderly"] else None for result in results]


def run_in_node(node, path, stretch=1):
    return run_all_in_node(node, [path], stretch)[0]


def stable_prints(node, path):
    """What Node prints every time, or None."""
    runs = 0
    first = None
    for attempt in range(3 * RUNS):
        prints = run_in_node(node, path)
        if prints is None and (first is not None or attempt < 3):
            continue
        if prints is None or prints != (first or prints):
            return None
        first = prints
        runs += 1
        if runs == RUNS:
            return first
    return None


# --- Files ---


def formatted(value, indent=0, room=COLUMNS):
    """JSON with as much on a line as fits."""
    line = json.dumps(value)
    if len(line) <= room - indent or not isinstance(value, list):
        return line
    head = 0
    while not isinstance(value[head], list):
        head += 1
    opening = "[" + "".join(json.dumps(item) + ", " for item in value[:head])
    separator = ",\n" + " " * (indent + 1)
    items = separator.join(formatted(item, indent + 1, room - 1) for item in value[head:])
    return opening.rstrip() + ("\n" + " " * (indent + 1) if head else "") + items + "]"


def printed_lines(prints):
    """The list of what was printed, filled into lines."""
    lines = [""]
    for item in map(json.dumps, prints):
        if len(lines[-1]) + len(item) + 4 > COLUMNS:
            lines.append("")
        lines[-1] += f" {item},"
    return "[" + "\n ".join(lines).strip().rstrip(",") + "]"


def write(path, fixture):
    entries = [f'"title": {json.dumps(fixture["title"])}']
    entries.append(f'"program":\n{formatted(fixture["program"])}')
    if "prints" in fixture:
        entries.append(f'"prints":\n{printed_lines(fixture["prints"])}')
    path.write_text("{" + ",\n".join(entries) + "}\n", encoding="utf-8")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


# --- Commands ---


def generate(options):
    for old in PROGRAMS.glob("generated_*.json"):
        old.unlink()
    write_generated(options, HANDLED_PROGRAMS, handles_rejections=True)
    write_generated(options, UNHANDLED_PROGRAMS, handles_rejections=False)
    return 0


def write_generated(options, wanted, handles_rejections):
    """Keeps programs that always print the same, and that are what was asked for."""
    seed = options.seed if handles_rejections else options.seed + 1000
    while wanted > 0:
        path = PROGRAMS / f"generated_{seed}.json"
        program = ProgramGenerator(seed, handles_rejections).program()
        title = f"generated from the seed {seed}"
        write(path, {"title": title, "program": program})
        prints = run_in_node(options.node, path)
        if is_wanted(prints, handles_rejections) and stable_prints(options.node, path) == prints:
            write(path, {"title": title, "program": program, "prints": prints})
            wanted -= 1
        else:
            path.unlink()
        seed += 1


def is_wanted(prints, handles_rejections):
    if prints is None or not FEWEST_PRINTS <= len(prints) <= MOST_PRINTS:
        return False
    is_handled = not any(line.startswith("unhandled") for line in prints)
    return is_handled == handles_rejections


def record(options):
    failed = 0
    for path in options.files:
        prints = stable_prints(options.node, path)
        if prints is None:
            print(f"{path}: Node does not always print the same", file=sys.stderr)
            failed = 1
        else:
            write(path, {**read(path), "prints": prints})
    return failed


def differences(node, paths):
    """Of the programs that do not print what their files say; those that are late run again."""
    found = []
    for path, prints in zip(paths, run_all_in_node(node, paths)):
        for stretch in [2, 5, 25]:
            prints = prints or run_in_node(node, path, stretch)
        expected = read(path)["prints"]
        if prints != expected:
            now = prints or "nothing in time"
            found.append(f"{path.name}: the file says\n  {expected}\nand Node says\n  {now}")
    return found


def check(options):
    paths = sorted(PROGRAMS.glob("*.json"))
    parts = [paths[first::PROCESSES] for first in range(PROCESSES)]
    with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
        found = sum(pool.map(lambda part: differences(options.node, part), parts), [])
    print(*found, sep="\n", end="\n" if found else "")
    print(f"checked {len(paths)} programs: {len(found)} print something else in Node")
    return 1 if found or not paths else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--node", default="node", help="the Node to ask")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("generate", help="replaces the generated programs")
    command.add_argument("--seed", type=int, default=1, help="where the seeds begin")
    command.set_defaults(run=generate)
    command = commands.add_parser("record", help="writes into programs what Node prints")
    command.add_argument("files", type=pathlib.Path, nargs="+")
    command.set_defaults(run=record)
    command = commands.add_parser("check", help="whether Node prints what the programs say")
    command.set_defaults(run=check)
    options = parser.parse_args()
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
