// SPDX-License-Identifier: MIT
#pragma once

#include "reports/measure/cpu_affinity.h"

namespace reports {

/// This process, on Linux. Elsewhere nothing is known and every restriction is refused.
class LocalCpuAffinity : public CpuAffinity {
 public:
  std::vector<int> allowed() override;
  bool restrict_to(const std::vector<int>& cpus) override;
};

}  // namespace reports
