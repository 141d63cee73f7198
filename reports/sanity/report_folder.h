// SPDX-License-Identifier: MIT
//
// A report's folder: report.json, report.md, report.html, and under plan/ and evidence/ a copy of
// everything that was judged, so that the report can be verified wherever it goes.
#pragma once

#include <filesystem>

#include "reports/model/sanity_plan.h"

namespace reports {

/// A folder that takes `target`'s place when it is complete, and is gone without a trace if that
/// never happens. Throws Error if `target` holds anything but an earlier report: what lies in it
/// is replaced as a whole, since nothing old may stand beside a new verdict.
class ReportFolder {
 public:
  explicit ReportFolder(std::filesystem::path target);
  ~ReportFolder();
  ReportFolder(const ReportFolder&) = delete;
  ReportFolder& operator=(const ReportFolder&) = delete;

  const std::filesystem::path& path() const { return draft_; }  ///< where to write meanwhile
  void publish();

 private:
  std::filesystem::path target_;
  std::filesystem::path draft_;
};

/// Copies the plan at `plan_path` with the files it names, and all evidence that it asks for and
/// that exists, into plan/ and evidence/ of `folder`. Links are not followed.
void copy_inputs(const SanityPlan& plan, const std::filesystem::path& plan_path,
                 const std::filesystem::path& evidence, const std::filesystem::path& folder);

}  // namespace reports
