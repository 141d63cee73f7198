// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/confirmation.h"

namespace layoutcheck {

/// Each difference; if `list_types`, each type that was confirmed; what was not compared, by
/// reason, with how many and an example; and the totals.
std::string confirmation_text(const Confirmation& confirmation, bool list_types);

}  // namespace layoutcheck
