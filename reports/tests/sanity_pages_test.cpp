// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reports/model/banned_words.h"
#include "reports/render/sanity_json.h"
#include "reports/render/sanity_pages.h"
#include "reports/render/sanity_templates.h"
#include "reports/render/sanity_text.h"
#include "reports/tests/support/good_chain.h"

namespace reports {
namespace {

constexpr const char* hostile = "</script><img src=x onerror=alert(1)> | \x1b[31m \xe2\x80\xae \"'";

/// Whatever a stranger may name, named to do harm.
void make_hostile(GoodChain& chain) {
  std::string& xml = chain.commands["tests"].content;
  xml = replaced(xml, "name=\"one adds\" time=\"0.000\" status=\"run\"/>",
                 "name=\"&lt;script&gt;alert(1)&lt;/script&gt;\"><failure "
                 "message=\"&lt;/code&gt;&lt;b&gt;bold&lt;/b&gt; | cell\"/></testcase>");
  chain.commands["tests"].end = {RunEnd::not_started, {}, {}, hostile, 0};
  chain.machine.machine.cpu = hostile;
  chain.machine.sources.commit = {"", true, hostile};
}

}  // namespace

TEST_CASE("the page loads nothing, runs nothing, and says so to the browser", "[reports][sanity]") {
  GoodChain chain;

  const std::string page = sanity_html(sanity_json(chain.run()));

  CHECK_THAT(page, Catch::Contains("content=\"default-src 'none'; style-src 'unsafe-inline'; "
                                   "base-uri 'none'; form-action 'none'\""));
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("http:") == std::string::npos);
  CHECK(page.find("https:") == std::string::npos);
  CHECK(page.find("{{") == std::string::npos);
}

TEST_CASE("every line, state and reason of the report stands on both pages", "[reports][sanity]") {
  GoodChain chain;
  chain.commands["comparison"].runs = false;
  chain.plan +=
      "waivers:\n- {check: comparison, covers: not_run, author: Ada, reason: first "
      "release, expires: 2026-12-31}\n";
  const std::string json = sanity_json(chain.run());
  const std::string text = GENERATE_COPY(sanity_html(json), sanity_markdown(json));

  for (const char* said :
       {"The test suite", "PASSED", "NOT RUN", "2 contracts of 1 type PROVED", "no baseline was",
        "program tests", "tests.xml", "net::Ring", "waived", "Ada", "first release", "2026-12-31",
        "host-1", "0123456789ab", "One launch"}) {
    CAPTURE(said);
    CHECK(text.find(said) != std::string::npos);
  }
}

TEST_CASE("hostile names stay text in every output", "[reports][sanity]") {
  GoodChain chain;
  make_hostile(chain);
  const SanityReport report = chain.run();
  const std::string json = sanity_json(report);
  const std::string html = sanity_html(json);
  const std::string markdown = sanity_markdown(json);
  const std::string text = sanity_text(report);

  for (const std::string& page : {html, markdown}) {
    CHECK(page.find("<img") == std::string::npos);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("<b>") == std::string::npos);
  }
  for (const std::string& output : {html, markdown, text}) {
    CHECK(output.find('\x1b') == std::string::npos);
    CHECK(output.find("\xe2\x80\xae") == std::string::npos);
  }
  CHECK(html.find("&lt;img src=x") != std::string::npos);
}

TEST_CASE("the same evidence gives the same bytes", "[reports][sanity]") {
  GoodChain chain;
  chain.record_all();

  const std::string json = sanity_json(chain.judge());

  CHECK(sanity_json(chain.judge()) == json);
  CHECK(sanity_html(json) == sanity_html(json));
}

TEST_CASE("no template states what no evidence carries", "[reports][sanity]") {
  std::string html = sanity_html_template;
  html.erase(html.find("<style>"), html.find("</style>") - html.find("<style>"));

  CHECK_FALSE(banned_phrase(html));
  CHECK_FALSE(banned_phrase(sanity_markdown_template));
  CHECK(banned_phrase("Layout is OPTIMAL") == "optimal");
  CHECK(banned_phrase("confidence: 100 %") == "100 %");
}

TEST_CASE("the terminal's lines fit, and the last one is the verdict", "[reports][sanity]") {
  GoodChain chain;
  chain.commands["comparison"].runs = false;

  const std::string text = sanity_text(chain.run());

  CHECK_THAT(text, Catch::EndsWith("\nNOT RUN: 1 required line NOT RUN: 'comparison'\n"));
  std::size_t start = 0;
  for (std::size_t end; (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
    CHECK(end - start <= 100);
  }
}

}  // namespace reports
