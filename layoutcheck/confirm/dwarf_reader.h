// SPDX-License-Identifier: MIT
//
// The records that another compiler laid out, as its debug information (DWARF) has them.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/record.h"

namespace layoutcheck {

struct DebugInformation {
  std::vector<std::string> sources;  ///< the files that were compiled
  std::vector<Record> records;       ///< each once, however many units have it
};

/// Reads an object file, a library or an executable, split debug information included. A record is
/// there if it is complete; filled in are: name (with all template arguments), kind, location,
/// size, and of each member that lies at a constant offset the name, kind and offset, and of a
/// bit-field the size. Virtual bases have no constant offset. Throws Error if the file cannot be
/// read or has no debug information.
DebugInformation read_dwarf(const std::string& file);

}  // namespace layoutcheck
