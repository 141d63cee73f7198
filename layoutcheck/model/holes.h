// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "layoutcheck/model/record.h"

namespace layoutcheck {

/// Bits of a record that belong to none of its members, counted from its start.
struct Hole {
  std::uint64_t offset_bits = 0;
  std::uint64_t size_bits = 0;
  bool tail = false;  ///< nothing follows: tail padding

  friend bool operator==(const Hole&, const Hole&) = default;
};

/// The holes in the first `size_bits` of `record`, in order of offset. Holes inside its members
/// are the members' own. For a complete object `size_bits` is `record.size * 8`; for a base or a
/// `[[no_unique_address]]` member, what Member::size_bits says.
std::vector<Hole> holes(const Record& record, std::uint64_t size_bits);

}  // namespace layoutcheck
