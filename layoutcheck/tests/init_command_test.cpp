// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

const std::string queues = R"(#include <atomic>
namespace net {
template <class T> struct Ring {
  alignas(64) std::atomic<T> tail_;
  T cached_head_;
  alignas(64) std::atomic<T> head_;
};
struct Padded {
  std::atomic<long> a;
  char pad[56];
  std::atomic<long> b;
};
struct Holder { Padded padded; long other; };
struct Plain { std::atomic<long> a, b; };
}
net::Ring<int> x; net::Ring<long> y; net::Holder holder;
)";

}  // namespace

TEST_CASE("init writes what pads and alignments say, and check judges it", "[layoutcheck][init]") {
  const TemporaryFolder folder;
  folder.write("unit.cpp", queues);
  const ProgramRun run = run_program({"init", "unit.cpp", "--", "-std=c++20"}, folder.path());
  CHECK(run.errors == "");
  CHECK(run.exit_code == 0);
  CHECK(run.output ==
        "wrote .layoutcheck with 2 contracts; rename the groups, then run layoutcheck check\n");
  const std::string config = read_text(folder.path(".layoutcheck"));
  CHECK(config.substr(config.find("contracts:")) == R"(contracts:

  # unit.cpp:3: alignas(64)
  - type: 'net::Ring<*>'
    groups:
      'tail':
        - 'tail_'
        - 'cached_head_'
      'head':
        - 'head_'

  # unit.cpp:8: 'pad' (56 bytes)
  - type: 'net::Padded'
    groups:
      'a':
        - 'a'
      'b':
        - 'b'
)");
  const ProgramRun check = run_program({"check", "unit.cpp", "--", "-std=c++20"}, folder.path());
  CHECK(check.exit_code == 0);
  CHECK(check.output.find("0 unknown, 0 not checked") != std::string::npos);

  const ProgramRun again = run_program({"init", "unit.cpp", "--", "-std=c++20"}, folder.path());
  CHECK(again.exit_code == 2);
  CHECK(again.errors.starts_with("layoutcheck: .layoutcheck: is there already"));
  CHECK(read_text(folder.path(".layoutcheck")) == config);
}

TEST_CASE("init writes nothing where nothing is padded", "[layoutcheck][init]") {
  const TemporaryFolder folder;
  folder.write("unit.cpp", "struct S { long a, b; };\n");
  const ProgramRun run = run_program({"init", "unit.cpp", "--"}, folder.path());
  CHECK(run.exit_code == 3);
  CHECK(run.output == "");
  CHECK(run.errors.starts_with("layoutcheck: nothing written: "));
  CHECK(!std::filesystem::exists(folder.path(".layoutcheck")));
}

}  // namespace layoutcheck
