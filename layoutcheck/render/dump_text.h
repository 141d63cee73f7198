// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

struct DumpTextOptions {
  bool expand = false;  ///< show the members of members
};

/// One block for each record: where every byte lies, where cache lines begin, what is padding.
/// Lines are drawn for an object that begins on one. At most 100 columns wide.
std::string dump_text(const Program& program, const std::vector<const Record*>& records,
                      const DumpTextOptions& options);

}  // namespace layoutcheck
