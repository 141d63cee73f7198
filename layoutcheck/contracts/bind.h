// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layoutcheck/contracts/contract.h"

namespace layoutcheck {

/// All that is declared about a program: by macros, by comments, by the configuration.
struct Bindings {
  ProgramTerms terms;
  /// Of every record that has terms, or that contains or derives from one that has, in the order
  /// of Program::records; then of the globals of which more can be said than of their types. Some
  /// contracts may claim nothing.
  std::vector<Contract> contracts;
  std::vector<UnboundDirective> unbound;
  /// Configured contracts whose types and variables are not in the program: names as configured.
  std::vector<std::string> absent;
};

/// Whether a program is all that a configuration speaks of, or some files of it.
enum class Extent { whole, part };

/// In a part of the whole, contracts may be absent; in the whole, each must bind to something.
Bindings bind(const Program& program, const std::vector<ConfiguredContract>& configured = {},
              Extent extent = Extent::whole);

}  // namespace layoutcheck
