// SPDX-License-Identifier: MIT
#include <algorithm>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/extraction.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

Program read_annotated(const std::string& text) {
  return read_source("#include \"layoutcheck/annotations.h\"\n" + text);
}

/// "name argument argument" of each.
Words words_of(const std::vector<Annotation>& annotations) {
  Words words;
  for (const Annotation& annotation : annotations) {
    words.push_back(annotation.name);
    for (const std::string& argument : annotation.arguments) words.back() += ' ' + argument;
  }
  return words;
}

Words names_of(const std::vector<Global>& globals) {
  Words names;
  for (const Global& global : globals) names.push_back(global.variable.name);
  return names;
}

}  // namespace

TEST_CASE("annotations on fields and records are read with their words", "[layoutcheck][extract]") {
  const Program program = read_annotated(R"(
    struct LAYOUT_ISOLATED LAYOUT_MAX_SIZE(256) Ring {
      LAYOUT_GROUP(producer) LAYOUT_WRITTEN_BY(main, worker) alignas(64) long tail;
      LAYOUT_PIN(64) long head;
      LAYOUT_MAY_SHARE(a, b, "never at once") int flags : 3;
      int plain;
    };)");
  const Record& ring = record_named(program, "Ring");
  CHECK(words_of(ring.annotations) == Words{"isolated", "max_size 256"});
  CHECK(words_of(member_named(ring, "tail").annotations) ==
        Words{"group producer", "written_by main, worker"});
  CHECK(words_of(member_named(ring, "head").annotations) == Words{"pin 64"});
  CHECK(words_of(member_named(ring, "flags").annotations) == Words{"may_share a b never at once"});
  CHECK(member_named(ring, "plain").annotations.empty());
  CHECK(program.stray_annotations.empty());
}

TEST_CASE("an annotation stands where its macro is used", "[layoutcheck][extract]") {
  const Program program = read_annotated("struct S {\n  LAYOUT_COLD int x;\n};");
  const SourceLocation place =
      member_named(record_named(program, "S"), "x").annotations.at(0).location;
  CHECK(place.line == 3);
  CHECK(place.column == 3);
}

TEST_CASE("instantiations have the annotations of their template", "[layoutcheck][extract]") {
  const Program program = read_annotated(R"(
    template <class T> struct LAYOUT_ISOLATED Box { LAYOUT_GROUP(mine) T value; };
    Box<int> box;)");
  const Record& box = record_named(program, "Box<int>");
  CHECK(words_of(box.annotations) == Words{"isolated"});
  CHECK(words_of(member_named(box, "value").annotations) == Words{"group mine"});
}

TEST_CASE("a definition has the annotations of its forward declaration, once",
          "[layoutcheck][extract]") {
  const Program program = read_annotated(R"(
    struct LAYOUT_ISOLATED Late;
    struct Late { int x; };)");
  CHECK(words_of(record_named(program, "Late").annotations) == Words{"isolated"});
}

TEST_CASE("annotations of others are not ours", "[layoutcheck][extract]") {
  const Program program =
      read_annotated("struct S { [[clang::annotate(\"other\", \"group\")]] int x; };");
  CHECK(member_named(record_named(program, "S"), "x").annotations.empty());
}

TEST_CASE("annotations in C are read as well", "[layoutcheck][extract]") {
  const Program program = read_source(
      "#include \"layoutcheck/annotations.h\"\nstruct LAYOUT_ISOLATED S { LAYOUT_GROUP(a) int x; "
      "};",
      {"-std=c11"}, "unit.c");
  CHECK(words_of(record_named(program, "S").annotations) == Words{"isolated"});
  CHECK(words_of(member_named(record_named(program, "S"), "x").annotations) == Words{"group a"});
}

TEST_CASE("globals are variables of static storage that somebody can write",
          "[layoutcheck][extract]") {
  const Program program = read_annotated(R"(
    struct Ring { alignas(64) long tail; };
    namespace net {
    Ring ring;
    alignas(256) static Ring rings[4];
    LAYOUT_GROUP(counters) long hits;
    long plain;
    const int constants[2] = {1, 2};
    thread_local Ring own;
    struct Server { static Ring shared; };
    Ring Server::shared;
    template <class T> struct Pool { static inline Ring ring; T value; };
    Pool<int> pool;
    inline void serve() { static Ring local; Ring on_stack; (void)&Pool<int>::ring; }
    })");
  CHECK(names_of(program.globals) ==
        Words{"net::ring", "net::rings", "net::hits", "net::plain", "net::own",
              "net::Server::shared", "net::Pool<int>::ring", "net::pool", "net::serve()::local"});
  const Member& rings = program.globals[1].variable;
  CHECK(rings.align_bytes == 256);
  CHECK(rings.explicit_align_bytes == 256);
  CHECK(rings.array == ArrayShape{4, 64, 64});
  CHECK(program.records[rings.record.value()].name == "Ring");
  CHECK(words_of(program.globals[2].variable.annotations) == Words{"group counters"});
  CHECK_FALSE(program.globals[2].usr.empty());
}

TEST_CASE("a variable that is declared twice is one global with all annotations",
          "[layoutcheck][extract]") {
  const Program program = read_annotated(R"(
    struct S { int x; };
    LAYOUT_COLD extern S s;
    S s;)");
  REQUIRE(program.globals.size() == 1);
  CHECK(words_of(program.globals[0].variable.annotations) == Words{"cold"});
}

TEST_CASE("annotations on anything else are strays", "[layoutcheck][extract]") {
  const Program program = read_annotated(R"(
    LAYOUT_GROUP(function) void f(LAYOUT_GROUP(parameter) int p) {
      LAYOUT_GROUP(local) int l = p; (void)l;
      auto lambda = [] { LAYOUT_GROUP(in_lambda) int x = 0; return x; };
      { LAYOUT_GROUP(in_block) int y = 0; (void)y; }
      (void)lambda;
    }
    void declared(LAYOUT_GROUP(of_declaration) int p);
    template <class T> void generic() { LAYOUT_GROUP(in_template) T x{}; (void)x; }
    inline void use() { generic<int>(); generic<char>(); }
    struct S { LAYOUT_GROUP(method) void g(); };
    LAYOUT_GROUP(alias) typedef int Alias;
    enum LAYOUT_GROUP(enumeration) E { e };)");
  Words words = words_of(program.stray_annotations);
  for (const char* expected :
       {"group function", "group parameter", "group local", "group in_lambda", "group in_block",
        "group of_declaration", "group in_template", "group method", "group alias",
        "group enumeration"}) {
    CAPTURE(expected);
    CHECK(std::count(words.begin(), words.end(), expected) >= 1);
  }
  CHECK(std::count(words.begin(), words.end(), "group in_template") == 1);
}

TEST_CASE("a template that nothing instantiates is skipped with the reason",
          "[layoutcheck][extract]") {
  const Program program = read_annotated(R"(
    template <class T> struct Used { T x; };
    template <class T> struct Never { LAYOUT_GROUP(a) T x; struct Inner { T y; }; };
    template <class T> struct Forward;
    Used<int> used;)");
  REQUIRE(program.skipped.size() == 1);
  CHECK(program.skipped[0].name == "Never");
  CHECK(program.skipped[0].reason == "a template that nothing in this unit instantiates");
  CHECK(program.skipped[0].location.line == 4);
  CHECK(program.skipped[0].annotated);
}

}  // namespace layoutcheck
