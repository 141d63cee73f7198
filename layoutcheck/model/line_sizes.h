// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace layoutcheck {

/// The cache line sizes, in bytes and ascending, that count for a target unless the user says
/// otherwise. An architecture that is not in the table gets 64.
std::vector<std::uint64_t> default_line_sizes(std::string_view triple);

/// One name for each architecture, whichever of its names is given (`amd64`, `x86_64`; also the
/// first part of a triple). Empty if there is no such architecture.
std::string_view architecture(std::string_view name);

}  // namespace layoutcheck
