// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// JUnit XML with one test case a row. REGRESSED is a failure; without a verdict it is an error,
/// since most readers count `skipped` as success, and so it is if the gate is disarmed and acts on
/// none; what is allowed to have none is skipped.
/// Warnings are what the suite wrote.
///
/// Source: the schema of Jenkins' xUnit plugin (junit-10.xsd).
std::string render_comparison_junit(const Comparison& comparison);

}  // namespace reports
