// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/lock/layout_lock.h"

namespace layoutcheck {

struct RefreshRequest {
  std::string triple;
  std::uint64_t line_bytes = 64;             ///< for a target that is new in the lock
  std::optional<LockMode> mode_of_all = {};  ///< otherwise each entry keeps its own
  LockMode mode_of_new = LockMode::members;  ///< unless another target locks the type
  std::string reason = {};
};

/// What became of the entries, by name of the type.
struct Refresh {
  std::vector<std::string> added;
  std::vector<std::string> changed;
  std::vector<std::string> unchanged;
  std::vector<std::string> ambiguous;  ///< has two layouts; its entry stays what it was
};

/// Takes `layouts` over into the lock. An entry that does not change keeps its reason.
Refresh refresh(LayoutLock& lock, const std::vector<TypeLayout>& layouts,
                const RefreshRequest& request);

}  // namespace layoutcheck
