// SPDX-License-Identifier: MIT
//
// What other tools, and people, got wrong about cache lines; and what must never be reported.

#include <algorithm>

#include <catch2/catch.hpp>

#include "layoutcheck/rules/check.h"
#include "layoutcheck/tests/extraction.h"

namespace layoutcheck {
namespace {

struct Checked {
  explicit Checked(const std::string& text, std::vector<std::uint64_t> line_sizes = {64})
      : program(read_source("#include <atomic>\n#include <cstdint>\n"
                            "#include \"layoutcheck/annotations.h\"\n" +
                            text)),
        bindings(bind(program)) {
    program.target.line_sizes = std::move(line_sizes);
    result = check({program, bindings});
  }

  const ContractResult& contract(const std::string& name, std::uint64_t line_bytes = 64) const {
    const auto found = std::find_if(
        result.contracts.begin(), result.contracts.end(), [&](const ContractResult& contract) {
          return contract.contract->name == name && contract.line_bytes == line_bytes;
        });
    INFO("contract of " << name << " for lines of " << line_bytes);
    REQUIRE(found != result.contracts.end());
    return *found;
  }

  Verdict verdict(const std::string& name, std::uint64_t line_bytes = 64) const {
    return contract(name, line_bytes).verdict;
  }

  /// "2/8": failing placements of the only claim that fails.
  std::string fraction(const std::string& name, std::uint64_t line_bytes = 64) const {
    std::string text;
    for (const Finding& claim : contract(name, line_bytes).claims) {
      if (claim.verdict == Verdict::proved) continue;
      CHECK(text == "");
      text = std::to_string(claim.proof.failing) + "/" + std::to_string(claim.proof.placements);
    }
    return text;
  }

  Program program;
  Bindings bindings;
  CheckResult result;
};

}  // namespace

TEST_CASE("offsets 56 and 64 of an 8-aligned object are not on two lines", "[layoutcheck][traps]") {
  const Checked checked(R"(
    struct Trap {
      std::uint64_t others[7];
      LAYOUT_GROUP(a) std::uint64_t at_56;
      LAYOUT_GROUP(b) std::uint64_t at_64;
    };)");

  CHECK(checked.verdict("Trap") == Verdict::violated);
  CHECK(checked.fraction("Trap") == "7/8");
}

// aeron-io/aeron issue 1915: the padding was right for an object that starts on a line.
TEST_CASE("padding for a line-aligned base fails in some places of others",
          "[layoutcheck][traps]") {
  const std::string members = R"(
      char other[136];
      LAYOUT_GROUP(producer) std::uint64_t cached;
      char pad[40];
      LAYOUT_GROUP(consumer) std::uint64_t head;
    };)";
  const Checked checked("struct AsDeclared {" + members +                     //
                        "struct LAYOUT_STORAGE(16) FromMalloc {" + members +  //
                        "struct alignas(64) OnALine {" + members);

  CHECK(checked.fraction("AsDeclared") == "2/8");
  CHECK(checked.fraction("FromMalloc") == "1/4");
  CHECK(checked.fraction("OnALine") == "1/1");
}

TEST_CASE("padding that is enough for lines of 64 is judged again for 128",
          "[layoutcheck][traps]") {
  const Checked checked(R"(
    struct LAYOUT_STORAGE(16) Fixed {
      char other[136];
      LAYOUT_GROUP(producer) std::uint64_t cached;
      char pad[56];
      LAYOUT_GROUP(consumer) std::uint64_t head;
    };)",
                        {64, 128});

  CHECK(checked.verdict("Fixed", 64) == Verdict::proved);
  CHECK(checked.fraction("Fixed", 128) == "4/8");
}

TEST_CASE("padding on both sides isolates at 64 and at one base of 16 at 128",
          "[layoutcheck][traps]") {
  const Checked checked(R"(
    struct LAYOUT_ISOLATED FastState {
      char pad0[64];
      std::atomic<std::uint64_t> value;
      char pad1[56];
    };)",
                        {64, 128});

  CHECK(checked.verdict("FastState", 64) == Verdict::proved);
  const ContractResult& at_128 = checked.contract("FastState", 128);
  REQUIRE(at_128.claims.size() == 2);
  CHECK(at_128.claims[0].proof.failing + at_128.claims[1].proof.failing == 15);
  CHECK(at_128.claims[0].proof.placements == 16);
}

TEST_CASE("elements of 40 bytes lose the alignment of their storage", "[layoutcheck][traps]") {
  const Checked checked(R"(
    struct LAYOUT_STORAGE(16) LAYOUT_ISOLATED_ELEMENTS Slot {
      std::uint64_t value;
      std::uint64_t pad[4];
    };)");

  CHECK(checked.fraction("Slot") == "3/8");  // not 1/4, as the storage's 16 would have it
}

TEST_CASE("the members of a derived class move into the tail padding of its base",
          "[layoutcheck][traps]") {
  const Checked checked(R"(
    struct LAYOUT_ISOLATED alignas(64) X { X(); std::atomic<std::uint64_t> hot; };
    struct D : X { std::uint64_t reuses_tail; };
    struct Virtual : virtual X { std::uint64_t other; };
    struct Twice { [[no_unique_address]] X x; std::uint64_t reuses_tail; };)");

  CHECK(checked.verdict("X") == Verdict::proved);
  CHECK(checked.fraction("D") == "1/1");
  CHECK(checked.fraction("Twice") == "1/1");
  CHECK(checked.verdict("Virtual") == Verdict::proved);  // on a line of its own, behind `other`
}

TEST_CASE("an array of a type with groups is judged at every index", "[layoutcheck][traps]") {
  const Checked checked(R"(
    struct Cell {
      LAYOUT_GROUP(a) std::uint64_t first;
      char pad[56];
      LAYOUT_GROUP(b) std::uint64_t second;
    };
    alignas(64) Cell on_lines[9];
    alignas(64) Cell only_one[1];)");

  CHECK(checked.verdict("Cell") == Verdict::proved);
  CHECK(checked.verdict("only_one") == Verdict::proved);
  CHECK(checked.verdict("on_lines") == Verdict::violated);
  CHECK(checked.fraction("on_lines") == "7/8");  // one end and the next beginning
}

TEST_CASE("what the linker decides is unknown, not proved", "[layoutcheck][traps]") {
  const Checked checked(R"(
    LAYOUT_GROUP(a) std::atomic<int> a;
    LAYOUT_GROUP(b) std::atomic<int> b;)");

  CHECK(checked.verdict("a") == Verdict::unknown);
  CHECK(checked.result.coverage.unknown == 2);
}

TEST_CASE("a template that nothing instantiates is not checked", "[layoutcheck][traps]") {
  const Checked checked(R"(
    template <typename T> struct Never { LAYOUT_GROUP(a) T a; LAYOUT_GROUP(b) T b; };)");

  CHECK(checked.result.coverage.not_checked == 1);
}

TEST_CASE("what is fine is never reported", "[layoutcheck][traps]") {
  const Checked checked(R"(
    #include <mutex>
    #include <string>
    #include <vector>
    struct LockAndGuarded {
      LAYOUT_WRITTEN_BY(worker) std::mutex mutex;
      LAYOUT_WRITTEN_BY(worker) int guarded;
      LAYOUT_WRITTEN_BY(monitor) alignas(64) int elsewhere;
    };
    struct CountedAndImmutable {
      std::atomic<int> references;
      const int length = 0;
    };
    union Alternatives {
      std::atomic<std::uint64_t> word;
      std::atomic<std::uint32_t> halves[2];
    };
    struct AdjacentBits {
      unsigned a : 3;
      unsigned b : 5;
    };
    struct SingleOwner {
      std::string name;
      std::vector<int> values;
      std::atomic<bool> done;
    };
    struct CountersUsedTogether {
      LAYOUT_GROUP(counters) std::atomic<std::uint64_t> total;
      LAYOUT_GROUP(counters) std::atomic<std::uint64_t> window;
      LAYOUT_READ_MOSTLY alignas(64) std::uint64_t started;
    };)");

  CHECK(checked.result.findings.empty());
  CHECK(checked.verdict("LockAndGuarded") == Verdict::proved);
  CHECK(checked.verdict("CountersUsedTogether") == Verdict::proved);
}

}  // namespace layoutcheck
