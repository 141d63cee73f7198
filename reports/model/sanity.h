// SPDX-License-Identifier: MIT
//
// A sanity report as plain values: sanity/ judges and fills them in, render/ writes them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/check_state.h"
#include "reports/model/evidence.h"
#include "reports/model/layout_facts.h"
#include "reports/model/sanity_plan.h"
#include "reports/model/stored_comparison.h"
#include "reports/model/test_results.h"

namespace reports {

/// One thing that keeps a check from PASSED.
struct Finding {
  CheckState state = CheckState::failed;
  std::string reason;
  /// Evidence is not what was recorded. No waiver covers that.
  bool altered = false;
};

/// One piece of evidence, as a check used it.
struct UsedEvidence {
  Evidence evidence;
  std::string record_sha256;
  std::string file;                     ///< the kept file that was judged
  std::string sha256;                   ///< of its bytes as they are now
  std::optional<std::size_t> executed;  ///< tests, contracts, benchmarks; nothing if not known
};

/// A benchmark as one launch measured it. Shown, not claimed.
struct BenchmarkRow {
  std::string name;
  std::optional<double> real_time_ns;  ///< of one iteration
  std::optional<double> allocations;   ///< of one iteration, if the benchmark counts them
  int repetitions = 0;
  std::string failure;
};

/// What one check found in its file. Only what its type knows is filled in.
struct Content {
  std::vector<Finding> findings;
  std::size_t executed = 0;
  std::string summary;             ///< "12 contracts PROVED at 64, 128 bytes"
  std::vector<std::string> notes;  ///< what is shown and does not decide
  std::optional<LayoutFacts> layout;
  std::optional<TestResults> tests;
  std::vector<BenchmarkRow> benchmarks;
  std::optional<StoredComparison> comparison;
};

enum class WaiverState { applies, expired, not_needed, other_state };

struct JudgedWaiver {
  Waiver waiver;
  WaiverState state = WaiverState::not_needed;
  std::string reason;  ///< why it is in that state
};

struct JudgedCheck {
  PlannedCheck planned;
  CheckState state = CheckState::not_run;
  std::string reason;  ///< for PASSED: what was found; else that of the first finding
  bool waived = false;
  std::vector<Finding> findings;  ///< the weakest first; none if PASSED
  std::vector<UsedEvidence> evidence;
  Content content;
};

/// What a report says about itself. Together with a plan and a folder of evidence it determines
/// every byte of the report, which is what `reports verify` relies on.
struct ReportFrame {
  std::string tool;          ///< "reports 0.1.0"
  std::string generated_at;  ///< UTC, "2026-01-28T01:51:00Z"
  Commit subject;            ///< the checkout that holds the plan
};

struct SanityReport {
  ReportFrame frame;
  std::string title;
  std::vector<PlanFile> plan_files;
  std::vector<JudgedCheck> checks;
  std::vector<JudgedWaiver> waivers;
  std::vector<std::string> limitations;  ///< what the lines above do not show
  CheckState verdict = CheckState::not_run;
  std::string reason;
};

}  // namespace reports
