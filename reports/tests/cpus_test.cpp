// SPDX-License-Identifier: MIT
#include "reports/measure/cpus.h"

#include <catch2/catch.hpp>

#include "reports/model/error.h"

namespace reports {
namespace {

using Catch::Contains;
using Cpus = std::vector<int>;

struct FakeCpuAffinity : CpuAffinity {
  Cpus cpus = {0, 1, 2, 3};
  bool refuses = false;
  Cpus restricted_to;

  Cpus allowed() override { return cpus; }
  bool restrict_to(const Cpus& wanted) override {
    if (!refuses) restricted_to = wanted;
    return !refuses;
  }
};

}  // namespace

TEST_CASE("benchmarks of one thread are pinned to the last CPU", "[reports][measure]") {
  FakeCpuAffinity machine;

  const Pinning pinning = pin("", {"BM_a/8", "BM_b/min_time:0.100"}, machine);

  CHECK(pinning.cpus == Cpus{3});
  CHECK(machine.restricted_to == Cpus{3});
  CHECK(pinning.text ==
        "pinned to CPU 3 (--cpus all for benchmarks that start threads of their own)");
}

TEST_CASE("benchmarks with threads or a clock of their own are not pinned", "[reports][measure]") {
  const std::string name =
      GENERATE("BM/threads:2", "BM/8/real_time", "BM/manual_time", "BM/process_time/threads:4");
  FakeCpuAffinity machine;

  const Pinning pinning = pin("", {"BM_a/8", name}, machine);

  CHECK(pinning.cpus.empty());
  CHECK(machine.restricted_to.empty());
  CHECK_THAT(pinning.text, Contains("on any CPU") && Contains("threads"));
}

TEST_CASE("a machine with one CPU, or none that it tells of, leaves nothing to choose",
          "[reports][measure]") {
  FakeCpuAffinity machine;
  machine.cpus = GENERATE(Cpus{}, Cpus{5});

  CHECK(pin("", {"BM_a"}, machine).cpus.empty());
  CHECK(machine.restricted_to.empty());
}

TEST_CASE("the option --cpus takes lists and ranges, whatever the benchmarks are",
          "[reports][measure]") {
  const auto [wanted, cpus] = GENERATE(table<const char*, Cpus>(
      {{"2", {2}}, {"2,3", {2, 3}}, {"0-2", {0, 1, 2}}, {"3,0-1,1", {0, 1, 3}}}));
  FakeCpuAffinity machine;

  CHECK(pin(wanted, {"BM_a/threads:2"}, machine).cpus == cpus);
  CHECK(machine.restricted_to == cpus);
}

TEST_CASE("the option --cpus all pins nothing", "[reports][measure]") {
  FakeCpuAffinity machine;

  CHECK(pin("all", {"BM_a"}, machine).cpus.empty());
  CHECK(machine.restricted_to.empty());
}

TEST_CASE("a list of CPUs that cannot be read is refused", "[reports][measure]") {
  const std::string wanted =
      GENERATE("x", "1,", ",1", "1-", "-1", "3-1", "1 2", "1,,2", "99999999999", "0-99999");
  FakeCpuAffinity machine;

  CHECK_THROWS_WITH(pin(wanted, {"BM_a"}, machine), Contains("--cpus " + wanted));
  CHECK(machine.restricted_to.empty());
}

TEST_CASE("a CPU that this process may not use is refused", "[reports][measure]") {
  FakeCpuAffinity machine;

  CHECK_THROWS_WITH(pin("3-4", {"BM_a"}, machine),
                    Contains("CPU 4 is not one") && Contains("CPUs 0,1,2,3"));
}

TEST_CASE("where the machine refuses to pin, the session goes on without, and says so",
          "[reports][measure]") {
  FakeCpuAffinity machine;
  machine.refuses = true;
  const std::string wanted = GENERATE("", "2");

  const Pinning pinning = pin(wanted, {"BM_a"}, machine);

  CHECK(pinning.cpus.empty());
  CHECK(pinning.refused);
  CHECK_THAT(pinning.text, Contains("on any CPU: this machine refuses"));
}

}  // namespace reports
