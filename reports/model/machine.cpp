// SPDX-License-Identifier: MIT
#include "reports/model/machine.h"

namespace reports {

std::span<const MachineFact> machine_facts() {
  using enum Difference;
  static constexpr MachineFact facts[] = {
      {"host_name", &Machine::host_name, worth_a_warning},
      {"cpu_model", &Machine::cpu_model, forbids_verdict},
      {"num_cpus", &Machine::num_cpus, forbids_verdict},
      {"caches", &Machine::caches, forbids_verdict},
      {"mhz_per_cpu", &Machine::mhz_per_cpu, worth_a_warning},
      {"cpu_governor", &Machine::cpu_governor, forbids_verdict},
      {"aslr_enabled", &Machine::aslr_enabled, forbids_verdict},
      {"kernel", &Machine::kernel, worth_a_warning},
      {"compiler", &Machine::compiler, forbids_verdict},
      {"compiler_flags", &Machine::compiler_flags, forbids_verdict},
      {"build_type", &Machine::build_type, forbids_verdict},
      {"library_version", &Machine::library_version, forbids_verdict},
      {"library_build_type", &Machine::library_build_type, forbids_verdict},
      {"executable", &Machine::executable, expected},
      {"binary_sha256", &Machine::binary_sha256, expected},
      {"commit", &Machine::commit, expected},
      {"dirty", &Machine::dirty, expected},
  };
  return facts;
}

}  // namespace reports
