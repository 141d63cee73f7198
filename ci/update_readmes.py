#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the commands that the READMEs show, and puts their real output there.

    ```console           a block whose output is the same on every machine
    $ layoutcheck --version
    layoutcheck 0.1.0
    ```

Lines that start with "$ " are run by bash at the top of the tree, with the programs of the build
directory in the PATH; what follows is their output. Blocks marked `console volatile` show
times, hosts or hashes, and are run only with --volatile.

    <!-- generated: COMMAND, on one line or more -->
    | Markdown | that the command prints |
    <!-- end -->

A command of this kind must succeed. `generated volatile:` is for one that takes long, or whose
output depends on the machine; it too is run only with --volatile.

    ci/update_readmes.py              rewrite the blocks
    ci/update_readmes.py --check      exit 1 and show the difference if a block is out of date
    --volatile                        run the volatile blocks as well
    --build DIR                       where the programs are, if not in build/release
"""

import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console( volatile)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
GENERATED = re.compile(
    r"^(<!-- generated( volatile)?: (.*?)\s-->\n).*?^(<!-- end -->)$", re.DOTALL | re.MULTILINE
)


def readmes():
    folders = ("", "[a-z]*/", "[a-z]*/[a-z]*/")
    return [readme for folder in folders for readme in sorted(ROOT.glob(folder + "README.md"))]


def run(command, build, stderr=subprocess.STDOUT):
    programs = [str(build / folder) for folder in ("layoutcheck", "reports", "bench")]
    path = os.pathsep.join([*programs, os.environ["PATH"]])
    result = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )
    if result.returncode == 127:
        sys.exit(f"update_readmes: cannot run '{command}': build the tree first")
    return result


def block_with_real_output(lines, build):
    """The block again, each command followed by what it prints now."""
    commands = [line for line in lines if line.startswith("$ ")]
    texts = []
    for command in commands:
        output = run(command[2:], build).stdout.rstrip("\n")
        texts.append(f"{command}\n{output}\n" if output else f"{command}\n")
    return "".join(texts)


def generated(command, build):
    result = run(command, build, stderr=None)
    if result.returncode != 0 or not result.stdout:
        sys.exit(f"update_readmes: nothing was generated (exit {result.returncode}) by: {command}")
    return result.stdout


def updated(text, volatile, build):
    def replace(match):
        if match[1] and not volatile:
            return match[0]
        block = block_with_real_output(match[2].splitlines(), build)
        return f"```console{match[1] or ''}\n{block}```"

    def replace_generated(match):
        if match[2] and not volatile:
            return match[0]
        return match[1] + generated(" ".join(match[3].split()), build) + match[4]

    return GENERATED.sub(replace_generated, BLOCK.sub(replace, text))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")
    parser.add_argument("--volatile", action="store_true", help="run volatile blocks as well")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    options = parser.parse_args()

    stale = blocks = 0
    for readme in readmes():
        before = readme.read_text()
        blocks += len(BLOCK.findall(before)) + len(GENERATED.findall(before))
        after = updated(before, options.volatile, options.build.resolve())
        if after == before:
            continue
        stale += 1
        name = readme.relative_to(ROOT).as_posix()
        if options.check:
            print(*difflib.unified_diff(before.split("\n"), after.split("\n"), name, lineterm=""),
                  sep="\n")
        else:
            readme.write_text(after)
            print(f"updated {name}")
    if blocks == 0:
        print("update_readmes: no block found; nothing was checked", file=sys.stderr)
        return 3
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
