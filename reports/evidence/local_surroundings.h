// SPDX-License-Identifier: MIT
#pragma once

#include "reports/evidence/surroundings.h"

namespace reports {

/// This machine, now.
class LocalSurroundings : public Surroundings {
 public:
  std::string now() override;
  Host host() override;
  Checkout checkout(const std::filesystem::path& folder) override;
};

}  // namespace reports
