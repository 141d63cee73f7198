// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layoutcheck/contracts/contract.h"

namespace layoutcheck {

/// All that the annotations of a program say.
struct Bindings {
  ProgramTerms terms;
  /// Of every record that has terms, or that contains or derives from one that has, in the order
  /// of Program::records; then of the globals of which more can be said than of their types. Some
  /// contracts may claim nothing.
  std::vector<Contract> contracts;
  std::vector<UnboundDirective> unbound;
};

Bindings bind(const Program& program);

}  // namespace layoutcheck
