// SPDX-License-Identifier: MIT
#pragma once

#include "layoutcheck/config/config_node.h"
#include "layoutcheck/contracts/configured.h"

namespace layoutcheck {

/// Reads one entry of `contracts`. Throws Error "file:line: message".
ConfiguredContract read_contract(const ConfigNode& entry);

}  // namespace layoutcheck
