// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "reports/model/sanity.h"

namespace reports {

/// The parts of a report.json that cannot be derived from the evidence.
struct StoredReport {
  ReportFrame frame;
  std::string plan;  ///< file name of the plan in plan/
};

/// Throws Error, naming `file`, if that is no report.
StoredReport read_stored_report(const std::string& json, const std::string& file);

/// What two reports say differently, a line each: "/checks/2/state: "passed", derived "failed"".
/// At most ten lines. Both are JSON.
std::vector<std::string> differences(const std::string& stored, const std::string& derived);

}  // namespace reports
