// SPDX-License-Identifier: MIT
//
// One judge for each type of check, each in its own file: what its file's bytes say, against what
// the plan expects. Pure functions. They throw Error if the bytes are not what they should be,
// which the caller takes for NOT RUN. How to add a type stands in ingest/sanity_plan.cpp.
#pragma once

#include <string>
#include <vector>

#include "reports/model/sanity.h"

namespace reports {

Content judge(const LayoutExpectation& expected, const std::string& bytes, const std::string& file);
Content judge(const TestsExpectation& expected, const std::string& bytes, const std::string& file);
Content judge(const BenchmarksExpectation& expected, const std::string& bytes,
              const std::string& file);
Content judge(const ComparisonExpectation& expected, const std::string& bytes,
              const std::string& file);

/// "3 tests", "1 test".
std::string counted(std::size_t count, const std::string& noun);

/// At most five of the names in quotes, and how many there are besides.
std::string listed(const std::vector<std::string>& names);

}  // namespace reports
