// SPDX-License-Identifier: MIT
//
// The positive control: a violation that is put in on purpose, and must be found.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/rules/rule_selection.h"

namespace layoutcheck {

/// Compiles, with the flags of `command`, a source in which two groups share a line, declared by an
/// annotation, by a comment and by the configuration, and a mended twin of each. Returns what was
/// not seen as it should be: a violation that was not found, a twin that was not proved, a source
/// that did not parse. Nothing if all is well.
std::vector<std::string> missed_violations(const CompileCommand& command,
                                           const std::vector<std::uint64_t>& line_sizes,
                                           const RuleSelection& rules);

}  // namespace layoutcheck
