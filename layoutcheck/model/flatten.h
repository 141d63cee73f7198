// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// One member seen from an enclosing record: `stats.hits` at its offset in the outermost object.
struct PlacedMember {
  const Member* member = nullptr;
  const Record* owner = nullptr;  ///< the record that declares it
  std::string path;               ///< "stats.hits", "Base::next_"; see below
  std::uint64_t offset_bits = 0;  ///< from the start of the outermost record
  unsigned depth = 0;             ///< 0 for the outermost record's own members
  bool leaf = false;              ///< has no members of its own here; arrays are leaves
};

/// Every member of `record`, at any depth, each before its own members. Virtual bases of bases
/// appear once, where the outermost complete object places them. An anonymous member adds nothing
/// to the paths of its members; its own ends in "(anonymous)".
std::vector<PlacedMember> flatten(const Program& program, const Record& record);

}  // namespace layoutcheck
