// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layoutcheck/model/proof.h"

namespace layoutcheck {

/// A finding of an earlier check.
struct BaselineEntry {
  std::string fingerprint;
  std::string rule;
  std::string type;  ///< empty if it spoke of none
  std::string target;
  std::uint64_t line_bytes = 0;  ///< 0 if lines did not matter
  std::string message;
  Proof proof;  ///< without a witness; nothing fails if the finding rests on no proof
};

/// What is known and need not be mended now.
struct Baseline {
  std::string file;
  std::vector<BaselineEntry> entries;
};

}  // namespace layoutcheck
