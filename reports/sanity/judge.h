// SPDX-License-Identifier: MIT
//
// The whole judgement, in the order in which it reads: follow each line's evidence, judge what it
// says, apply the waivers, take the weakest.
#pragma once

#include <filesystem>
#include <string>

#include "reports/model/sanity.h"

namespace reports {

/// Judges the evidence in `evidence_folder` by the plan at `plan_path`. Throws Error for a bad
/// plan; what is wrong with evidence is in the report.
SanityReport judge_evidence(const std::filesystem::path& plan_path,
                            const std::filesystem::path& evidence_folder, const ReportFrame& frame);

}  // namespace reports
