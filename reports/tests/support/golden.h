// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace reports {

/// What tests/golden/NAME says the output must be. With UPDATE_GOLDEN=1 in the environment it is
/// written from `actual` first, for review as a diff.
std::string golden(const std::string& name, const std::string& actual);

}  // namespace reports
