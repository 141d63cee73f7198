// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/tests/extraction.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

Words words_of(const std::vector<Annotation>& annotations) {
  Words words;
  for (const Annotation& annotation : annotations) {
    CHECK(annotation.source == AnnotationSource::comment);
    words.push_back(annotation.name);
    for (const std::string& argument : annotation.arguments) words.back() += ' ' + argument;
  }
  return words;
}

Words words_of(const Program& program, const std::string& record, const std::string& member) {
  return words_of(member_named(record_named(program, record), member).annotations);
}

/// The only complaint about a comment.
UnboundDirective complaint_about(const std::string& text) {
  const Program program = read_source(text);
  REQUIRE(program.unbound_comments.size() == 1);
  return program.unbound_comments[0];
}

}  // namespace

TEST_CASE("a comment at the end of a line speaks of what its last token ends",
          "[layoutcheck][directives]") {
  const Program program = read_source(R"(
    struct Ring {  // layoutcheck: isolated
      alignas(64)
          long tail;  // layoutcheck: group(producer)
      long cached = 0, head;  // layoutcheck: group(consumer)
      long one,  // layoutcheck: group(one)
          two;  // layoutcheck: group(two)
      int bits : 3;  // layoutcheck: cold
      int slots[2] = {1, 2};  // layoutcheck: read_mostly
      int plain;
    };)");
  CHECK(program.unbound_comments.empty());
  CHECK(words_of(record_named(program, "Ring").annotations) == Words{"isolated"});
  CHECK(words_of(program, "Ring", "tail") == Words{"group producer"});
  CHECK(words_of(program, "Ring", "cached") == Words{"group consumer"});
  CHECK(words_of(program, "Ring", "head") == Words{"group consumer"});
  CHECK(words_of(program, "Ring", "one") == Words{"group one"});
  CHECK(words_of(program, "Ring", "two") == Words{"group two"});
  CHECK(words_of(program, "Ring", "bits") == Words{"cold"});
  CHECK(words_of(program, "Ring", "slots") == Words{"read_mostly"});
  CHECK(words_of(program, "Ring", "plain") == Words{});
}

TEST_CASE("a comment on a line of its own speaks of what begins below it",
          "[layoutcheck][directives]") {
  const Program program = read_source(R"(
    // layoutcheck: isolated
    // layoutcheck: max_size(256)
    // What people say in between does not matter.
    template <class T, int size = sizeof(T)>
    struct alignas(64) Ring {
      // layoutcheck: group(producer)

      [[maybe_unused]] alignas(64) T tail;
      T head;
      // layoutcheck: group(pair)
      struct {
        int x;
      } pair;
    };
    Ring<long> ring;)");
  CHECK(program.unbound_comments.empty());
  CHECK(words_of(record_named(program, "Ring<long>").annotations) ==
        Words{"isolated", "max_size 256"});
  CHECK(words_of(program, "Ring<long>", "tail") == Words{"group producer"});
  CHECK(words_of(program, "Ring<long>", "head") == Words{});
  CHECK(words_of(program, "Ring<long>", "pair") == Words{"group pair"});
}

TEST_CASE("comments speak of globals, static members and thread-locals",
          "[layoutcheck][directives]") {
  const Program program = read_source(R"(
    alignas(64) int hits;  // layoutcheck: group(counters)
    struct Holder {
      static int misses;  // layoutcheck: group(counters)
    };
    int Holder::misses = 0;
    // layoutcheck: isolated
    thread_local int mine = 0;)");
  CHECK(program.unbound_comments.empty());
  REQUIRE(program.globals.size() == 3);
  CHECK(words_of(program.globals[0].variable.annotations) == Words{"group counters"});
  CHECK(words_of(program.globals[1].variable.annotations) == Words{"group counters"});
  CHECK(words_of(program.globals[2].variable.annotations) == Words{"isolated"});
}

TEST_CASE("comments in C speak of structs, also behind a typedef", "[layoutcheck][directives]") {
  const Program program = read_source(R"(
    /* layoutcheck: isolated */
    typedef struct {
      int tail; /* layoutcheck: group(producer) */
    } ring_t;
    struct queue { /* layoutcheck: max_lines(1) */
      int head;
    };)",
                                      {"-std=c11"}, "unit.c");
  CHECK(program.unbound_comments.empty());
  CHECK(words_of(record_named(program, "ring_t").annotations) == Words{"isolated"});
  CHECK(words_of(program, "ring_t", "tail") == Words{"group producer"});
  CHECK(words_of(record_named(program, "queue").annotations) == Words{"max_lines 1"});
}

TEST_CASE("what a macro makes can be spoken of where the macro is used",
          "[layoutcheck][directives]") {
  const Program program = read_source(R"(
    #define FIELD(type, name) type name;
    #define RING(name) struct name { long tail; long head; };
    struct Ring {
      FIELD(long, tail)  // layoutcheck: group(producer)
      FIELD(long, head)
    };
    // layoutcheck: isolated
    RING(Made))");
  CHECK(program.unbound_comments.empty());
  CHECK(words_of(program, "Ring", "tail") == Words{"group producer"});
  CHECK(words_of(program, "Ring", "head") == Words{});
  CHECK(words_of(record_named(program, "Made").annotations) == Words{"isolated"});
  CHECK(words_of(program, "Made", "tail") == Words{});
}

TEST_CASE("a directive in what the preprocessor leaves out does not exist",
          "[layoutcheck][directives]") {
  const std::string text = R"(
    struct S {
      int x;
    #ifdef WITH_TAIL
      int tail;  // layoutcheck: group(producer)
    #endif
    };)";
  CHECK(read_source(text).unbound_comments.empty());
  CHECK(words_of(read_source(text, {"-DWITH_TAIL"}), "S", "tail") == Words{"group producer"});
}

TEST_CASE("a directive in a template that nothing instantiates makes it unchecked, not unbound",
          "[layoutcheck][directives]") {
  const Program program = read_source(R"(
    // layoutcheck: isolated
    template <class T> struct Ring {
      T tail;  // layoutcheck: group(producer)
      T head;  // layoutcheck: group(consumer)
      struct Slot {
        T value;  // layoutcheck: group(slots)
      };
      static T shared;  // layoutcheck: group(shared)
    };)");
  CHECK(program.unbound_comments.empty());
  REQUIRE(program.skipped.size() == 2);
  CHECK(program.skipped[0].annotated);
  CHECK(program.skipped[0].name == "Ring");
  CHECK(program.skipped[1].annotated);
  CHECK(program.skipped[1].name == "Ring::Slot");
}

TEST_CASE("directives of partial specialisations and of their members are bound",
          "[layoutcheck][directives]") {
  const Program program = read_source(R"(
    template <class T, class U> struct Ring { T tail; };
    // layoutcheck: isolated
    template <class T> struct Ring<T, int> {
      T tail;  // layoutcheck: group(producer)
      T head;  // layoutcheck: group(consumer)
    };)");
  CHECK(program.unbound_comments.empty());
}

TEST_CASE("a directive that speaks of nothing is reported at its place",
          "[layoutcheck][directives]") {
  const std::string nothing = GENERATE(
      "\nint f();  // layoutcheck: cold\nint x;", "\n// layoutcheck: cold\nint f();",
      "\nstruct S { int x; };  // layoutcheck: isolated",
      "\n// layoutcheck: cold\n\nusing Number = int;\nint x;",
      "\n// layoutcheck: cold\n#define X\nint x;", "\nstruct S;  // layoutcheck: isolated\nint x;",
      "\n// layoutcheck: cold\n", "\nvoid f() { int local;  // layoutcheck: cold\n}");
  CAPTURE(nothing);
  const UnboundDirective complaint = complaint_about(nothing);
  CHECK(complaint.location.line == 2);
  CHECK(complaint.message ==
        "the comment speaks of no field, type or global variable; put it at the end of the line "
        "that declares one, or on a line of its own above");
}

TEST_CASE("a directive that cannot be read is reported at its place", "[layoutcheck][directives]") {
  const UnboundDirective complaint = complaint_about("int x;  // layoutcheck: group(a");
  CHECK(complaint.location.line == 1);
  CHECK(complaint.message == "the comment cannot be read: the ')' of 'group' is missing");
}

}  // namespace layoutcheck
