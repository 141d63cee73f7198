// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "layoutcheck/model/confirmation.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// Compares clang's records with those of debug information. `asked` are of `program`; records
/// that only the binary has are reported if `wants` them.
Confirmation confirm_with_records(const Program& program, const std::vector<const Record*>& asked,
                                  const std::vector<Record>& theirs,
                                  const std::function<bool(const Record&)>& wants);

}  // namespace layoutcheck
