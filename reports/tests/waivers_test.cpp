// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <fstream>

#include "reports/tests/support/good_chain.h"

namespace reports {
namespace {

const std::string waiver =
    "waivers:\n- {check: comparison, covers: not_run, author: Ada, reason: no release yet, "
    "expires: 2026-03-01}\n";

}  // namespace

TEST_CASE("a waived line is shown and does not decide, on the last day too", "[reports][sanity]") {
  GoodChain chain;
  chain.plan += waiver;
  chain.commands["comparison"].runs = false;

  const SanityReport report = chain.run();

  CHECK(report.verdict == CheckState::passed);
  CHECK(line(report, "comparison").state == CheckState::not_run);
  CHECK(line(report, "comparison").waived);
  CHECK(report.waivers.at(0).state == WaiverState::applies);
}

TEST_CASE("an expired waiver is as good as none, and said to be expired", "[reports][sanity]") {
  GoodChain chain;
  chain.plan += waiver;
  chain.commands["comparison"].runs = false;
  chain.frame.generated_at = "2026-03-02T00:00:00Z";

  const SanityReport report = chain.run();

  CHECK(report.verdict == CheckState::not_run);
  CHECK_FALSE(line(report, "comparison").waived);
  CHECK(report.waivers.at(0).reason == "expired at the end of 2026-03-01");
}

TEST_CASE("a waiver covers the state that it names, and no other", "[reports][sanity]") {
  GoodChain chain;
  chain.plan += waiver;
  chain.commands["comparison"].end.exit_code = 1;

  const SanityReport report = chain.run();

  CHECK(report.verdict == CheckState::failed);
  CHECK(report.waivers.at(0).reason == "it covers NOT RUN, but the check is FAILED");
}

TEST_CASE("altered evidence cannot be waived", "[reports][sanity]") {
  GoodChain chain;
  chain.plan += replaced(waiver, "covers: not_run", "covers: failed");
  chain.record_all();
  std::ofstream(chain.evidence() / "comparison/comparison.json", std::ios::app) << " ";

  const SanityReport report = chain.judge();

  CHECK(report.verdict == CheckState::failed);
  CHECK(report.waivers.at(0).reason == "altered evidence cannot be waived");
}

TEST_CASE("a waiver that nothing needs is said to be superfluous", "[reports][sanity]") {
  GoodChain chain;
  chain.plan += waiver;

  const SanityReport report = chain.run();

  CHECK(report.verdict == CheckState::passed);
  CHECK(report.waivers.at(0).state == WaiverState::not_needed);
}

TEST_CASE("an advisory line is shown and does not decide", "[reports][sanity]") {
  GoodChain chain;
  chain.plan = replaced(chain.plan, "  file: comparison.json\n",
                        "  file: comparison.json\n  required: false\n");
  chain.commands["comparison"].runs = false;

  const SanityReport report = chain.run();

  CHECK(report.verdict == CheckState::passed);
  CHECK(line(report, "comparison").state == CheckState::not_run);
}

TEST_CASE("a plan without a required line decides nothing", "[reports][sanity]") {
  GoodChain chain;
  chain.plan = R"(schema_version: 1
title: Nothing required
checks:
- {id: tests, title: T, type: tests, evidence: tests, file: tests.xml, listed_by: list,
   required: false}
)";

  const SanityReport report = chain.run();

  CHECK(report.verdict == CheckState::not_run);
  CHECK(report.reason == "no required line is left to decide");
}

TEST_CASE("a report is as weak as its weakest required line", "[reports][sanity]") {
  GoodChain chain;
  chain.commands["comparison"].runs = false;

  SECTION("FAILED outweighs NOT RUN") {
    chain.commands["tests"].end.exit_code = 1;
    const SanityReport report = chain.run();
    CHECK(report.verdict == CheckState::failed);
    CHECK(report.reason == "1 required line FAILED: 'tests'");
  }
  SECTION("NOT RUN outweighs INCONCLUSIVE") {
    chain.machine.sources.commit.dirty = true;
    CHECK(chain.run().verdict == CheckState::not_run);
  }
}

}  // namespace reports
