// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/terms.h"

#include <catch2/catch.hpp>

#include "layoutcheck/contracts/words.h"
#include "layoutcheck/tests/programs.h"

namespace layoutcheck {
namespace {

/// The terms of the only field of a record, which must be understood.
Terms terms_of(std::vector<Annotation> annotations) {
  const ProgramTerms terms =
      read_terms(program_of({record("R", 8, 8, {field("f", 0, 8, std::move(annotations))})}));
  CHECK(terms.unbound.empty());
  return terms.records[0].members[0];
}

/// What is wrong with the annotations of a field.
std::string complaint_about(std::vector<Annotation> annotations) {
  const ProgramTerms terms =
      read_terms(program_of({record("R", 8, 8, {field("f", 0, 8, std::move(annotations))})}));
  REQUIRE(terms.unbound.size() == 1);
  return terms.unbound[0].message;
}

}  // namespace

TEST_CASE("roles are a list with blanks where the formatter likes them",
          "[layoutcheck][contracts]") {
  CHECK(terms_of({annotation("written_by", {"a , b"})}).written_by ==
        std::set<std::string>{"a", "b"});
  CHECK(terms_of({annotation("read_by", {"*"})}).read_by == std::set<std::string>{"*"});
}

TEST_CASE("a rule's name may have been torn apart by the formatter", "[layoutcheck][contracts]") {
  const Terms terms = terms_of({annotation("allow", {"atomic - straddle", "why not"})});

  REQUIRE(terms.allowances.size() == 1);
  CHECK(terms.allowances[0].rule == "atomic-straddle");
  CHECK(terms.allowances[0].reason == "why not");
}

TEST_CASE("numbers are read as C++ writes them", "[layoutcheck][contracts]") {
  const auto pinned = [](const std::string& text) {
    return terms_of({annotation("pin", {text})}).pinned_offset_bytes;
  };
  CHECK(pinned("64") == 64U);
  CHECK(pinned("0x40") == 64U);
  CHECK(pinned("1'024") == 1024U);
  CHECK(pinned("64UL") == 64U);
}

TEST_CASE("what is no number is an error", "[layoutcheck][contracts]") {
  for (const std::string text :
       {"", "0x", "-1", "sizeof(int)", "64 bytes", "99999999999999999999"}) {
    CHECK(complaint_about({annotation("pin", {text})}).find("not a number") != std::string::npos);
  }
}

TEST_CASE("a mistake in a template is one mistake, not one for each instantiation",
          "[layoutcheck][contracts]") {
  const std::vector<Member> members = {field("f", 0, 8, {annotation("grup", {"a"})})};
  const ProgramTerms terms =
      read_terms(program_of({record("R<int>", 8, 8, members), record("R<char>", 8, 8, members)}));

  CHECK(terms.unbound.size() == 1);
}

TEST_CASE("what contradicts itself claims nothing", "[layoutcheck][contracts]") {
  CHECK(complaint_about({annotation("cold"), annotation("group", {"a"})}) ==
        "'f' is both cold and in a group");
  CHECK(complaint_about({annotation("isolated"), annotation("read_mostly")}) ==
        "'f' is both isolated and read-mostly");
}

TEST_CASE("an annotation on something else binds to nothing", "[layoutcheck][contracts]") {
  Program program = program_of({});
  program.stray_annotations = {annotation("group", {"a"})};

  const ProgramTerms terms = read_terms(program);

  REQUIRE(terms.unbound.size() == 1);
  CHECK(terms.unbound[0].message ==
        "LAYOUT_GROUP(a): belongs on a field, a type or a global variable");
}

TEST_CASE("every word stands in the table once and belongs somewhere", "[layoutcheck][contracts]") {
  std::set<std::string_view> names;
  for (const Word& word : all_words()) {
    CHECK(names.insert(word.name).second);
    CHECK(word.places != 0);
  }
}

}  // namespace layoutcheck
