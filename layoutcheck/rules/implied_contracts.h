// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/contracts/bind.h"

namespace layoutcheck {

struct ContractGroup {
  std::string name;
  std::vector<std::string> fields;  ///< paths
};

/// What a type says by its pads and alignments, as the configuration would say it.
struct ImpliedContract {
  std::string pattern;  ///< the name of the type; for a template that of all its instances
  SourceLocation location;
  std::vector<std::string> separators;  ///< "alignas(64)", "'pad' (56 bytes)"
  std::vector<ContractGroup> groups;    ///< two or more
};

/// Of the types outside the system's headers that declare nothing, in order of place. What only
/// its members pad or align is left to their types.
std::vector<ImpliedContract> implied_contracts(const Program& program, const Bindings& bindings);

}  // namespace layoutcheck
