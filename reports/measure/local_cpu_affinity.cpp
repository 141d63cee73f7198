// SPDX-License-Identifier: MIT
#include "reports/measure/local_cpu_affinity.h"

#ifdef __linux__
#include <sched.h>
#endif

namespace reports {

#ifdef __linux__

// A machine with more CPUs than the set holds (1024) answers with an error: then nothing is known.
std::vector<int> LocalCpuAffinity::allowed() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::vector<int> cpus;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return cpus;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(static_cast<unsigned>(cpu), &set)) cpus.push_back(cpu);
  }
  return cpus;
}

bool LocalCpuAffinity::restrict_to(const std::vector<int>& cpus) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const int cpu : cpus) {
    if (cpu < 0 || cpu >= CPU_SETSIZE) return false;
    CPU_SET(static_cast<unsigned>(cpu), &set);
  }
  return ::sched_setaffinity(0, sizeof set, &set) == 0;
}

#else

std::vector<int> LocalCpuAffinity::allowed() {
  return {};
}

bool LocalCpuAffinity::restrict_to(const std::vector<int>&) {
  return false;
}

#endif

}  // namespace reports
