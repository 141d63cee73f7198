// SPDX-License-Identifier: MIT
//
// session.json: what a folder measures, so that only the same measurement goes on in it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

#include "reports/measure/session.h"

namespace reports {

/// What is known about the programs of BASE and NEW: programs_sha256() of each.
using ProgramHashes = std::array<std::string, 2>;

/// A name that no other session has, which is also the seed of its order.
struct SessionId {
  std::uint64_t seed = 0;

  std::string text() const;  ///< 16 hexadecimal digits
};

/// Notes the plan in an empty `folder`, or finds that the session there has the same one. Throws
/// Error, naming what differs, for another plan, for programs that changed, for a damaged record,
/// and for a folder that holds something else.
SessionId begin_or_resume(const SessionPlan& plan, const ProgramHashes& programs,
                          const std::filesystem::path& folder);

}  // namespace reports
