// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "layoutcheck/contracts/bind.h"
#include "layoutcheck/model/type_layout.h"

namespace layoutcheck {

/// The group of each field of the record that is in one, itself or by what it is part of, under
/// the field's path as flatten() writes it. Elements of arrays are not among them.
std::map<std::string, std::string> group_names(const Bindings& bindings, RecordIndex record);

/// The layouts of these records of the program, with the groups of their fields.
std::vector<TypeLayout> type_layouts(const Program& program, const Bindings& bindings,
                                     const std::vector<const Record*>& records);

}  // namespace layoutcheck
