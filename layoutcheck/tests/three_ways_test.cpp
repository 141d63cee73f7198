// SPDX-License-Identifier: MIT
//
// Macros, comments and the configuration are three ways to say the same.

#include <catch2/catch.hpp>

#include "layoutcheck/config/config.h"
#include "layoutcheck/rules/check.h"
#include "layoutcheck/tests/extraction.h"

namespace layoutcheck {
namespace {

using Lines = std::vector<std::string>;

/// "rule: message" of each finding, then "proved NAME" of each contract that is kept.
Lines judged(const std::string& text, const std::string& config = "",
             std::vector<std::string> flags = {"-std=c++20"},
             const std::string& name = "unit.cpp") {
  const Config configured = read_config(config, "made.yaml");
  const Program program =
      read_source("#include \"layoutcheck/annotations.h\"\n" + text, std::move(flags), name);
  const Bindings bindings = bind(program, configured.contracts);
  const CheckResult result = check({program, bindings});
  Lines lines;
  for (const Finding& finding : result.findings) {
    lines.push_back(finding.rule + ": " + finding.message);
  }
  for (const ContractResult& contract : result.contracts) {
    if (contract.verdict == Verdict::proved) lines.push_back("proved " + contract.contract->name);
  }
  return lines;
}

}  // namespace

TEST_CASE("macros, comments and the configuration say the same", "[layoutcheck][config]") {
  const Lines by_macro = judged(R"(
    struct LAYOUT_ISOLATED LAYOUT_STORAGE(malloc)
        LAYOUT_MAY_SHARE(statistics, producer, "one thread") Ring {
      LAYOUT_WRITTEN_BY(p) LAYOUT_GROUP(producer) long tail;
      LAYOUT_GROUP(statistics) long count;
      LAYOUT_GROUP(consumer) alignas(64) long head;
      LAYOUT_READ_MOSTLY long mask;
      LAYOUT_ISOLATED_ELEMENTS long slots[4];
    };
    LAYOUT_GROUP(counters) alignas(64) long hits[8];)");
  const Lines by_comment = judged(R"(
    // layoutcheck: isolated storage(malloc) may_share(statistics, producer, "one thread")
    struct Ring {
      long tail;  // layoutcheck: written_by(p) group(producer)
      long count;  // layoutcheck: group(statistics)
      alignas(64) long head;  // layoutcheck: group(consumer)
      long mask;  // layoutcheck: read_mostly
      long slots[4];  // layoutcheck: isolated_elements
    };
    // layoutcheck: group(counters)
    alignas(64) long hits[8];)");
  const Lines by_configuration = judged(R"(
    struct Ring {
      long tail;
      long count;
      alignas(64) long head;
      long mask;
      long slots[4];
    };
    alignas(64) long hits[8];)",
                                        R"(
contracts:
  - type: Ring
    isolated_object: true
    storage: malloc
    may_share: [{groups: [statistics, producer], reason: one thread}]
    groups: {producer: tail, statistics: count, consumer: head}
    written_by: {p: tail}
    read_mostly: mask
    isolated_elements: slots
  - variable: hits
    group: counters)");
  CHECK(by_macro.size() >= 5);
  CHECK(by_comment == by_macro);
  CHECK(by_configuration == by_macro);
}

TEST_CASE("the configuration speaks of members of members, of bases and of anonymous members",
          "[layoutcheck][config]") {
  const std::string types = R"(
    struct Counter { long value; long total; };
    struct Base { long next; };
    struct Whole : Base {
      alignas(64) Counter one;
      alignas(64) Counter other;
      struct { long x; };
    };
    struct Elsewhere { Counter one, other; };)";
  CHECK(
      judged(types, R"(
contracts:
  - type: Whole
    groups: {a: [one.value, one.total], b: other.value, c: [x, 'Base::next']})") ==
      Lines{"isolation: 'x' shares a 64-byte line with 'other.value' wherever the object starts"});
  CHECK(judged(types, R"(
contracts:
  - type: Whole
    groups: {a: [one.*], b: 'other.*', c: 'Base::next'})") == Lines{"proved Whole"});
  CHECK(judged(types, "contracts: [{type: Whole, pins: {other.total: 136}, groups: {a: one.*}}]") ==
        Lines{"proved Whole"});
}

TEST_CASE("a glob configures every instance of a template", "[layoutcheck][config]") {
  CHECK(judged(R"(
    namespace net { template <class T> struct Ring { T tail; alignas(64) T head; }; }
    net::Ring<int> a;
    net::Ring<long> b;)",
               "contracts: [{type: 'net::Ring<*>', groups: {p: tail, c: head}}]") ==
        Lines{"proved net::Ring<int>", "proved net::Ring<long>"});
}

TEST_CASE("the configuration speaks of C, and of what only some flags compile",
          "[layoutcheck][config]") {
  const std::string text = R"(
    struct ring {
      long tail;
    #ifdef WITH_HEAD
      long head;
    #endif
    };)";
  const std::string config = "contracts: [{type: ring, groups: {p: tail, c: head}}]";
  CHECK(judged(text, config, {"-std=c11", "-DWITH_HEAD"}, "unit.c") ==
        Lines{"isolation: 'head' may share a 64-byte line with 'tail' in 7 of 8 placements"});
  const Lines without_head = judged(text, config, {"-std=c11"}, "unit.c");
  CHECK_THAT(without_head,
             Catch::VectorContains(std::string(
                 "unbound-directive: 'ring' has no field 'head'; its fields are tail")));
}

TEST_CASE("a configured contract that binds to nothing is an error", "[layoutcheck][config]") {
  const std::string text = "struct S { long x; }; S s;";
  CHECK(judged(text, "contracts: [{type: T, max_size: 8}]") ==
        Lines{"unbound-directive: no type that was read is called 'T'"});
  CHECK(judged(text, "contracts: [{variable: t, isolated: true}]") ==
        Lines{"unbound-directive: no global variable that was read is called 't'"});
  CHECK(judged(text, "contracts: [{type: S, groups: {a: y}, max_size: 8}]") ==
        Lines{"unbound-directive: 'S' has no field 'y'; its fields are x", "proved S"});
  CHECK(judged(text, "contracts: [{type: S, isolated_elements: x, max_size: 8}]") ==
        Lines{"unbound-directive: LAYOUT_ISOLATED_ELEMENTS: 'x' is not an array", "proved S"});
}

TEST_CASE("in some files of the whole a configured contract may be absent",
          "[layoutcheck][config]") {
  const Config config = read_config("contracts: [{type: T, max_size: 8}]", "made.yaml");
  const Program program = read_source("struct S { long x; };");
  const Bindings bindings = bind(program, config.contracts, Extent::part);
  CHECK(bindings.unbound.empty());
  CHECK(bindings.absent == std::vector<std::string>{"T"});
}

}  // namespace layoutcheck
