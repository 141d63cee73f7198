#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails if the tree drifts from its architecture.

The tables below are the architecture: who may include whom, which outside headers belong to
which folder, and the few limits of style that a machine can check. To allow a new arrow, change
a table in a commit that says why.
"""

import pathlib
import re
import sys

# A folder may include itself and what stands here. Folders that are not named may not exist.
MAY_INCLUDE = {
    "loop": ["loop/pollers", "layoutcheck/annotations.h"],
    "loop/pollers": ["loop/interleaving.h", "layoutcheck/annotations.h"],
    "loop/js": ["loop", "loop/pollers/line_size.h", "layoutcheck/annotations.h"],
    "loop/tests": ["loop", "loop/pollers", "loop/js", "loop/tests/support"],
    "loop/tests/js/order": ["loop", "loop/js", "loop/tests/support"],
    "loop/tests/support": ["loop", "loop/pollers"],
    "loop/tests/fuzz": ["loop/tests/support", "loop/tests/js/promise_program.h"],
    "loop/tests/js": ["loop", "loop/js", "loop/tests/support"],
    "loop/tests/simulation": ["loop", "loop/pollers"],
    "loop/examples": ["loop", "loop/js"],
    "layoutcheck": [
        "layoutcheck/model",
        "layoutcheck/extract",
        "layoutcheck/asserts",
        "layoutcheck/confirm",
        "layoutcheck/contracts",
        "layoutcheck/config",
        "layoutcheck/process",
        "layoutcheck/ingest",
        "layoutcheck/lock",
        "layoutcheck/rules",
        "layoutcheck/render",
    ],
    "layoutcheck/model": [],
    "layoutcheck/extract": ["layoutcheck/model", "layoutcheck/error.h"],
    "layoutcheck/process": ["layoutcheck/error.h", "layoutcheck/files.h"],
    "layoutcheck/asserts": ["layoutcheck/model", "layoutcheck/extract", "layoutcheck/error.h"],
    "layoutcheck/confirm": [
        "layoutcheck/model",
        "layoutcheck/extract",
        "layoutcheck/asserts",
        "layoutcheck/process",
        "layoutcheck/error.h",
    ],
    "layoutcheck/isolation": ["layoutcheck/model"],
    "layoutcheck/contracts": ["layoutcheck/model"],
    "layoutcheck/config": [
        "layoutcheck/contracts",
        "layoutcheck/model",
        "layoutcheck/ingest/yaml_document.h",
        "layoutcheck/error.h",
        "layoutcheck/files.h",
    ],
    "layoutcheck/ingest": ["layoutcheck/model", "layoutcheck/error.h"],
    "layoutcheck/lock": [
        "layoutcheck/model",
        "layoutcheck/ingest/yaml_document.h",
        "layoutcheck/error.h",
    ],
    "layoutcheck/rules": [
        "layoutcheck/model",
        "layoutcheck/contracts",
        "layoutcheck/isolation",
        "layoutcheck/lock",
    ],
    "layoutcheck/render": ["layoutcheck/model", "layoutcheck/contracts", "layoutcheck/rules"],
    "layoutcheck/tests": [
        "layoutcheck",
        "layoutcheck/model",
        "layoutcheck/extract",
        "layoutcheck/asserts",
        "layoutcheck/confirm",
        "layoutcheck/isolation",
        "layoutcheck/contracts",
        "layoutcheck/config",
        "layoutcheck/process",
        "layoutcheck/ingest",
        "layoutcheck/lock",
        "layoutcheck/rules",
        "layoutcheck/render",
        "layoutcheck/tests/inputs",
    ],
    "layoutcheck/tests/dwarf": [
        "layoutcheck/extract",
        "layoutcheck/confirm",
        "layoutcheck/render",
    ],
    "layoutcheck/tests/inputs": ["layoutcheck/annotations.h"],
    "layoutcheck/tests/fuzz": [
        "layoutcheck/model",
        "layoutcheck/config",
        "layoutcheck/ingest",
        "layoutcheck/lock",
        "layoutcheck/error.h",
    ],
    "layoutcheck/tests/stranger": [],
    "layoutcheck/tests/stranger/include/queue": ["layoutcheck/annotations.h"],
    "reports": [
        "reports/model",
        "reports/files",
        "reports/ingest",
        "reports/stats",
        "reports/verdict",
        "reports/evidence",
        "reports/measure",
        "reports/sanity",
        "reports/render",
    ],
    "reports/model": [],
    "reports/files": ["reports/model"],
    "reports/ingest": ["reports/model", "reports/files", "reports/stats/median.h"],
    "reports/stats": ["reports/model"],
    "reports/verdict": ["reports/model", "reports/stats"],
    "reports/evidence": ["reports/model", "reports/files", "reports/ingest"],
    "reports/measure": [
        "reports/model",
        "reports/files",
        "reports/ingest",
        "reports/evidence/process_runner.h",
        "reports/evidence/program_file.h",
        "reports/evidence/sha256.h",
        "reports/render/escape.h",
    ],
    "reports/sanity": [
        "reports/model",
        "reports/files",
        "reports/ingest",
        "reports/evidence",
    ],
    "reports/render": ["reports/model"],
    "reports/tests": [
        "reports",
        "reports/model",
        "reports/files",
        "reports/ingest",
        "reports/stats",
        "reports/verdict",
        "reports/evidence",
        "reports/measure",
        "reports/sanity",
        "reports/render",
        "reports/tests/support",
    ],
    "reports/tests/support": [
        "reports/model",
        "reports/files",
        "reports/evidence",
        "reports/measure",
        "reports/sanity",
    ],
    # The rates of wrong verdicts are measured on the verdict itself, thousands of suites a second.
    "bench": [
        "loop",
        "loop/js",
        "bench/peers",
        "reports/model",
        "reports/stats",
        "reports/verdict",
    ],
    "bench/peers": [],
    "ci": [],
}

# Outside headers that only some folders may know.
ONLY_IN = {
    "clang/": ["layoutcheck/extract"],
    "llvm/": ["layoutcheck/extract", "layoutcheck/confirm"],
    "sys/epoll.h": ["loop/pollers"],
    "sys/eventfd.h": ["loop/pollers"],
    "sys/event.h": ["loop/pollers"],
    "nlohmann/": [
        "layoutcheck/ingest",
        "layoutcheck/render",
        "layoutcheck/tests",
        "loop/tests/js/order",
        "reports/evidence",
        "reports/ingest",
        "reports/measure",
        "reports/render",
        "reports/tests",
        "reports/tests/support",
    ],
    "pugixml.hpp": ["layoutcheck/render", "layoutcheck/tests", "reports/ingest", "reports/render"],
    "yaml-cpp/": ["layoutcheck/config", "layoutcheck/ingest", "layoutcheck/lock", "reports/ingest"],
    "boost/math/": ["reports/stats", "reports/tests"],
    "kainjow/": ["reports/render"],
    "openssl/": ["reports/evidence"],
    "benchmark/": ["bench", "bench/peers"],
    "catch2/": [
        "loop/tests",
        "loop/tests/js",
        "loop/tests/js/order",
        "loop/tests/simulation",
        "loop/tests/support",
        "layoutcheck/tests",
        "reports/tests",
        "ci",
    ],
}

LINE_LIMIT_COLUMNS = 100
FILE_LIMIT_LINES = 400
BANNED_WORDS_IN_NAMES = ["util", "helper", "manager", "impl", "misc", "common"]
SOURCE_SUFFIXES = {".h", ".hpp", ".c", ".cpp", ".ts", ".py", ".cmake"}
# Inputs of tests show what other people write; they keep the line limit and nothing else.
INPUT_FOLDER = re.compile(r"/tests/(inputs|golden)(/|$)")

INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^">]+)[">]')
COMPONENTS = {folder.split("/")[0] for folder in MAY_INCLUDE}


def may_include(folder, path):
    """Whether a file of `folder` may include `path`, which is written from the top of the tree."""
    origin = path.rsplit("/", 1)[0]
    return origin == folder or origin in MAY_INCLUDE[folder] or path in MAY_INCLUDE[folder]


def check_includes(name, folder, lines):
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        path = match[1]
        if path.split("/")[0] in COMPONENTS and "/" in path and not may_include(folder, path):
            yield f"{name}:{number}: {folder} must not include {path}"
        for prefix, homes in ONLY_IN.items():
            if path.startswith(prefix) and folder not in homes:
                yield f"{name}:{number}: only {', '.join(homes)} may include {prefix}"


def check_file(root, path):
    name = path.relative_to(root).as_posix()
    folder = path.parent.relative_to(root).as_posix()
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LIMIT_COLUMNS:
            yield f"{name}:{number}: {len(line)} columns, at most {LINE_LIMIT_COLUMNS}"
    if INPUT_FOLDER.search(f"/{folder}"):
        return
    if folder not in MAY_INCLUDE and folder != ".":
        yield f"{name}: the folder {folder} is not in the table of ci/check_structure.py"
        return
    if len(lines) > FILE_LIMIT_LINES:
        yield f"{name}: {len(lines)} lines, at most {FILE_LIMIT_LINES}"
    if not any("SPDX-License-Identifier: MIT" in line for line in lines[:3]):
        yield f"{name}:1: no 'SPDX-License-Identifier: MIT' in the first three lines"
    for word in BANNED_WORDS_IN_NAMES:
        if word in path.stem.split("_"):
            yield f"{name}: the name says '{word}'; name what it holds or does"
    yield from check_includes(name, folder, lines)


def check_listed(root, path):
    """A source that no CMakeLists.txt of its component names is dead or forgotten."""
    component = root / path.relative_to(root).parts[0]
    lists = "".join(file.read_text() for file in component.rglob("CMakeLists.txt"))
    if path.suffix == ".cpp" and path.stem.removesuffix("_bench") not in lists:
        yield f"{path.relative_to(root).as_posix()}: no CMakeLists.txt of its component names it"


def sources(root):
    for component in sorted(COMPONENTS):
        for path in sorted((root / component).rglob("*")):
            if path.is_file() and path.suffix in SOURCE_SUFFIXES:
                yield path


def check(root):
    found = []
    for path in sources(root):
        found += check_file(root, path)
        if not INPUT_FOLDER.search(f"/{path.parent.relative_to(root).as_posix()}"):
            found += check_listed(root, path)
    return found


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    if not (root / "loop").is_dir():
        print(f"{root}: not the top of this tree; run from there or name it", file=sys.stderr)
        return 2
    found = check(root)
    print(*found, sep="\n", end="\n" if found else "")
    checked = sum(1 for _ in sources(root))
    print(f"checked {checked} files: {len(found)} violations")
    return 1 if found else 0 if checked else 3


if __name__ == "__main__":
    sys.exit(main())
