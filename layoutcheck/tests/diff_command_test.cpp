// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdlib>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

const std::string small = "struct Order { long id; long qty; };\n";
const std::string large = "struct Order { long id; char more[60]; long qty; };\n";

/// A repository with two revisions; `src/order.h` is what differs.
class Repository {
 public:
  Repository() {
    write("src/unit.cpp", "#include \"order.h\"\n#include \"generated.h\"\n");
    write("build/generated.h", "struct Generated { int x; };\n");
    write(".gitignore", "build\n");
    compile_with("-I../src");
    git("init -q");
    commit(small);
    commit(large);
  }

  void link_database() const {
    const std::string link = links_.path("link");
    std::filesystem::create_directory_symlink(folder_.path(), link);
    write("build/compile_commands.json", R"([{"directory": ")" + link + R"(", "file": ")" + link +
                                             "/src/unit.cpp" + R"(", "command": "c++ -I)" + link +
                                             "/src -I" + link + R"(/build -c src/unit.cpp"}])");
  }
  void compile_with(const std::string& flags) const {
    write("build/compile_commands.json", R"([{"directory": ")" + folder_.path("build") +
                                             R"(", "file": ")" + folder_.path("src/unit.cpp") +
                                             R"(", "command": "c++ )" + flags +
                                             R"( -I. -c ../src/unit.cpp"}])");
  }
  void write(const std::string& file, const std::string& text) const { folder_.write(file, text); }
  void commit(const std::string& header) const {
    write("src/order.h", header);
    git("add -A");
    git("-c user.name=n -c user.email=e -c commit.gpgsign=false commit -q -m commit");
  }
  ProgramRun diff(Words words) const {
    words.insert(words.begin(), "diff");
    return run_program(words, folder_.path());
  }
  ProgramRun run(const Words& words) const { return run_program(words, folder_.path()); }
  std::string git_output(const std::string& words) const {
    git(words + " >" + folder_.path("build/output"));
    return read_text(folder_.path("build/output"));
  }

 private:
  void git(const std::string& words) const {
    REQUIRE(std::system(("git -C " + folder_.path() + " " + words).c_str()) == 0);
  }

  TemporaryFolder folder_;
  TemporaryFolder links_;
};

const std::string grown =
    "grown Order\n"
    "  'more' is new at 8, line 0\n"
    "  'qty' moved from 8 to 72, from line 0 to line 1\n"
    "  size 16 -> 80 needs a second line\n"
    "  holes and tail: 0 bytes -> 4 bytes\n"
    "\n";

}  // namespace

TEST_CASE("two revisions are compared by their layouts, and leave no trace",
          "[layoutcheck][diff]") {
  const Repository repository;
  repository.write("src/order.h", "this is not C++");

  const ProgramRun run = repository.diff({"HEAD~1", "HEAD", "-p", "build"});
  CHECK(run.errors == "");
  CHECK(run.exit_code == 1);
  CHECK(run.output == grown +
                          "compared 2 types for x86_64-pc-linux-gnu: 1 changed, 0 added, 0 "
                          "removed, 1 the same\n");
  CHECK(repository.diff({"HEAD", "HEAD", "-p", "build"}).exit_code == 0);
  CHECK(repository.diff({"HEAD~1", "HEAD", "Generated", "-p", "build"}).exit_code == 0);
  const std::string worktrees = repository.git_output("worktree list");
  CHECK(std::count(worktrees.begin(), worktrees.end(), '\n') == 1);
  CHECK(repository.git_output("status --porcelain") == " M src/order.h\n");
}

TEST_CASE("a database that names the working tree by a link is mapped, too",
          "[layoutcheck][diff]") {
  const Repository repository;
  repository.link_database();

  const ProgramRun run = repository.diff({"HEAD~1", "HEAD", "-p", "build"});
  CHECK(run.exit_code == 1);
  CHECK(run.output.starts_with(grown));
}

TEST_CASE("include paths of each revision are its own, however they are spelled",
          "[layoutcheck][diff]") {
  const Repository repository;
  const std::string once = "#pragma once\n";
  repository.write("src/unit.cpp", "#include \"apart.h\"\n");
  repository.write("include/macros.h", "");
  repository.write("include/apart.h", once + small);
  repository.commit("");
  repository.write("include/apart.h", once + large);
  repository.commit("");
  for (const char* file : {"include/apart.h", "include/macros.h"}) {
    repository.write(file, "#error this is the working tree\n");
  }

  for (const char* flags :
       {"-I./../include", "-I../include", "-I ../include", "-I ./../include",
        "--include-directory=./../include", "--include-directory ../include", "-isystem ../include",
        "-isystem./../include", "-iquote ../include", "-idirafter ../include",
        "-include ./../include/apart.h -I../include", "-imacros ../include/macros.h -I../include",
        "--sysroot=../include -I=/.", "-isysroot ../include -I=/."}) {
    repository.compile_with(flags);
    const ProgramRun run = repository.diff({"HEAD~1", "HEAD", "Order", "-p", "build"});
    CAPTURE(flags, run.output, run.errors);
    CHECK(run.output.starts_with("grown Order\n"));
    CHECK(run.exit_code == 1);
  }
}

TEST_CASE("each revision is judged by the configuration that it has", "[layoutcheck][diff]") {
  const Repository repository;
  repository.write(".layoutcheck", "line_sizes: [32]\n");
  repository.commit(large);
  repository.write(".layoutcheck", "line_sizes: [16]\n");

  const auto line_size = [&](const std::string& before, const std::string& after) {
    const ProgramRun run = repository.diff({before, after, "-p", "build", "--format", "json"});
    const std::size_t at = run.output.find("\"line_size\": ");
    REQUIRE(at != std::string::npos);
    return std::stoi(run.output.substr(at + 13));
  };
  CHECK(line_size("HEAD~2", "HEAD") == 32);
  CHECK(line_size("HEAD", "HEAD~2") == 64);
}

TEST_CASE("diff says that its gaps come before its differences", "[layoutcheck][diff]") {
  CHECK(run_program({"diff", "--help"}).output.find("Exit code 3 if a unit could not be read") !=
        std::string::npos);
}

TEST_CASE("two revisions are compared with flags of the command line", "[layoutcheck][diff]") {
  const Repository repository;

  const ProgramRun run = repository.diff({"HEAD~1", "HEAD", "src/order.h", "--", "-Isrc"});
  CHECK(run.exit_code == 1);
  CHECK(run.output.starts_with(grown));
}

TEST_CASE("a unit that does not parse on either side is exit code 3", "[layoutcheck][diff]") {
  const Repository repository;
  repository.commit("struct Order { Unknown x; };\n");

  const ProgramRun run = repository.diff({"HEAD~1", "HEAD", "-p", "build"});
  CHECK(run.exit_code == 3);
  CHECK(run.output.find("not read: HEAD: src/unit.cpp: src/order.h:1:16: unknown type name "
                        "'Unknown'\n") != std::string::npos);
}

TEST_CASE("a unit that came later is no gap", "[layoutcheck][diff]") {
  const Repository repository;
  repository.write("src/late.cpp", "struct Late { int x; };\n");
  repository.commit(large);

  const ProgramRun run = repository.diff({"HEAD~1", "HEAD", "src/late.cpp", "--"});
  CHECK(run.exit_code == 1);
  CHECK(
      run.output.starts_with("added Late: 4 bytes, align 4\n\n"
                             "note: HEAD~1: has no src/late.cpp\n"));
}

TEST_CASE("two dumps and two locks are compared", "[layoutcheck][diff]") {
  const Repository repository;
  const auto keep = [&](const std::string& name) {
    repository.run({"dump", "src/order.h", "--format", "json=" + name + ".json", "--"});
    repository.run({"lock", "src/order.h", "-o", name + ".lock", "--"});
  };
  keep("large");
  repository.write("src/order.h", small);
  keep("small");

  CHECK(repository.diff({"small.json", "large.json"}).output.starts_with(grown));
  CHECK(repository.diff({"small.lock", "large.lock"}).output.starts_with(grown));
  CHECK(repository.diff({"small.lock", "large.lock"}).exit_code == 1);
  CHECK(repository.diff({"small.json", "small.json"}).exit_code == 0);
  CHECK(repository.diff({"small.json", "large.json", "NoSuchType"}).exit_code == 3);

  const ProgramRun mixed = repository.diff({"small.json", "large.lock"});
  CHECK(mixed.exit_code == 2);
  CHECK(mixed.errors.find("are of two kinds; name two JSON files") != std::string::npos);
  CHECK(repository.diff({"small.json", "HEAD"}).exit_code == 2);
  CHECK(repository.diff({"small.json", "large.json", "-p", "build"}).exit_code == 2);
}

TEST_CASE("types of installed headers are compared", "[layoutcheck][diff]") {
  const Repository repository;
  const auto keep = [&](const std::string& name, const std::string& flag) {
    repository.write("q.cpp",
                     "#include <boost/lockfree/spsc_queue.hpp>\n"
                     "boost::lockfree::spsc_queue<int, boost::lockfree::capacity<SLOTS>> q;\n");
    repository.run({"dump", "ringbuffer_base", "compile_time_sized_ringbuffer", "q.cpp", "--format",
                    "json=" + name, "--", "-std=c++20", flag});
  };
  keep("small.json", "-DSLOTS=8");
  keep("large.json", "-DSLOTS=1024");

  const ProgramRun run = repository.diff({"small.json", "large.json"});
  CHECK(run.exit_code == 1);
  CHECK(run.output.find("compared 3 types") != std::string::npos);
  CHECK(run.output.find("1 added, 1 removed, 1 the same") != std::string::npos);
}

TEST_CASE("what diff cannot find is an error that says what to do", "[layoutcheck][diff]") {
  const Repository repository;

  const ProgramRun unknown = repository.diff({"HEAD", "no-such-revision", "-p", "build"});
  CHECK(unknown.exit_code == 2);
  CHECK(unknown.errors ==
        "layoutcheck: no-such-revision: neither a file nor a revision that git "
        "knows; name two of either\n");
  CHECK(repository.diff({"HEAD", "HEAD"}).exit_code == 2);
  CHECK(repository.diff({"HEAD"}).exit_code == 2);
  CHECK(repository.diff({"HEAD", "HEAD", "-p", "build", "--format", "sarif"}).exit_code == 2);
  repository.write("bad.json", "{\"tool\": ");
  CHECK(repository.diff({"bad.json", "bad.json"})
            .errors.starts_with("layoutcheck: bad.json: not JSON, or cut off"));
}

}  // namespace layoutcheck
