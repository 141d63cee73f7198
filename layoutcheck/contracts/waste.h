// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "layoutcheck/model/record.h"

namespace layoutcheck {

/// The bytes of `record`, as a complete object, that nobody uses and nobody asked for: its holes
/// and its tail padding, without those that alignas or an alignment beyond that of any scalar type
/// makes. Holes within its members are theirs. Bits of holes add up. Nothing for a union.
std::uint64_t wasted_bytes(const Record& record);

}  // namespace layoutcheck
