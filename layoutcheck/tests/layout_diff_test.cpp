// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "layoutcheck/error.h"
#include "layoutcheck/ingest/read_layouts.h"
#include "layoutcheck/model/layout_diff.h"
#include "layoutcheck/render/diff_json.h"
#include "layoutcheck/render/diff_markdown.h"
#include "layoutcheck/render/diff_text.h"
#include "layoutcheck/render/json.h"
#include "layoutcheck/tests/programs.h"

namespace layoutcheck {
namespace {

TypeLayout type(const std::string& name, std::uint64_t size, std::uint64_t field_offset) {
  return {name, size, 8, {{"x", field_offset * 8, 64, false}}};
}

LayoutSet set_of(const std::string& name, std::vector<TypeLayout> types,
                 const std::string& triple = "x86_64-pc-linux-gnu") {
  return {name, {{triple, {64, std::move(types)}}}};
}

const LayoutDiff everything =
    compare(set_of("A", {type("Kept", 8, 0), type("Grown", 64, 0), type("Gone", 8, 0)}),
            set_of("B", {type("New", 8, 0), type("Grown", 72, 64), type("Kept", 8, 0)}));

std::string dumped() {
  const Program program = program_of({record("S", 16, 8, {field("x", 0, 4), field("y", 8, 8)})});
  return to_json(program, {&program.records[0]});
}

std::string message_for(const std::string& text) {
  try {
    read_layouts(text, "a.json");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string damaged(const std::string& old, const std::string& with) {
  std::string text = dumped();
  const std::size_t place = text.find(old);
  REQUIRE(place != std::string::npos);
  return message_for(text.replace(place, old.size(), with));
}

}  // namespace

TEST_CASE("a dump keeps what a lock keeps of the elements of arrays", "[layoutcheck][diff]") {
  Member array = field("e", 8, 16);
  array.array = ArrayShape{2, 8, 4};
  array.record = 0;
  const Program program = program_of({record("E", 8, 4, {field("k", 0, 4), field("v", 4, 2)}),
                                      record("Table", 24, 8, {field("n", 0, 8), array})});
  const TypeLayout layout = type_layout(program, program.records[1], {});

  REQUIRE(layout.fields.size() == 4);
  CHECK(layout.fields[1].path == "e");
  CHECK(layout.fields[2] == FieldLayout{"e[].k", 64, 32});
  CHECK(layout.fields[3] == FieldLayout{"e[].v", 96, 16});
  CHECK(unused_bits(layout) == 0);
  const LayoutSet read = read_layouts(to_json(program, {&program.records[1]}), "a.json");
  CHECK(read.targets.at("made-by-hand").types.front().fields == layout.fields);
}

TEST_CASE("long names in a diff are wrapped at the width of the page", "[layoutcheck][diff]") {
  const std::string name = "std::map<" + std::string(60, 'k') + ", " + std::string(60, 'v') + ">";
  const std::string text =
      diff_text(compare(set_of("A", {type(name, 8, 0)}), set_of("B", {type(name, 72, 64)})));
  CHECK(text.starts_with("grown std::map<" + std::string(60, 'k') + ",\n  " + std::string(60, 'v') +
                         ">\n"));
}

TEST_CASE("a diff tells what came, went, grew and moved", "[layoutcheck][diff]") {
  CHECK(everything.differs());
  CHECK(diff_text(everything) ==
        "grown Grown\n"
        "  'x' moved from 0 to 64, from line 0 to line 1\n"
        "  size 64 -> 72 needs a second line\n"
        "  holes and tail: 56 bytes -> 64 bytes\n"
        "added New: 8 bytes, align 8\n"
        "removed Gone: 8 bytes, align 8\n"
        "\n"
        "compared 4 types for x86_64-pc-linux-gnu: 1 changed, 1 added, 1 removed, 1 the same\n");
}

TEST_CASE("a change of alignment or group alone is a difference", "[layoutcheck][diff]") {
  TypeLayout aligned = type("T", 8, 0), grouped = aligned;
  aligned.align_bytes = 64;
  grouped.fields[0].group = "hot";

  CHECK(compare(set_of("A", {type("T", 8, 0)}), set_of("B", {aligned})).differs());
  CHECK(compare(set_of("A", {type("T", 8, 0)}), set_of("B", {grouped})).differs());
  CHECK_FALSE(compare(set_of("A", {grouped}), set_of("B", {grouped})).differs());
}

TEST_CASE("types of one name are compared with their like", "[layoutcheck][diff]") {
  const auto diff = compare(set_of("A", {type("T", 8, 0), type("T", 16, 0)}),
                            set_of("B", {type("T", 16, 0), type("T", 24, 0)}));

  REQUIRE(diff.targets.size() == 1);
  CHECK(diff.targets[0].same == 1);
  REQUIRE(diff.targets[0].changed.size() == 1);
  CHECK(diff.targets[0].changed[0].before.size_bytes == 8);
}

TEST_CASE("two targets are compared if there are no others, and said", "[layoutcheck][diff]") {
  const auto x86 = set_of("A", {type("T", 8, 0)});
  auto arm = set_of("B", {type("T", 16, 0)}, "aarch64-linux-gnu");
  CHECK(diff_text(compare(x86, arm))
            .ends_with("compared 1 type for x86_64-pc-linux-gnu -> aarch64-linux-gnu: 1 changed, 0 "
                       "added, 0 removed, 0 the same\n"));

  arm.targets["riscv64-linux-gnu"] = {64, {type("T", 8, 0)}};
  const auto diff = compare(x86, arm);
  REQUIRE(diff.targets.size() == 3);
  CHECK(diff.targets[0].added.size() == 1);
  CHECK(diff.targets[2].removed.size() == 1);
}

TEST_CASE("a diff of nothing says so", "[layoutcheck][diff]") {
  const LayoutDiff nothing = compare(LayoutSet{"A", {}}, LayoutSet{"B", {}});

  CHECK(nothing.types() == 0);
  CHECK(diff_text(nothing) == "there was no type to compare\n");
  CHECK(diff_markdown(nothing).find("no type to compare") != std::string::npos);
  CHECK(nlohmann::json::parse(diff_json(nothing))["incomplete"] == true);
}

TEST_CASE("what could not be read stands in every form of a diff", "[layoutcheck][diff]") {
  LayoutSet before = set_of("A", {type("T", 8, 0)});
  before.gaps = {"bad.cpp: it is bad"};
  const LayoutDiff diff = compare(before, set_of("B", {type("T", 8, 0)}));

  CHECK(diff_text(diff).find("not read: A: bad.cpp: it is bad\n") != std::string::npos);
  CHECK(diff_markdown(diff).find("**not read**: `A: bad.cpp: it is bad`") != std::string::npos);
  CHECK(nlohmann::json::parse(diff_json(diff))["gaps"][0] == "A: bad.cpp: it is bad");
}

TEST_CASE("the format markdown is a table with details", "[layoutcheck][diff]") {
  CHECK(diff_markdown(everything) ==
        "### Layouts: `A` → `B`\n"
        "\n"
        "| type | | bytes | lines of 64 | align |\n"
        "|---|---|---|---|---|\n"
        "| `Grown` | grown | 64 → 72 | 1 → 2 | 8 |\n"
        "| `New` | added | 8 | 1 | 8 |\n"
        "| `Gone` | removed | 8 | 1 | 8 |\n"
        "\n"
        "<details><summary><code>Grown</code></summary>\n"
        "\n"
        "- `'x' moved from 0 to 64, from line 0 to line 1`\n"
        "- `size 64 -> 72 needs a second line`\n"
        "- `holes and tail: 56 bytes -> 64 bytes`\n"
        "\n"
        "</details>\n"
        "\n"
        "compared 4 types for x86_64-pc-linux-gnu: 1 changed, 1 added, 1 removed, 1 the same\n");
}

TEST_CASE("the format markdown keeps names from being markup", "[layoutcheck][diff]") {
  const std::string name = "a|b<c>&`d`\n# e";
  const std::string text =
      diff_markdown(compare(set_of("A", {type(name, 8, 0)}), set_of("B", {type(name, 16, 8)})));

  CHECK(text.find("| ``a\\|b<c>&`d` # e`` | grown |") != std::string::npos);
  CHECK(text.find("<summary><code>a|b&lt;c>&amp;`d` # e</code></summary>") != std::string::npos);
}

TEST_CASE("what dump wrote is read as layouts", "[layoutcheck][diff]") {
  const LayoutSet layouts = read_layouts(dumped(), "a.json");

  REQUIRE(layouts.targets.size() == 1);
  const TargetLayouts& target = layouts.targets.at("made-by-hand");
  REQUIRE(target.types.size() == 1);
  CHECK(target.types[0].size_bytes == 16);
  CHECK(target.types[0].fields ==
        std::vector<FieldLayout>{{"x", 0, 32, false}, {"y", 64, 64, false}});
}

TEST_CASE("damaged JSON is an error that names the place", "[layoutcheck][diff]") {
  const std::string anew = "; write the file anew with --format json";
  CHECK(message_for("{") == "a.json: not JSON, or cut off" + anew);
  CHECK(message_for(std::string(100000, '[')) == "a.json: not JSON, or cut off" + anew);
  CHECK(message_for(diff_json(everything)) ==
        "a.json: targets[0]: the key 'line_sizes' is missing" + anew);
  CHECK(damaged("\"size\": 16", "\"size\": -16") ==
        "a.json: types[0].size: a whole number must stand here" + anew);
  CHECK(damaged("\"size\": 16", "\"size\": 18446744073709551615") ==
        "a.json: types[0].size: the number is too large" + anew);
  CHECK(damaged("\"size\": 16", "\"size\": 16.5") ==
        "a.json: types[0].size: a whole number must stand here" + anew);
  CHECK(damaged("\"align\": 8", "\"align\": 0") ==
        "a.json: types[0].align: a power of two must stand here" + anew);
  CHECK(damaged("\"leaf\": true", "\"leaf\": \"yes\"") ==
        "a.json: types[0].fields[0].leaf: true or false must stand here" + anew);
  CHECK(damaged("\"path\": \"y\"", "\"path\": 3") ==
        "a.json: types[0].fields[1].path: a text must stand here" + anew);
  CHECK(damaged("\"target\": \"made-by-hand\"", "\"target\": \"elsewhere\"") ==
        "a.json: types[0].target: there is no such target" + anew);
  CHECK(damaged("\"types\": [", "\"typos\": [") == "a.json: the key 'types' is missing" + anew);
}

}  // namespace layoutcheck
