// SPDX-License-Identifier: MIT
//
// Which record of debug information is which record of clang's.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/record.h"

namespace layoutcheck {

struct Pair {
  const Record* theirs = nullptr;
  const Record* ours = nullptr;  ///< null if there is none, or no telling which
  std::string reason;            ///< why there is none
};

/// Pairs each of the build's records with clang's record of the same name, in unnamed namespaces
/// also at the same place; or of the same name but for default arguments, at the same place; or
/// alone at the same place.
std::vector<Pair> join_records(const std::vector<Record>& theirs, const std::vector<Record>& ours);

}  // namespace layoutcheck
