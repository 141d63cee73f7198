// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/model/directive_text.h"

namespace layoutcheck {
namespace {

using Words = std::vector<DirectiveWord>;

Words words_of(std::string_view comment) {
  const auto directive = read_directive(comment);
  REQUIRE(directive);
  CHECK(directive->problem == "");
  return directive->words;
}

std::string problem_of(std::string_view comment) {
  const auto directive = read_directive(comment);
  REQUIRE(directive);
  CHECK(directive->words.empty());
  return directive->problem;
}

}  // namespace

TEST_CASE("every kind of comment can hold a directive", "[layoutcheck][directives]") {
  const Words expected = {{"group", {"producer"}}};
  CHECK(words_of("// layoutcheck: group(producer)") == expected);
  CHECK(words_of("//layoutcheck:group( producer )") == expected);
  CHECK(words_of("/// layoutcheck: group(producer)") == expected);
  CHECK(words_of("///< layoutcheck: group(producer)") == expected);
  CHECK(words_of("/* layoutcheck: group(producer) */") == expected);
  CHECK(words_of("/** layoutcheck: group(producer)\n */") == expected);
  CHECK(words_of("/* The tail.\n * Layoutcheck: group(producer)\n */") == expected);
}

TEST_CASE("a directive holds words with arguments, strings among them",
          "[layoutcheck][directives]") {
  CHECK(words_of("// layoutcheck: isolated max_size(256)") ==
        Words{{"isolated", {}}, {"max_size", {"256"}}});
  CHECK(words_of("// layoutcheck: written_by(a, b) read_by(c)") ==
        Words{{"written_by", {"a", "b"}}, {"read_by", {"c"}}});
  CHECK(words_of(R"-(// layoutcheck: may_share(a, b, "one, \"two\" (three)"))-") ==
        Words{{"may_share", {"a", "b", "one, \"two\" (three)"}}});
}

TEST_CASE("a comment that only mentions layoutcheck is no directive", "[layoutcheck][directives]") {
  CHECK(!read_directive("// see layoutcheck: it proves this"));
  CHECK(!read_directive("// layoutcheck proves this"));
  CHECK(!read_directive("/* Some text.\n   See layoutcheck: what it says. */"));
  CHECK(!read_directive("/**/"));
  CHECK(!read_directive("//"));
  CHECK(!read_directive(""));
}

TEST_CASE("a directive that cannot be read says where it ends to make sense",
          "[layoutcheck][directives]") {
  CHECK(problem_of("// layoutcheck:") == "it says nothing after 'layoutcheck:'");
  CHECK(problem_of("// layoutcheck: group(a") == "the ')' of 'group' is missing");
  CHECK(problem_of("// layoutcheck: group()") == "an argument is empty");
  CHECK(problem_of("// layoutcheck: group(a,)") == "an argument is empty");
  CHECK(problem_of("// layoutcheck: allow(pin, \"why)") == "a string is not closed");
  CHECK(problem_of("// layoutcheck: may_share(a \"b\")") ==
        "between the arguments of 'may_share' stands no comma");
  CHECK(problem_of("// layoutcheck: group(a), cold") == "', cold' is not a word");
  CHECK(problem_of("// the tail, layoutcheck: group(a)") ==
        "a directive begins its line, and this one stands behind other text");
  CHECK(problem_of("// layoutcheck: LAYOUT_COLD") == "'LAYOUT_COLD' is not a word");
}

}  // namespace layoutcheck
