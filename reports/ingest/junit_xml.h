// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "reports/model/test_results.h"

namespace reports {

/// Reads JUnit XML. Every `<testcase>` counts once; the `tests` attribute is not used, since
/// Catch2 2.13 counts assertions there. Throws Error, naming `file`, for what is damaged, cut off
/// or no JUnit.
///
/// Source: the reporters of Catch2 2.13 (sections are test cases "case/section", and a case
/// without assertions is left out though it may be counted as a failure), of GoogleTest 1.12
/// (`status="notrun"`) and of CTest 3.25 (`status="disabled"`, `<skipped>`).
TestResults read_junit_xml(std::string_view xml, const std::string& file);

}  // namespace reports
