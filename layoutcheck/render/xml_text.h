// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace layoutcheck {

/// The text with U+FFFD in place of what XML 1.0 cannot hold, escaped or not: control characters
/// other than tab and line ends, and bytes that are no UTF-8.
std::string xml_text(const std::string& text);

}  // namespace layoutcheck
