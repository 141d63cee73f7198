#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Installs layoutcheck, moves the tree, and uses it from somebody else's project.

stranger_test.py BUILD_DIR CXX_COMPILER GENERATOR, in the top folder of the sources.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

BUILD, COMPILER, GENERATOR = sys.argv[1:4]
STRANGER = pathlib.Path("layoutcheck/tests/stranger").resolve()
HEADER = "include/queue/ring.h"
WORKFLOW = pathlib.Path("layoutcheck/examples/github_workflow.yml").resolve()
PIPELINE = pathlib.Path("layoutcheck/examples/gitlab_ci.yml").resolve()
HOOKS = pathlib.Path(".pre-commit-hooks.yaml").resolve()


def run(*command, **options):
    """The exit code, and all that was printed."""
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    return result.returncode, result.stdout


class Stranger(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="layoutcheck.")
        top = pathlib.Path(cls.folder.name).resolve()
        installed, cls.prefix = top / "installed", top / "moved"
        install = ("cmake", "--install", BUILD, "--component", "layoutcheck", "--prefix")
        subprocess.run([*install, installed], check=True, stdout=subprocess.DEVNULL)
        installed.rename(cls.prefix)
        cls.program = cls.prefix / "bin" / "layoutcheck"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.project = pathlib.Path(self.folder.name) / self._testMethodName
        shutil.copytree(STRANGER, self.project)
        self.build = self.project / "build"

    def configure(self, *options):
        return run(
            *("cmake", "-S", self.project, "-B", self.build, "-G", GENERATOR),
            *(f"-DCMAKE_CXX_COMPILER={COMPILER}", f"-DCMAKE_PREFIX_PATH={self.prefix}"),
            *options,
        )

    def make(self, *options):
        return run("cmake", "--build", self.build, *options)

    def change_header(self, old, new):
        header = self.project / HEADER
        text = header.read_text()
        self.assertIn(old, text)
        header.write_text(text.replace(old, new))

    def assert_runs(self, result):
        self.assertEqual(result[0], 0, result[1])

    def test_a_clean_check_passes_and_a_violation_fails(self):
        self.assert_runs(self.configure())
        self.assert_runs(run("ctest", "-R", "ring_layout|sources_layout", cwd=self.build))
        code, output = run("ctest", "-L", "layout", "--output-on-failure", cwd=self.build)
        self.assertNotEqual(code, 0)
        self.assertIn("torn_layout (Failed)", output)
        self.assertIn("torn.cpp:7:", output)
        self.assertIn("'popped' may share a 64-byte line with 'pushed'", output)
        self.assertIn("1 tests failed out of 3", output)

    def test_a_check_that_loses_its_contracts_is_not_passed(self):
        self.change_header("#define LAYOUT_GROUP(name)", "")
        self.change_header('#include "layoutcheck/annotations.h"',
                           "#define LAYOUT_GROUP(name)\n#define LAYOUT_ISOLATED")
        self.assert_runs(self.configure())
        self.assertNotEqual(run("ctest", "-R", "ring_layout", cwd=self.build)[0], 0)

    def test_a_changed_field_breaks_the_build_with_and_without_layoutcheck(self):
        self.assertIn("would assert no layout", self.configure()[1])
        code, output = self.make("--target", "ring")
        self.assertNotEqual(code, 0)
        self.assertIn("Build the target ring_emit_asserts to write it", output)
        self.assert_runs(self.make("--target", "ring_emit_asserts"))
        file = self.project / "ring_layout_asserts.cpp"
        written = file.read_text()
        self.assertIn('#include "queue/ring.h"', written)
        self.assertIn("field cached_tail_ must lie at byte 136", written)
        without = ("-DCMAKE_DISABLE_FIND_PACKAGE_layoutcheck=ON", f"-B{self.project}/without")
        self.assert_runs(self.configure())
        self.assert_runs(self.make())
        self.assert_runs(self.configure(*without))
        self.assert_runs(run("cmake", "--build", self.project / "without"))

        self.change_header("std::size_t cached_tail_ = 0;", "int more_ = 0, cached_tail_ = 0;")
        for folder in (self.build, self.project / "without"):
            code, output = run("cmake", "--build", folder)
            self.assertNotEqual(code, 0)
            self.assertIn("field cached_tail_ must lie at byte 136", output)

        self.assert_runs(self.make("--target", "ring_emit_asserts"))
        self.assertIn("field cached_tail_ must lie at byte 140", file.read_text())
        self.assert_runs(self.make())

    def run_as_ci_does(self, line):
        path = f"{self.prefix}/bin:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "CMAKE_PREFIX_PATH": str(self.prefix)}
        environment |= {"CXX": COMPILER, "CMAKE_GENERATOR": GENERATOR}
        return run("bash", "-ec", line, cwd=self.project, env=environment)

    def repair(self):
        source = self.project / "torn.cpp"
        fixed = "LAYOUT_GROUP(consumer) alignas(64)"
        source.write_text(source.read_text().replace("LAYOUT_GROUP(consumer)", fixed))

    def check_ci_lines(self, lines, report):
        configure, check = lines
        self.assert_runs(self.run_as_ci_does(configure))
        code, output = self.run_as_ci_does(check)
        self.assertEqual(code, 1, output)
        self.assertIn("torn.cpp:7:", output)
        self.assertIn("torn.cpp", (self.project / report).read_text())
        self.repair()
        self.assert_runs(self.run_as_ci_does(check))

    def test_the_lines_of_the_github_workflow_run(self):
        workflow = yaml.safe_load(WORKFLOW.read_text())
        steps = workflow["jobs"]["layout"]["steps"]
        report = steps[-1]["with"]["sarif_file"]
        self.check_ci_lines([step["run"] for step in steps if "run" in step], report)

    def test_the_lines_of_the_gitlab_pipeline_run(self):
        job = yaml.safe_load(PIPELINE.read_text())["layout"]
        self.check_ci_lines(job["script"], job["artifacts"]["reports"]["junit"])

    def test_the_pre_commit_hook_runs(self):
        (hook,) = yaml.safe_load(HOOKS.read_text())
        self.assertFalse(hook["pass_filenames"])
        self.assert_runs(self.configure("-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"))
        self.assertEqual(self.run_as_ci_does(hook["entry"])[0], 1)
        self.repair()
        self.assert_runs(self.run_as_ci_does(hook["entry"]))

    def assert_refused(self, call, message):
        lists = self.project / "CMakeLists.txt"
        lists.write_text((STRANGER / "CMakeLists.txt").read_text() + call + "\n")
        code, output = self.configure()
        self.assertNotEqual(code, 0, call)
        self.assertIn(message, " ".join(output.split()))

    def test_the_functions_refuse_what_they_do_not_understand(self):
        check = "layoutcheck_add_check"
        refused = f"{check}: what is FAILON?"
        self.assert_refused(f"{check}(FAILON NAME x TARGETS ring)", refused)
        self.assert_refused(f"{check}(NAME x TARGETS ring FAILON error)", refused)
        self.assert_refused(f"{check}(NAME x SOURCES ring.cpp FAILON error)", refused)
        self.assert_refused(f"{check}(NAME x TARGETS ring LINE_SIZES 64 FAILON error)", refused)
        self.assert_refused(f"{check}(NAME x TARGETS ring FORMATS text FAILON error)", refused)
        self.assert_refused(f"{check}(NAME x TARGETS ring FAIL_ON)", "no value after FAIL_ON")
        self.assert_refused(f"{check}(NAME x)", "needs NAME, and TARGETS or SOURCES")
        self.assert_refused("layoutcheck_emit_asserts(rings)",
                            "layoutcheck_emit_asserts: what is rings? It is no target")

    def test_a_check_takes_a_lock_and_a_baseline(self):
        lists = self.project / "CMakeLists.txt"
        lists.write_text(lists.read_text() +
                         "layoutcheck_add_check(NAME held TARGETS torn TYPES Torn LOCK my.lock"
                         " BASELINE old.json)\n")
        self.assert_runs(self.configure())
        command = ("-p", self.build, "torn.cpp")
        self.assert_runs(run(self.program, "lock", "Torn", "-o", "my.lock", *command,
                             cwd=self.project))
        self.assertEqual(run(self.program, "check", "--format", "json=old.json", *command,
                             cwd=self.project)[0], 1)
        self.assert_runs(run("ctest", "-R", "held", "--output-on-failure", cwd=self.build))

        source = self.project / "torn.cpp"
        source.write_text(source.read_text().replace("struct Torn {", "struct Torn { long more;"))
        code, output = run("ctest", "-R", "held", "--output-on-failure", cwd=self.build)
        self.assertNotEqual(code, 0)
        self.assertIn("my.lock", output)

    def test_a_wrong_folder_of_clangs_headers_is_named(self):
        environment = {**os.environ, "LAYOUTCHECK_RESOURCE_DIR": "/nowhere"}
        check = (self.program, "check", self.project / "torn.cpp", "--", "-I", HEADER)
        code, output = run(*check, env=environment)
        self.assertEqual(code, 2)
        self.assertIn("LAYOUTCHECK_RESOURCE_DIR=/nowhere: no include/stddef.h in it", output)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
