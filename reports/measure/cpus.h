// SPDX-License-Identifier: MIT
//
// On which CPUs a session runs.
#pragma once

#include <string>
#include <vector>

#include "reports/measure/cpu_affinity.h"

namespace reports {

struct Pinning {
  std::vector<int> cpus;  ///< empty: on any
  std::string text;       ///< "pinned to CPU 3", "on any CPU: ...": what was done, and why
  bool refused = false;   ///< the machine did not let us
};

/// Restricts this process, and with it all that it starts, as `wanted` says: "2,3", "0-3", "all",
/// or "" for the default. That is the last CPU of at least two, where no benchmark has threads or a
/// clock of its own: it keeps a process from wandering between caches, and the first CPU tends to
/// serve the system. Throws Error for a list that cannot be read or that names a CPU which this
/// process may not use.
Pinning pin(const std::string& wanted, const std::vector<std::string>& benchmarks,
            CpuAffinity& affinity);

}  // namespace reports
