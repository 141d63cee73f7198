// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

const std::string order = "struct Order { long id; long qty; };\n";
const std::string order_grown = "struct Order { long id; int more; long qty; };\n";
const std::string other = "struct Other { int x; };\n";

/// A folder with sources that is the working directory of what it runs.
class Project {
 public:
  explicit Project(const std::string& source) { write(source); }

  void write(const std::string& source, const std::string& file = "order.cpp") const {
    folder_.write(file, source);
  }
  void write_database(const Words& files = {"order.cpp"}) const {
    std::string entries;
    for (const std::string& file : files) {
      entries += (entries.empty() ? "" : ", ") + (R"({"directory": ")" + folder_.path()) +
                 R"(", "file": ")" + file + R"(", "command": "c++ -c )" + file + "\"}";
    }
    folder_.write("compile_commands.json", "[" + entries + "]");
  }
  ProgramRun run(Words words, const Words& source = {"order.cpp", "--"}) const {
    words.insert(words.end(), source.begin(), source.end());
    return run_program(words, folder_.path());
  }
  ProgramRun run_all(Words words) const { return run(std::move(words), {"-p", "."}); }
  ProgramRun run_in(const std::string& folder, const Words& words) const {
    folder_.write(folder + "/.keep", "");
    return run_program(words, folder_.path(folder));
  }
  std::string lock() const { return read_text(folder_.path("layout.lock")); }
  void edit_lock(const std::string& old, const std::string& with) const {
    std::string text = lock();
    REQUIRE(text.find(old) != std::string::npos);
    folder_.write("layout.lock", text.replace(text.find(old), old.size(), with));
  }

 private:
  TemporaryFolder folder_;
};

bool says(const ProgramRun& run, const std::string& words) {
  return run.output.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("what is locked and stays as it is passes", "[layoutcheck][lock]") {
  const Project project(order);

  CHECK(project.run({"check"}).exit_code == 3);
  CHECK(project.run({"lock", "--mode", "exact"}).exit_code == 0);
  const ProgramRun run = project.run({"check"});
  CHECK(run.exit_code == 0);
  CHECK(says(run, "0 not checked; 1 lock of layout.lock: 1 held, 0 broken, 0 not checked\n"));
}

TEST_CASE("what changes against its lock fails, until it is locked anew with a reason",
          "[layoutcheck][lock]") {
  const Project project(order);
  project.run({"lock", "--mode", "exact"});
  project.write(order_grown);

  const ProgramRun run = project.run({"check"});
  CHECK(run.exit_code == 1);
  CHECK(says(run,
             "order.cpp:1:8: error: 'Order::more' is new at 8, line 0; 'Order::qty' moved "
             "from 8 to 16, from line 0 to line 0; size 16 -> 24 [lock]"));

  const ProgramRun refused = project.run({"lock"});
  CHECK(refused.exit_code == 2);
  CHECK(refused.errors ==
        "layoutcheck: layout.lock exists; say why it changes with --reason TEXT\n");
  CHECK(project.run({"lock", "--reason", "more: needed"}).exit_code == 0);
  CHECK(project.lock().find("mode: exact\n        reason: \"more: needed\"\n"
                            "        previous_size: 16\n        size: 24\n") != std::string::npos);
  CHECK(project.run({"check"}).exit_code == 0);
}

TEST_CASE("a mode that was edited by hand holds, and survives", "[layoutcheck][lock]") {
  const Project project(order);
  project.run({"lock"});
  project.edit_lock("mode: members", "mode: no-grow");
  project.write(order_grown);

  CHECK(project.run({"check"}).exit_code == 1);
  project.run({"lock", "--mode", "exact", "--reason", "grew"});
  CHECK(project.lock().find("mode: no-grow") != std::string::npos);
  project.run({"lock", "Order", "--mode", "order", "--reason", "named"});
  CHECK(project.lock().find("mode: order") != std::string::npos);
}

TEST_CASE("a lock of nothing is an error where all units are read, and only there",
          "[layoutcheck][lock]") {
  const Project project(order + other);
  project.write_database();
  project.run_all({"lock"});
  project.write(order);

  const ProgramRun run = project.run_all({"check"});
  CHECK(run.exit_code == 1);
  CHECK(says(run, "layout.lock:15:7: error: the lock of Other says something about nothing"));
  CHECK(says(run, "2 locks of layout.lock: 1 held, 1 broken, 0 not checked"));
  CHECK(project.run({"check"}).exit_code == 0);
  CHECK(says(project.run({"check"}), "; 1 lock of layout.lock: 1 held"));
  CHECK(project.run_all({"check", "Order"}).exit_code == 0);
  CHECK(project.run_all({"check", "Other"}).exit_code == 1);

  const ProgramRun dropped = project.run_all({"lock", "--reason", "it is gone"});
  CHECK(says(dropped, "dropped Other\n"));
  CHECK(project.run_all({"check"}).exit_code == 0);
}

TEST_CASE("a type that nobody may have read is not checked, rather than missing",
          "[layoutcheck][lock]") {
  const Project project(order);
  project.write_database();
  project.run_all({"lock"});
  project.write("struct Order { Unknown x; };\n");

  CHECK(project.run_all({"check"}).exit_code == 3);
  const ProgramRun run = project.run({"check"}, {"order.cpp", "other.cpp", "--"});
  CHECK(run.exit_code == 3);
  CHECK_FALSE(says(run, "says something about nothing"));
}

TEST_CASE("a locked type may be in the one unit that did not parse", "[layoutcheck][lock]") {
  const Project project(order);
  project.write(other, "other.cpp");
  project.write_database({"order.cpp", "other.cpp"});
  project.run_all({"lock"});
  project.write("struct Order { Unknown x; };\n");

  const ProgramRun run = project.run_all({"check"});
  CHECK(run.exit_code == 3);
  CHECK(says(run, "layout.lock:8:7: not checked: the lock of Order was not checked: "));
  CHECK(says(run, "2 locks of layout.lock: 1 held, 0 broken, 1 not checked"));
  CHECK(project.run_all({"lock", "--reason", "x"}).exit_code == 3);
  CHECK(project.lock().find("Order:") != std::string::npos);
}

TEST_CASE("a lock of another target is not checked", "[layoutcheck][lock]") {
  const Project project(order);
  project.run({"lock"});
  project.edit_lock("x86_64-pc-linux-gnu", "sparc-sun-solaris");

  const ProgramRun run = project.run({"check", "*"});
  CHECK(run.exit_code == 3);
  CHECK(says(run,
             "layout.lock:1:1: not checked: the lock was not checked: it holds layouts for "
             "sparc-sun-solaris and this run is for "));
  CHECK(project.run({"lock", "--reason", "port"}).exit_code == 0);
  CHECK(project.run({"check"}).exit_code == 0);
}

TEST_CASE("a lock that is named must be there and be sound", "[layoutcheck][lock]") {
  const Project project(order);

  CHECK(project.run({"check", "--lock", "other.lock"}).exit_code == 2);
  CHECK(project.run({"check", "--lock", "."}).exit_code == 2);
  project.write("{]", "layout.lock");
  const ProgramRun run = project.run({"check"});
  CHECK(run.exit_code == 2);
  CHECK(run.errors.starts_with("layoutcheck: layout.lock:1:"));
  CHECK(project.run({"lock", "--reason", "x"}).exit_code == 2);
  CHECK(project.lock() == "{]");
}

TEST_CASE("a lock of what matches nothing is not written", "[layoutcheck][lock]") {
  const Project project(order);

  const ProgramRun run = project.run({"lock", "NoSuchType"});
  CHECK(run.exit_code == 3);
  CHECK(run.errors == "layoutcheck: no type to lock; layout.lock is what it was\n");
  CHECK(project.lock() == "");
  CHECK(project.run({"lock", "--mode", "loose"}).exit_code == 2);
  CHECK(project.run({"lock", "-o", "nowhere/layout.lock"}).exit_code == 2);
}

TEST_CASE("types of installed headers can be locked", "[layoutcheck][lock]") {
  const Project project("#include <memory>\nstd::unique_ptr<int> p;\n");

  CHECK(project.run({"lock", "std::unique_ptr<int>", "--mode", "exact"}).exit_code == 0);
  const ProgramRun run = project.run({"check"});
  CHECK(run.exit_code == 0);
  CHECK(says(run, "1 lock of layout.lock: 1 held"));
  project.edit_lock("size: 8", "size: 16");
  CHECK(project.run({"check"}).exit_code == 1);
}

TEST_CASE("the lock is the nearest at or above the working directory", "[layoutcheck][lock]") {
  const Project project(order);
  project.run({"lock", "--mode", "exact"});
  project.write(order_grown);

  const ProgramRun run = project.run_in("src/deep", {"check", "../../order.cpp", "--"});
  CHECK(run.exit_code == 1);
  CHECK(says(run, "locked as 'exact' in ../../layout.lock:8"));
  CHECK(says(run, "; 1 lock of ../../layout.lock: 0 held, 1 broken, 0 not checked\n"));
  const Words again = {"lock", "--reason", "grew", "../../order.cpp", "--"};
  CHECK(says(project.run_in("src/deep", again), "wrote ../../layout.lock: 0 new, 1 changed"));
  CHECK(project.run({"check"}).exit_code == 0);
}

TEST_CASE("a broken lock says what the type was before, and why it changed",
          "[layoutcheck][lock]") {
  const Project project(order);
  project.run({"lock", "--mode", "exact"});
  project.write(order_grown);
  project.run({"lock", "--reason", "more: needed"});
  project.write(order);

  CHECK(says(project.run({"check"}),
             "locked as 'exact' in layout.lock:8, before that 16 bytes (more: needed)"));
}

TEST_CASE("an exact lock sees what moves within the elements of an array", "[layoutcheck][lock]") {
  const Project project("struct E { int k; int v; }; struct Table { long n; E e[4]; };\n");
  project.run({"lock", "Table", "--mode", "exact"});
  CHECK(project.run({"check"}).exit_code == 0);
  project.write("struct E { int v; int k; }; struct Table { long n; E e[4]; };\n");

  const ProgramRun run = project.run({"check"});
  CHECK(run.exit_code == 1);
  CHECK(says(run, "'Table::e[].k' moved from 8 to 12, from line 0 to line 0"));
}

TEST_CASE("no-grow counts lines of every size of the run, whatever the lock says",
          "[layoutcheck][lock]") {
  const Project project("struct alignas(64) Order { long a[8]; };\n");
  project.run({"lock", "--mode", "no-grow"});
  project.edit_lock("line_size: 64", "line_size: 4096");
  project.write("struct alignas(8) Order { long a[8]; };\n");

  const ProgramRun run = project.run({"check"});
  CHECK(run.exit_code == 1);
  CHECK(says(run, "Order: align 64 -> 8 can touch 2 lines instead of 1"));
  project.edit_lock("line_size: 4096", "line_size: 1");
  CHECK(project.run({"check"}).errors ==
        "layoutcheck: layout.lock:6:16: 'line_size' must be a power of two from 8 to 4096\n");
}

}  // namespace layoutcheck
