// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/rules/rule.h"

namespace layoutcheck {

/// Every rule with its severity, whether it is on by default, and what it is about.
std::string rules_text();

/// All that there is to say about one rule: what it reports, how to fix it, how to allow it.
std::string rule_text(const Rule& rule);

/// The rules whose names are nearest to `name`, which is none: "isolation, isolation-intent".
std::string nearest_rules(std::string_view name);

}  // namespace layoutcheck
