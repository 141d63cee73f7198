// SPDX-License-Identifier: MIT
#include "reports/render/escape.h"

#include <catch2/catch.hpp>

namespace reports {

TEST_CASE("control characters become visible on a terminal", "[reports][escape]") {
  CHECK(escape_terminal("a\x1b[31mb\n\r\t\x7f") == "a\\x1b[31mb\\x0a\\x0d\\x09\\x7f");
}

TEST_CASE("text that is no UTF-8 comes out as valid UTF-8", "[reports][escape]") {
  CHECK(escape_terminal("\xff") == "\\xff");
  CHECK(escape_terminal("\xc3") == "\\xc3");
  CHECK(escape_terminal("\xc0\xaf") == "\\xc0\\xaf");                    // overlong '/'
  CHECK(escape_terminal("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // a surrogate
  CHECK(escape_terminal("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // past the last one
}

TEST_CASE("marks that reorder or hide text become visible", "[reports][escape]") {
  CHECK(escape_terminal("a\u202eb") == "a\\u202eb");
  CHECK(escape_terminal("a\u200bb") == "a\\u200bb");
  CHECK(escape_terminal("a\u0085b") == "a\\u0085b");
}

TEST_CASE("what XML cannot hold and what no font shows becomes visible", "[reports][escape]") {
  CHECK(escape_terminal("a\xef\xbf\xbe") == "a\\ufffe");
  CHECK(escape_terminal("a\xef\xbf\xbf") == "a\\uffff");
  CHECK(escape_terminal("a\xf3\xa0\x81\x81") == "a\\ue0041");  // a letter of an invisible alphabet
}

TEST_CASE("ordinary text of any language is left alone", "[reports][escape]") {
  CHECK(escape_terminal("BM_post<int>/8 µs → 日本語 🙂") ==
        "BM_post<int>/8 µs → 日本語 🙂");
}

TEST_CASE("Markdown shows what was written and builds no table, link, tag or mention",
          "[reports][escape]") {
  CHECK(escape_markdown("a|b") == "a\\|b");
  CHECK(escape_markdown("<script>&") == "&lt;script&gt;&amp;");
  CHECK(escape_markdown("[x](y)") == "\\[x\\](y)");
  // Mentions are looked for in what Markdown became, where an entity is the character again.
  CHECK(escape_markdown("@team #1 `c`") == "@&#8203;team #&#8203;1 \\`c\\`");
  CHECK(escape_markdown("a\nb") == "a\\\\x0ab");
}

TEST_CASE("a workflow command ends where its line ends, whatever the text", "[reports][escape]") {
  CHECK(escape_workflow_message("100 %\n::error::x") == "100 %25\\x0a::error::x");
  CHECK(escape_workflow_property("a::b,c%") == "a%3A%3Ab%2Cc%25");
}

}  // namespace reports
