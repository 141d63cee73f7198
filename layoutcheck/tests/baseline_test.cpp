// SPDX-License-Identifier: MIT
//
// What a baseline covers, for findings made by hand.
#include <catch2/catch.hpp>

#include "layoutcheck/model/fingerprint.h"
#include "layoutcheck/rules/apply_baseline.h"
#include "layoutcheck/tests/programs.h"

namespace layoutcheck {
namespace {

Finding shares(std::uint64_t failing, std::uint64_t placements = 8) {
  Finding made;
  made.rule = "isolation";
  made.type = "S";
  made.usr = "c:@S@S";
  made.line_bytes = 64;
  made.fields = {{"x", "", {0, 7}, {}}, {"y", "", {8, 15}, {}}};
  made.proof = {placements, failing, Witness{}};
  made.message = "in " + std::to_string(failing) + " of " + std::to_string(placements);
  return made;
}

/// One run whose findings are judged against those of another.
class Run {
 public:
  explicit Run(std::vector<Finding> findings, Extent extent = Extent::whole) : extent_(extent) {
    result_.findings = std::move(findings);
  }

  const std::vector<Finding>& against(const std::vector<Finding>& known) {
    Baseline baseline{"base.json", {}};
    for (const Finding& finding : known) {
      baseline.entries.push_back({fingerprint_of(program_.target, finding), finding.rule,
                                  finding.type, program_.target.triple, finding.line_bytes,
                                  finding.message, finding.proof});
    }
    const CheckInput input{.program = program_, .bindings = bindings_, .extent = extent_};
    apply_baseline(baseline, input, result_);
    return result_.findings;
  }

 private:
  Program program_ = program_of({record("S", 16, 8, {})});
  Bindings bindings_;
  Extent extent_;
  CheckResult result_;
};

}  // namespace

TEST_CASE("an entry covers one finding, however many look alike", "[layoutcheck][baseline]") {
  Run run({shares(1), shares(1), shares(1)});
  const auto& findings = run.against({shares(1), shares(1)});

  REQUIRE(findings.size() == 3);
  CHECK(findings[0].baselined);
  CHECK(findings[1].baselined);
  CHECK_FALSE(findings[2].baselined);
}

TEST_CASE("an entry of several that look alike is stale only if all units were read",
          "[layoutcheck][baseline]") {
  Run whole({shares(1)});
  const auto& findings = whole.against({shares(1), shares(1)});
  REQUIRE(findings.size() == 2);
  CHECK(findings[1].rule == "stale-suppression");

  Run part({shares(1)}, Extent::part);
  CHECK(part.against({shares(1), shares(1)}).size() == 1);
}

TEST_CASE("an entry covers what fails in no larger part of the placements",
          "[layoutcheck][baseline]") {
  const auto covers = [](const Finding& known, const Finding& finding) {
    Run run({finding});
    return run.against({known}).front().baselined;
  };

  CHECK(covers(shares(2), shares(1)));
  CHECK(covers(shares(1), shares(1)));
  CHECK(covers(shares(8), shares(8)));
  CHECK(covers(shares(2), shares(4, 16)));
  CHECK_FALSE(covers(shares(1), shares(2)));
  CHECK_FALSE(covers(shares(7), shares(8)));
  CHECK_FALSE(covers(shares(2), shares(5, 16)));
}

TEST_CASE("a finding that got worse takes no entry from one that did not",
          "[layoutcheck][baseline]") {
  Run run({shares(7), shares(1)});
  const auto& findings = run.against({shares(2), shares(1)});

  REQUIRE(findings.size() == 2);
  CHECK_FALSE(findings[0].baselined);
  CHECK(findings[0].help == "the baseline base.json knows it, and it got worse; it was: in 2 of 8");
  CHECK(findings[1].baselined);
}

}  // namespace layoutcheck
