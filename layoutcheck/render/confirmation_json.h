// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/confirmation.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// The document of confirmation.schema.json. Of `program` only the units and the target are used.
std::string confirmation_json(const Program& program, const Confirmation& confirmation,
                              bool incomplete);

}  // namespace layoutcheck
