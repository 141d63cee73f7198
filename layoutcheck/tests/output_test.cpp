// SPDX-License-Identifier: MIT
#include "layoutcheck/tests/program_run.h"

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

/// A folder with a unit, whose dump is written to a file there.
class Outputs {
 public:
  ProgramRun dump_to(const std::string& file) const {
    return run_program({"dump", unit_, "--format", "json=" + file, "--"}, folder_.path());
  }
  std::string path(const std::string& name) const { return folder_.path(name); }
  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

 private:
  TemporaryFolder folder_;
  std::string unit_ = folder_.write("unit.cpp", "struct S { int x; };\n");
};

bool is_document(const std::string& text) {
  return text.starts_with("{\n") && text.ends_with("}\n");
}

}  // namespace

TEST_CASE("a link stays a link, and what it names is replaced", "[layoutcheck][output]") {
  const Outputs outputs;
  outputs.write("real.json", "old");
  std::filesystem::create_symlink("real.json", outputs.path("link.json"));
  std::filesystem::create_symlink("new.json", outputs.path("dangling.json"));

  CHECK(outputs.dump_to("link.json").exit_code == 0);
  CHECK(std::filesystem::is_symlink(outputs.path("link.json")));
  CHECK(is_document(read_text(outputs.path("real.json"))));
  CHECK(outputs.dump_to("dangling.json").exit_code == 0);
  CHECK(std::filesystem::is_symlink(outputs.path("dangling.json")));
  CHECK(is_document(read_text(outputs.path("new.json"))));
}

TEST_CASE("a pipe and the standard output are written to", "[layoutcheck][output]") {
  const Outputs outputs;
  const std::string pipe = outputs.path("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  // Open for both, nobody waits for the other; what is written fits the pipe.
  const int reader = open(pipe.c_str(), O_RDWR | O_NONBLOCK);
  CHECK(outputs.dump_to("pipe").exit_code == 0);
  CHECK(std::filesystem::is_fifo(pipe));
  std::string received(4096, ' ');
  received.resize(static_cast<std::size_t>(
      std::max<ssize_t>(0, read(reader, received.data(), received.size()))));
  close(reader);
  CHECK(is_document(received));

  // As /dev/stdout is one; a program that replaced that would damage the machine.
  std::filesystem::create_symlink("/proc/self/fd/1", outputs.path("stdout"));
  CHECK(is_document(outputs.dump_to("stdout").output));
  CHECK(std::filesystem::is_symlink(outputs.path("stdout")));
}

TEST_CASE("what cannot be written is an error that says so", "[layoutcheck][output]") {
  const Outputs outputs;
  const ProgramRun run = outputs.dump_to(".");

  CHECK(run.exit_code == 2);
  CHECK(run.errors ==
        "layoutcheck: .: cannot write it; name a file in a folder that exists and is yours\n");
}

}  // namespace layoutcheck
