// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// One test name a line, as Catch2 2.13 prints with `--list-test-names-only`: a name that begins
/// with '#' stands in double quotes, so that other lines with '#' are comments. Blank lines and
/// repeated names are dropped.
std::vector<std::string> read_test_names(std::string_view text);

}  // namespace reports
