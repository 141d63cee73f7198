// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "reports/model/evidence.h"

namespace reports {

/// The record of a run as JSON; its keys are in reports/README.md.
std::string write_record(const Evidence& evidence);

/// Throws Error, naming `place`, if `json` is no record that write_record() could have written.
Evidence read_record(std::string_view json, const std::string& place);

}  // namespace reports
