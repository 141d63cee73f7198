// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "reports/model/sanity_plan.h"

namespace reports {

/// Reads a plan (YAML; the keys are in reports/README.md) and the files of test names that it
/// points to. Throws Error with file and line for whatever is not understood: an unknown or
/// repeated key, a missing one, a wrong type, a waiver for no check, a phrase that no report may
/// state.
SanityPlan read_sanity_plan(const std::filesystem::path& path);

}  // namespace reports
