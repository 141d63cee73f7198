// SPDX-License-Identifier: MIT
//
// The seam to the scheduler. The real one is local_cpu_affinity; tests use a fake.
#pragma once

#include <vector>

namespace reports {

class CpuAffinity {
 public:
  virtual ~CpuAffinity() = default;

  /// On which this process may run, in order; empty if nobody can say.
  virtual std::vector<int> allowed() = 0;
  /// From now on this process and those that it starts run there only. False if that is refused.
  virtual bool restrict_to(const std::vector<int>& cpus) = 0;
};

}  // namespace reports
