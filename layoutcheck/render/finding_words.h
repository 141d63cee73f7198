// SPDX-License-Identifier: MIT
//
// The words that outputs for other programs share.
#pragma once

#include <string>

#include "layoutcheck/model/finding.h"

namespace layoutcheck {

/// "error", "warning", "note".
std::string word(Severity severity);

/// "proved", "violated", "unknown", "not_checked".
std::string word(Verdict verdict);

/// "'slots' (written by producer; read by consumer): bytes 72..1095".
std::string field_in_words(const Finding& finding, const FindingField& field);

/// The message, and what to do.
std::string message_with_help(const Finding& finding);

}  // namespace layoutcheck
