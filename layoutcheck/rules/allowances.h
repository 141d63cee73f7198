// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "layoutcheck/contracts/contract.h"
#include "layoutcheck/model/finding.h"

namespace layoutcheck {

/// The reason of a LAYOUT_ALLOW in `contract` that covers `finding`, if there is one. Given for a
/// field, it covers what that field has to do with others. Given for a type, it covers what the
/// fields in there have to do with each other; and with strangers only if the rule is about the
/// object's edges.
std::optional<std::string> reason_to_allow(const Contract& contract, const Finding& finding);

/// The allowance that gives the reason; null if there is none.
const Allowance* allowance_for(const Contract& contract, const Finding& finding);

}  // namespace layoutcheck
