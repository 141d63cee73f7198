// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace reports {

enum class TestOutcome { passed, failed, skipped };

struct TestResult {
  std::string name;
  TestOutcome outcome = TestOutcome::passed;
  std::string message;  ///< the first line of what a failed test said
};

struct TestResults {
  std::vector<TestResult> tests;
  /// Failures and errors by the file's own count, which may know of some that it does not list.
  std::size_t failures_counted = 0;
};

}  // namespace reports
