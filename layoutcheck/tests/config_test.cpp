// SPDX-License-Identifier: MIT
#include <filesystem>

#include <catch2/catch.hpp>

#include "layoutcheck/config/config.h"
#include "layoutcheck/error.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

/// "path: word argument argument" of each term.
Words terms_of(const ConfiguredContract& contract) {
  Words words;
  for (const ConfiguredTerm& term : contract.terms) {
    std::string word = term.path + ": " + term.annotation.name;
    for (const std::string& argument : term.annotation.arguments) word += ' ' + argument;
    words.push_back(word);
  }
  return words;
}

std::string complaint_about(const std::string& text) {
  try {
    read_config(text, "made.yaml");
  } catch (const Error& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

TEST_CASE("a configuration says all that the macros can say", "[layoutcheck][config]") {
  const Config config = read_config(R"(
line_sizes: {x86_64: [128, 64]}
checks: ['padding', '-budget']
contracts:
  - type: 'net::SpscRing<*>'
    storage: malloc
    groups: {producer: [tail_, cached_head_], consumer: [head_]}
    written_by: {producer: tail_}
    read_by: {consumer: [tail_]}
    read_mostly: [mask_]
    cold: name_
    isolated: [lock_]
    isolated_elements: [slots_]
    isolated_object: true
    isolated_as_element: false
    may_share: [{groups: [producer, statistics], reason: 'one thread writes both'}]
    allow: [{rule: cold-in-hot, field: name_, reason: 'printed once'}]
    pins: {head_: 64}
    max_size: 256
    max_lines: 4
    max_padding: 8
    wire: true
  - variable: 'net::hits'
    group: counters
    written_by: [a, b]
)",
                                    "made.yaml");
  CHECK(config.line_sizes_for("x86_64-pc-linux-gnu") == std::vector<std::uint64_t>{64, 128});
  CHECK(config.line_sizes_for("aarch64-linux-gnu").empty());
  REQUIRE(config.checks.size() == 2);
  CHECK(config.checks[1].entry == "-budget");
  CHECK(config.checks[1].location == SourceLocation{"made.yaml", 3, 21});
  REQUIRE(config.contracts.size() == 2);
  const ConfiguredContract& ring = config.contracts[0];
  CHECK(ring.pattern == "net::SpscRing<*>");
  CHECK(ring.location.line == 5);
  CHECK(terms_of(ring) ==
        Words{": storage malloc", "tail_: group producer", "cached_head_: group producer",
              "head_: group consumer", "tail_: written_by producer", "tail_: read_by consumer",
              "mask_: read_mostly", "name_: cold", "lock_: isolated", "slots_: isolated_elements",
              ": isolated", ": may_share producer statistics one thread writes both",
              "name_: allow cold-in-hot printed once", "head_: pin 64", ": max_size 256",
              ": max_lines 4", ": max_padding 8", ": wire"});
  CHECK(config.contracts[1].of_variable);
  CHECK(terms_of(config.contracts[1]) == Words{": group counters", ": written_by a b"});
}

TEST_CASE("line sizes may be given for every target at once", "[layoutcheck][config]") {
  const Config config = read_config("line_sizes: [64, 128]", "made.yaml");
  CHECK(config.line_sizes_for("riscv64-linux-gnu") == std::vector<std::uint64_t>{64, 128});
}

TEST_CASE("an empty configuration configures nothing", "[layoutcheck][config]") {
  const std::string text = GENERATE("", "# nothing yet\n", "---\n");
  const Config config = read_config(text, "made.yaml");
  CHECK(config.checks.empty());
  CHECK(config.contracts.empty());
}

TEST_CASE("a wrong configuration is refused with its line and what would be right",
          "[layoutcheck][config]") {
  const auto [text, complaint] = GENERATE(table<std::string, std::string>(
      {{"checks: [", "made.yaml:1: no YAML: end of sequence flow not found"},
       {"\nlines: 64",
        "made.yaml:2: unknown key 'lines'; here stand line_sizes, checks, contracts"},
       {"checks: [a]\nchecks: [b]", "made.yaml:2: the key 'checks' stands twice"},
       {"- 1", "made.yaml:1: expected keys with values"},
       {"line_sizes: 60", "made.yaml:1: not a line size; give a power of two from 8 to 4096"},
       {"line_sizes: [many]", "made.yaml:1: expected a number, and found 'many'"},
       {"line_sizes: -64", "made.yaml:1: expected a number, and found '-64'"},
       {"line_sizes: {x8664: 64}",
        "made.yaml:1: unknown architecture 'x8664'; a triple begins with it, as in x86_64"},
       {"line_sizes: {amd64: 64, x86_64: 64}", "made.yaml:1: 'x86_64' is x86_64 again"},
       {"checks: []", "made.yaml:1: expected a list with one or more entries"},
       {"checks: {a: b}", "made.yaml:1: expected a list with one or more entries"},
       {"contracts:\n  - groups: {a: [b]}",
        "made.yaml:2: whose contract is this? Name a 'type', or a 'variable'"},
       {"contracts:\n  - {type: A, variable: b, max_size: 1}",
        "made.yaml:2: both 'type' and 'variable'; write two entries"},
       {"contracts:\n  - type: A", "made.yaml:2: the contract of 'A' is empty"},
       {"contracts:\n  - type: A\n    sise: 3",
        "made.yaml:3: unknown key 'sise'; here stand type, storage, groups, written_by, read_by, "
        "read_mostly, cold, isolated, isolated_elements, isolated_object, isolated_as_element, "
        "may_share, allow, pins, max_size, max_lines, max_padding, wire"},
       {"contracts:\n  - {type: A, isolated_object: yes}",
        "made.yaml:2: expected true or false, and found 'yes'"},
       {"contracts:\n  - {type: A, may_share: [{groups: [a, b]}]}",
        "made.yaml:2: a 'reason' is missing: why may they share a line?"},
       {"contracts:\n  - {type: A, may_share: [{groups: [a], reason: b}]}",
        "made.yaml:2: 'groups' must name two groups"},
       {"contracts:\n  - {type: A, allow: [{rule: pin}]}",
        "made.yaml:2: a 'reason' is missing: why is it allowed?"},
       {"contracts:\n  - {type: A, storage: heap}",
        "made.yaml:2: expected a number, and found 'heap'"},
       {"contracts:\n  - {type: [A, B], max_size: 1}", "made.yaml:2: expected a word"},
       {"checks: [a]\n---\nchecks: [b]",
        "made.yaml:2: a second YAML document begins here; keep one"},
       {",%l\x02~\xff\xff\xda", "made.yaml:1: a second YAML document begins here; keep one"},
       {"checks: *nowhere", "made.yaml:1: no YAML: the referenced anchor is not defined"}}));
  CHECK(complaint_about(text) == complaint);
}

TEST_CASE("the nearest configuration above a folder is found", "[layoutcheck][config]") {
  const TemporaryFolder folder;
  folder.write(".layoutcheck", "checks: [padding]\n");
  folder.write("a/b/source.cpp", "");
  const std::string found = find_config(folder.path("a/b"));
  CHECK(std::filesystem::equivalent(found, folder.path(".layoutcheck")));
  folder.write("a/.layoutcheck", "");
  CHECK(
      std::filesystem::equivalent(find_config(folder.path("a/b")), folder.path("a/.layoutcheck")));
}

TEST_CASE("a configuration that cannot be read is an error", "[layoutcheck][config]") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(read_config_file(folder.path("none")),
                    Catch::Contains("none: cannot read it: "));
  CHECK_THROWS_WITH(read_config_file(folder.path("")),
                    Catch::EndsWith("this is a folder; name a file"));
}

}  // namespace layoutcheck
