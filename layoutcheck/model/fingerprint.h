// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/finding.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// Names a finding across runs, in 16 hexadecimal digits: it stays the same while lines of the
/// source move. It is a 64-bit FNV-1a (Fowler, Noll, Vo) of rule, USR, fields, target and line
/// size; what speaks of no field is told apart by its message.
std::string fingerprint_of(const Target& target, const Finding& finding);

}  // namespace layoutcheck
