// SPDX-License-Identifier: MIT
//
// The whole of contracts/, isolation/ and rules/ on programs made by hand.

#include "layoutcheck/rules/check.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "layoutcheck/tests/programs.h"

namespace layoutcheck {
namespace {

/// A check and what its result points into.
struct Checked {
  explicit Checked(const Program& program)
      : bindings(bind(program)),
        result(check({.program = program, .bindings = bindings, .extent = Extent::whole})) {}

  Bindings bindings;
  CheckResult result;
};

const ContractResult& contract_of(const std::string& name, const CheckResult& result) {
  const auto found =
      std::find_if(result.contracts.begin(), result.contracts.end(),
                   [&](const ContractResult& contract) { return contract.contract->name == name; });
  REQUIRE(found != result.contracts.end());
  return *found;
}

Annotation group(const std::string& name) {
  return annotation("group", {name});
}

Record queue(std::uint64_t distance) {
  return record(
      "Queue", distance + 8, 8,
      {field("tail", 0, 8, {group("producer")}), field("head", distance, 8, {group("consumer")})});
}

}  // namespace

TEST_CASE("one contract is counted once for every line size", "[layoutcheck][check]") {
  Program program = program_of({queue(64)});
  program.target.line_sizes = {64, 128};

  const Checked checked(program);
  const CheckResult& result = checked.result;

  REQUIRE(result.contracts.size() == 2);
  CHECK(result.contracts[0].line_bytes == 64);
  CHECK(result.contracts[0].verdict == Verdict::proved);
  CHECK(result.contracts[1].line_bytes == 128);
  CHECK(result.contracts[1].verdict == Verdict::violated);
  CHECK(result.coverage.contracts() == 2);
}

TEST_CASE("what has nothing to do with lines is said once", "[layoutcheck][check]") {
  Program program =
      program_of({record("Wire", 8, 8, {field("a", 4, 4, {annotation("pin", {"0"})})})});
  program.target.line_sizes = {64, 128};

  const Checked checked(program);
  const CheckResult& result = checked.result;

  CHECK(result.findings.size() == 1);
  CHECK(result.coverage.violated == 2);
}

TEST_CASE("a record without terms has no contract and no finding", "[layoutcheck][check]") {
  const Checked checked(program_of({record("Plain", 8, 8, {field("a", 0, 8)})}));
  const CheckResult& result = checked.result;

  CHECK(result.contracts.empty());
  CHECK(result.findings.empty());
  CHECK(result.coverage.checked_types == 1);
}

TEST_CASE("a contract is judged again in what holds it, with the neighbours there",
          "[layoutcheck][check]") {
  Member part = field("queue", 8, 72);
  part.record = 0;
  const Record holder =
      record("Holder", 80, 8, {field("other", 0, 8, {group("other")}), std::move(part)});

  const Checked checked(program_of({queue(64), holder}));
  const CheckResult& result = checked.result;

  REQUIRE(result.contracts.size() == 2);
  const ContractResult& of_holder = contract_of("Holder", result);
  CHECK(of_holder.verdict == Verdict::violated);
  CHECK(of_holder.claims.size() == 3);  // other and tail, other and head, tail and head
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].fields[1].path == "queue.tail");
}

TEST_CASE("a violation is reported where it is declared, not again in what holds it",
          "[layoutcheck][check]") {
  Member part = field("queue", 0, 16);
  part.record = 0;

  const Checked checked(program_of({queue(8), record("Holder", 16, 8, {std::move(part)})}));
  const CheckResult& result = checked.result;

  CHECK(contract_of("Queue", result).verdict == Verdict::violated);
  CHECK(contract_of("Holder", result).verdict == Verdict::violated);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].type == "Queue");
}

TEST_CASE("an annotated record that has no layout is not checked", "[layoutcheck][check]") {
  Program program = program_of({queue(64)});
  program.skipped.resize(2);
  program.skipped[0].name = "Plain";
  program.skipped[1].name = "Annotated";
  program.skipped[1].annotated = true;

  const Checked checked(program);
  const CheckResult& result = checked.result;

  CHECK(result.coverage.not_checked == 1);
  CHECK(result.coverage.skipped_types.size() == 2);
}

TEST_CASE("an allowed finding keeps its contract violated and says why", "[layoutcheck][check]") {
  Record record = queue(8);
  record.annotations = {annotation("allow", {"isolation", "measured"})};

  const Checked checked(program_of({record}));
  const CheckResult& result = checked.result;

  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].allowed == "measured");
  CHECK(result.coverage.violated == 1);
}

TEST_CASE("an allowed violation hides no other", "[layoutcheck][check]") {
  // a | b is allowed; a | c encloses it and is not. b and c do not conflict.
  Member b = field("b", 8, 8, {annotation("written_by", {"y"})});
  b.annotations.push_back(annotation("allow", {"isolation", "measured"}));
  const Checked checked(
      program_of({record("R", 24, 8,
                         {field("a", 0, 8, {annotation("written_by", {"x"})}), std::move(b),
                          field("c", 16, 8, {annotation("read_by", {"y"})})})}));
  const CheckResult& result = checked.result;

  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].fields[1].path == "b");
  CHECK(result.findings[0].allowed);
  CHECK(result.findings[1].fields[1].path == "c");
  CHECK_FALSE(result.findings[1].allowed);
}

TEST_CASE("an isolated field is not in the group that has its name", "[layoutcheck][check]") {
  const Checked checked(program_of({record(
      "R", 16, 8,
      {field("stop", 0, 8, {annotation("isolated")}), field("other", 8, 8, {group("stop")})})}));

  CHECK(checked.result.coverage.violated == 1);
}

TEST_CASE("what a part's type allows does not cover the part's neighbours",
          "[layoutcheck][check]") {
  Record part = record("Part", 8, 8, {field("a", 0, 8, {group("a")})});
  part.annotations = {annotation("allow", {"isolation", "inside only"})};
  Member member = field("part", 0, 8);
  member.record = 0;
  const Record holder =
      record("Holder", 16, 8, {std::move(member), field("b", 8, 8, {group("b")})});

  const Checked checked(program_of({part, holder}));
  const CheckResult& result = checked.result;

  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].rule == "stale-suppression");
  CHECK(result.findings[1].rule == "isolation");
  CHECK_FALSE(result.findings[1].allowed);
}

TEST_CASE("with patterns only the types that match are judged", "[layoutcheck][check]") {
  Record other = queue(8);
  other.name = "Other";
  const Program program = program_of({queue(8), other});
  const Bindings bindings = bind(program);

  const CheckResult result = check({program, bindings, {"Other"}});

  REQUIRE(result.contracts.size() == 1);
  CHECK(result.contracts[0].contract->name == "Other");
  CHECK(result.findings.size() == 1);
  CHECK(result.coverage.checked_types == 1);
}

TEST_CASE("two layouts of one type are two contracts", "[layoutcheck][check]") {
  const Checked checked(program_of({queue(64), queue(8)}));
  const CheckResult& result = checked.result;

  CHECK(result.coverage.proved == 1);
  CHECK(result.coverage.violated == 1);
}

TEST_CASE("elements within elements are placed by both strides", "[layoutcheck][check]") {
  // Rows of 3 cells of 24 bytes: row starts are 8-aligned in storage of 64, cells as well.
  Record cell =
      record("Cell", 24, 8, {field("a", 0, 8, {group("a")}), field("b", 16, 8, {group("b")})});
  Member cells = field("cells", 0, 72);
  cells.record = 0;
  cells.array = ArrayShape{3, 24, 8};
  Member rows = field("rows", 0, 72 * 64);
  rows.record = 1;
  rows.array = ArrayShape{64, 72, 8};
  const Program program =
      program_of({cell, record("Row", 72, 8, {cells}), record("Table", 72 * 64, 64, {rows})});

  const Checked checked(program);
  const CheckResult& result = checked.result;

  const ContractResult& of_table = contract_of("Table", result);
  const auto found =
      std::find_if(of_table.claims.begin(), of_table.claims.end(), [](const Finding& claim) {
        return claim.fields[0].path == "rows[i].cells[i].a" &&
               claim.fields[1].path == "rows[i].cells[i].b";
      });
  REQUIRE(found != of_table.claims.end());
  CHECK(found->proof.placements == 8);
  CHECK(found->proof.failing == 6);
}

TEST_CASE("a suppression is stale only if all that carries it was judged", "[layoutcheck][check]") {
  Record part = record("Part", 8, 8, {field("a", 0, 8, {group("a")})});
  part.annotations = {annotation("allow", {"isolation", "inside only"})};
  Member member = field("part", 0, 8);
  member.record = 0;
  const Record holder =
      record("Holder", 72, 8, {std::move(member), field("b", 64, 8, {group("b")})});
  const Program program = program_of({part, holder});
  const Bindings bindings = bind(program);
  const auto is_stale = [](const Finding& finding) { return finding.rule == "stale-suppression"; };

  CheckInput input{.program = program, .bindings = bindings, .extent = Extent::whole};
  const CheckResult all = check(input);
  CHECK(std::any_of(all.findings.begin(), all.findings.end(), is_stale));

  input.extent = Extent::part;
  const CheckResult part_of_all = check(input);
  CHECK(std::none_of(part_of_all.findings.begin(), part_of_all.findings.end(), is_stale));

  input.extent = Extent::whole;
  input.type_patterns = {"Part"};
  const CheckResult some = check(input);
  CHECK(std::none_of(some.findings.begin(), some.findings.end(), is_stale));
}

TEST_CASE("alignment that is meant for lines of 64 is too little for lines of 128",
          "[layoutcheck][check]") {
  const auto atomic_on_line = [](const std::string& name, std::uint64_t offset) {
    Member member = field(name, offset, 8);
    member.atomic = true;
    member.align_bytes = 64;
    return member;
  };
  Program program = program_of(
      {record("Queue", 128, 64, {atomic_on_line("tail", 0), atomic_on_line("head", 64)})});
  program.target.line_sizes = {64, 128};

  const Checked checked(program);

  REQUIRE(checked.result.findings.size() == 1);
  const Finding& finding = checked.result.findings[0];
  CHECK(finding.rule == "isolation-intent");
  CHECK(finding.line_bytes == 128);
  CHECK(finding.message ==
        "'head' may share a 128-byte line with 'tail' in 1 of 2 placements; alignas(64) is meant "
        "to keep them apart");
}

TEST_CASE("an array of padded elements is judged as a global, too", "[layoutcheck][check]") {
  Member turn = field("turn", 0, 8);
  Member value = field("value", 8, 8);
  turn.atomic = value.atomic = true;
  Member pad = field("pad", 16, 48);
  pad.array = ArrayShape{48, 1, 1};
  Program program = program_of({record("Slot", 64, 8, {turn, value, pad})});
  Member slots = field("slots", 0, 64 * 4);
  slots.align_bytes = 8;
  slots.array = ArrayShape{4, 64, 8};
  slots.record = 0;
  program.globals.push_back({slots, "c:@slots"});

  const Checked checked(program);

  REQUIRE(checked.result.findings.size() == 1);
  CHECK(checked.result.findings[0].type == "slots");
  CHECK(checked.result.findings[0].of_elements);
}

TEST_CASE("a smaller line constant is no mistake where lines are smaller", "[layoutcheck][check]") {
  Program program = program_of({});
  program.line_constants = {{"kCacheLineSize", 64, {"made.h", 1, 1}}};

  CHECK(Checked(program).result.findings.empty());
  program.target.line_sizes = {64, 128};
  REQUIRE(Checked(program).result.findings.size() == 1);
  CHECK(Checked(program).result.findings[0].line_bytes == 128);
  const Bindings bindings = bind(program);
  CHECK(check({program, bindings, {"Queue"}}).findings.empty());
}

}  // namespace layoutcheck
