// SPDX-License-Identifier: MIT
#include "reports/evidence/host_machine.h"

namespace reports {
namespace {

std::optional<std::string> unless_unknown(const std::string& fact) {
  if (fact.empty() || fact == "unknown") return std::nullopt;
  return fact;
}

}  // namespace

Machine machine_of(const Host& host) {
  Machine machine;
  machine.cpu_model = unless_unknown(host.cpu);
  machine.cpu_governor = unless_unknown(host.governor);
  machine.kernel = unless_unknown(host.kernel);
  return machine;
}

}  // namespace reports
