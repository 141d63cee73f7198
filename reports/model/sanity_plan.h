// SPDX-License-Identifier: MIT
//
// What a sanity report must show, as its plan says: plain values. ingest/sanity_plan reads them.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reports/model/check_state.h"

namespace reports {

/// One type whose contracts must all be PROVED, at each of these line sizes.
struct ProvedType {
  std::string name;
  std::vector<unsigned> line_sizes;  ///< bytes, not empty
};

/// Every contract in layoutcheck's file is PROVED, there are enough of them, and these types have
/// some.
struct LayoutExpectation {
  std::size_t contracts_at_least = 1;
  std::vector<ProvedType> types;
};

/// Every executed test passed, enough of them were executed, and so was each of the named ones.
struct TestsExpectation {
  std::size_t executed_at_least = 1;
  std::vector<std::string> names;
  std::optional<std::string> listed_by;  ///< evidence whose output is one test name a line
};

/// Each named benchmark ran without an error, and allocates no more than stated.
struct BenchmarksExpectation {
  std::size_t executed_at_least = 1;
  std::vector<std::string> names;
  std::map<std::string, double> allocations_at_most;  ///< by benchmark, per iteration
};

/// Enough benchmarks were compared with a baseline, and none REGRESSED or is undecided.
struct ComparisonExpectation {
  std::size_t compared_at_least = 1;
};

using Expectation =
    std::variant<LayoutExpectation, TestsExpectation, BenchmarksExpectation, ComparisonExpectation>;

/// The word in a plan's `type`, in the order of Expectation's alternatives.
inline constexpr const char* check_type_names[] = {"layout", "tests", "benchmarks", "comparison"};

struct PlannedCheck {
  std::string id;
  std::string title;
  std::string evidence;  ///< id of a `reports run`
  std::string file;      ///< name of an artefact of that run
  std::string platform;  ///< "Linux x86_64"; empty if any will do
  bool required = true;
  Expectation expectation;

  std::string type() const { return check_type_names[expectation.index()]; }
};

/// Somebody's decision that one check may be in one state until a day.
struct Waiver {
  std::string check;
  CheckState covers = CheckState::failed;
  std::string author;
  std::string reason;
  std::string expires;  ///< last day on which it holds, UTC, "2027-01-31"
};

/// A file that the plan consists of, named from the plan's folder.
struct PlanFile {
  std::string name;
  std::string sha256;
};

struct SanityPlan {
  std::string title;
  std::vector<PlannedCheck> checks;  ///< not empty, ids unique
  std::vector<Waiver> waivers;       ///< each names a check; at most one a check
  std::vector<std::string> files;    ///< the plan itself first, then what it names, by its folder
};

}  // namespace reports
