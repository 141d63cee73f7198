// SPDX-License-Identifier: MIT
//
// The records that another compiler laid out, as its debug information has them.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/record.h"

namespace layoutcheck {

struct DebugInformation {
  std::string source;  ///< the file that was compiled
  std::vector<Record> records;
};

/// Reads an object file of one compilation. A record is there if it is complete; filled in are:
/// name (with all template arguments), kind, location, size, and of each member that lies at a
/// constant offset the name, kind and offset, and of a bit-field the size. Virtual bases have no
/// constant offset. Throws std::runtime_error if the file has no debug information.
DebugInformation read_dwarf(const std::string& object_file);

}  // namespace layoutcheck
