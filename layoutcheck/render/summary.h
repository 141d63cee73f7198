// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/program.h"
#include "layoutcheck/rules/check.h"

namespace layoutcheck {

/// What is missing of a type that was asked for by `name`.
std::string unknown_type_in_words(const std::string& name);

/// What to do where no contract and no lock was judged; nothing if one was.
std::string advice_if_nothing_matched(const CheckResult& result);

/// The last line of every output: it always counts.
std::string summary(const Program& program, const CheckResult& result);

}  // namespace layoutcheck
