// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "layoutcheck/contracts/bind.h"

namespace layoutcheck {

/// The group of each field of the record that is in one, itself or by what it is part of, under
/// the field's path as flatten() writes it. Elements of arrays are not among them.
std::map<std::string, std::string> group_names(const Bindings& bindings, RecordIndex record);

}  // namespace layoutcheck
