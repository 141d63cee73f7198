// SPDX-License-Identifier: MIT
//
// Which units, types and files a run is about, and where its configuration comes from.
#include <sstream>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

const std::string two_on_a_line =
    "{ long tail;  // layoutcheck: group(producer)\n"
    "  long head;  // layoutcheck: group(consumer)\n};\n";

std::string last_line(const ProgramRun& run) {
  const std::size_t end = run.output.find_last_not_of('\n');
  const std::size_t begin = run.output.rfind('\n', end);
  return run.output.substr(begin + 1, end - begin);
}

/// A database of units that compile by themselves, `NAME.cpp` with the text given.
std::string database(const TemporaryFolder& folder,
                     const std::vector<std::pair<std::string, std::string>>& units) {
  std::string entries;
  for (const auto& [name, text] : units) {
    const std::string file = folder.write(name, text);
    entries += entries.empty() ? "[" : ",\n ";
    entries.append(R"({"directory": ")").append(folder.path()).append(R"(", "file": ")");
    entries.append(file).append(R"(", "command": "g++ -std=c++20 -c )").append(file).append("\"}");
  }
  folder.write("compile_commands.json", entries + "]\n");
  return folder.path();
}

class Repository {
 public:
  Repository() { git("init -q"); }

  const TemporaryFolder& folder() const { return folder_; }
  void commit() const {
    git("add -A");
    git("-c user.name=n -c user.email=e -c commit.gpgsign=false commit -q -m m");
  }
  ProgramRun check(Words options) const {
    Words words = {"check", "-p", folder_.path()};
    words.insert(words.end(), options.begin(), options.end());
    return run_program(words, folder_.path());
  }

  void git(const std::string& arguments) const {
    const std::string command = "git -C " + folder_.path() + " " + arguments;
    REQUIRE(std::system(command.c_str()) == 0);
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("help fits the page", "[layoutcheck][selection]") {
  const std::string command = GENERATE("", "check", "confirm", "diff", "doctor", "dump",
                                       "emit-asserts", "init", "lock", "list-rules", "explain");
  const ProgramRun run = run_program(command.empty() ? Words{"--help"} : Words{command, "--help"});
  CHECK(run.exit_code == 0);
  std::istringstream lines(run.output);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 100);
  }
}

TEST_CASE("output is the same for any number of jobs", "[layoutcheck][selection]") {
  const TemporaryFolder folder;
  std::vector<std::pair<std::string, std::string>> units;
  for (const char name : std::string("hgfedcba")) {
    const std::string type(1, name);
    units.emplace_back(type + ".cpp", "struct " + type + two_on_a_line);
  }
  units.emplace_back("broken.cpp", "struct {");
  const std::string build = database(folder, units);
  const ProgramRun one = run_program({"check", "-p", build, "-j", "1", "--format", "json"});
  const ProgramRun many = run_program({"check", "-p", build, "-j", "8", "--format", "json"});

  CHECK(one.exit_code == 1);
  CHECK(many.output == one.output);
  CHECK(many.errors == one.errors);
}

TEST_CASE("the nearest configuration is used, or the one that is named",
          "[layoutcheck][selection]") {
  const TemporaryFolder folder;
  database(folder, {{"unit.cpp", "struct S { long a, b; };\n"}});
  folder.write(".layoutcheck", "contracts: [{type: S, groups: {x: a, y: b}}]\n");
  folder.write("other.yaml", "line_sizes: [8]\ncontracts: [{type: S, groups: {x: a, y: b}}]\n");
  folder.write("below/nothing", "");

  const ProgramRun near = run_program({"check", "-p", folder.path()}, folder.path("below"));
  CHECK(near.exit_code == 1);
  CHECK(near.output.find("'b' may share a 64-byte line with 'a'") != std::string::npos);
  const ProgramRun named =
      run_program({"check", "-p", ".", "--config", "other.yaml"}, folder.path());
  CHECK(named.exit_code == 0);
  const ProgramRun asked = run_program(
      {"check", "-p", ".", "--config", "other.yaml", "--line-size", "16"}, folder.path());
  CHECK(asked.exit_code == 1);
}

TEST_CASE("a wrong configuration ends the run before anything is read",
          "[layoutcheck][selection]") {
  const TemporaryFolder folder;
  database(folder, {{"unit.cpp", "struct S { long a, b; };\n"}});
  const auto [text, complaint] = GENERATE(table<std::string, std::string>(
      {{"checks: [no-such-rule]",
        "layoutcheck: .layoutcheck:1: there is no rule 'no-such-rule'; see layoutcheck "
        "list-rules\n"},
       {"checks: ['-unbound-directive']",
        "layoutcheck: .layoutcheck:1: 'unbound-directive' cannot be removed: what checks nothing "
        "must not pass\n"},
       {"check: []",
        "layoutcheck: .layoutcheck:1: unknown key 'check'; here stand line_sizes, checks, "
        "contracts\n"}}));
  folder.write(".layoutcheck", text);
  const ProgramRun run = run_program({"check", "-p", "."}, folder.path());
  CHECK(run.exit_code == 2);
  CHECK(run.errors == complaint);
  CHECK(run.output == "");
}

TEST_CASE("rules are switched by the configuration", "[layoutcheck][selection]") {
  const TemporaryFolder folder;
  database(folder, {{"unit.cpp", "struct S { long a, b; };\n"}});
  folder.write(".layoutcheck",
               "checks: ['-isolation']\n"
               "contracts: [{type: S, groups: {x: a, y: b}, max_size: 16}]\n");
  CHECK(run_program({"check", "-p", "."}, folder.path()).exit_code == 0);
}

TEST_CASE("when files are named, the contracts of other files are not missed",
          "[layoutcheck][selection]") {
  const TemporaryFolder folder;
  database(folder, {{"a.cpp", "struct A { long a; };\n"}, {"b.cpp", "struct B { long b; };\n"}});
  folder.write(".layoutcheck", "contracts: [{type: A, max_size: 8}, {type: B, max_size: 8}]\n");

  const ProgramRun one = run_program({"check", "-p", ".", "a.cpp"}, folder.path());
  CHECK(one.exit_code == 0);
  CHECK(one.output.find("not in what was read here: the configured contracts of B\n") !=
        std::string::npos);
  CHECK(run_program({"check", "-p", "."}, folder.path()).exit_code == 0);
  folder.write("compile_commands.json", R"([{"directory": ")" + folder.path() +
                                            R"(", "file": "a.cpp", "command": "c++ a.cpp"}])");
  const ProgramRun without_b = run_program({"check", "-p", "."}, folder.path());
  CHECK(without_b.exit_code == 1);
  CHECK(without_b.output.find("no type that was read is called 'B'") != std::string::npos);
}

TEST_CASE("since a revision, units that read nothing that changed are not judged",
          "[layoutcheck][selection]") {
  const Repository repository;
  const TemporaryFolder& folder = repository.folder();
  folder.write("line.h", "#define LINE 64\n");
  folder.write("old.h", "struct Old " + two_on_a_line);
  database(folder, {{"ring.cpp",
                     "#include \"line.h\"\nstruct Ring {\n"
                     "  alignas(LINE) long tail;  // layoutcheck: group(producer)\n"
                     "  alignas(LINE) long head;  // layoutcheck: group(consumer)\n};\n"},
                    {"unit.cpp", "#include \"old.h\"\nstruct New;\n"}});
  repository.commit();

  const ProgramRun unchanged = repository.check({"--since", "HEAD"});
  CHECK(unchanged.exit_code == 3);
  CHECK(unchanged.errors ==
        "layoutcheck: no unit read a file that changed since HEAD, so nothing was judged\n");
  CHECK(last_line(unchanged).starts_with("checked 0 contracts, 0 types"));

  // No field stands in a file that changed, and yet the layout did.
  folder.write("line.h", "#define LINE 32\n");
  const ProgramRun macro = repository.check({"--since", "HEAD"});
  CHECK(macro.exit_code == 1);
  CHECK(macro.output.find("Ring") != std::string::npos);
  CHECK(macro.output.find("Old") == std::string::npos);
  CHECK(repository.check({}).output.find("Old") != std::string::npos);
}

TEST_CASE("since a revision, everything is judged if what changed says how",
          "[layoutcheck][selection]") {
  const Repository repository;
  const TemporaryFolder& folder = repository.folder();
  database(folder, {{"unit.cpp", "struct Old " + two_on_a_line}});
  repository.commit();
  const auto [file, text] = GENERATE(table<std::string, std::string>(
      {{".layoutcheck", "checks: [budget]\n"}, {"sub/CMakeLists.txt", ""}, {"flags.cmake", ""}}));
  folder.write(file, text);
  CHECK(repository.check({"--since", "HEAD"}).exit_code == 1);
}

TEST_CASE("since a revision, a submodule that changed has changed in every file",
          "[layoutcheck][selection]") {
  const Repository library;
  library.folder().write("part.h", "struct Part { long x; };\n");
  library.commit();
  const Repository repository;
  const TemporaryFolder& folder = repository.folder();
  database(folder, {{"unit.cpp", "#include \"library/part.h\"\n"}});
  repository.git("-c protocol.file.allow=always submodule -q add " + library.folder().path() +
                 " library");
  repository.commit();
  CHECK(repository.check({"--since", "HEAD"}).exit_code == 3);

  folder.write("library/part.h", "struct Part " + two_on_a_line);
  CHECK(repository.check({"--since", "HEAD"}).exit_code == 1);
}

TEST_CASE("a revision that git does not know is an error", "[layoutcheck][selection]") {
  const Repository repository;
  database(repository.folder(), {{"unit.cpp", "struct S {};\n"}});
  repository.commit();
  const std::string revision = GENERATE("nowhere", "--output=made");
  const ProgramRun run = repository.check({"--since=" + revision});
  CHECK(run.exit_code == 2);
  CHECK(run.errors == "layoutcheck: " + revision + ": git knows no such revision; see git log\n");
  const ProgramRun outside =
      run_program({"check", "-p", repository.folder().path(), "--since", "HEAD"}, "/");
  CHECK(outside.exit_code == 2);
}

}  // namespace layoutcheck
