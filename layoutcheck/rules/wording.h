// SPDX-License-Identifier: MIT
//
// The turns of phrase that findings share.
#pragma once

#include <cstdint>
#include <string>

#include "layoutcheck/contracts/contract.h"
#include "layoutcheck/model/finding.h"

namespace layoutcheck {

/// "'head'"
std::string quoted(const std::string& path);

/// "64-byte line"
std::string line(std::uint64_t line_bytes);

/// "wherever the object starts", "at every index" or "in 7 of 8 placements"
std::string how_often(const Finding& finding);

/// How to bring the start of a field to a line of its own: by alignment, or by distance where the
/// storage does not honour alignment. `offset_bytes` is the least that would do.
std::string advice_to_align(const std::string& field, std::uint64_t offset_bytes,
                            const Contract& contract, std::uint64_t line_bytes);

}  // namespace layoutcheck
