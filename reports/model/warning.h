// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace reports {

/// Doubtful but usable data. Part of the result, and shown by every output.
struct Warning {
  std::string text;  ///< what is doubtful, where, and what would settle it

  friend bool operator==(const Warning&, const Warning&) = default;
};

}  // namespace reports
