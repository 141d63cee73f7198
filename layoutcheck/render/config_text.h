// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/rules/implied_contracts.h"

namespace layoutcheck {

/// A configuration that declares these contracts, with comments that say why.
std::string config_text(const std::vector<ImpliedContract>& contracts);

}  // namespace layoutcheck
