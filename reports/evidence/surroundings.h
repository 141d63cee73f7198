// SPDX-License-Identifier: MIT
//
// The seam to the machine: time, sources, hardware. Tests use a fake.
#pragma once

#include <filesystem>
#include <string>

#include "reports/model/evidence.h"

namespace reports {

/// The checkout that holds a folder.
struct Checkout {
  Commit commit;
  std::filesystem::path top;  ///< empty outside a checkout
};

class Surroundings {
 public:
  virtual ~Surroundings() = default;

  virtual std::string now() = 0;  ///< UTC, "2026-01-28T01:51:00Z"
  virtual Host host() = 0;
  /// Asks git. What cannot be known is said in `commit.reason`; nothing throws.
  virtual Checkout checkout(const std::filesystem::path& folder) = 0;
};

}  // namespace reports
