// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/run.h"
#include "reports/model/warning.h"

namespace reports {

/// What `reports measure` noted in the "context" of `file`. Nothing if it did not start the
/// process, and also, with a Warning, if what it says has no meaning.
std::optional<SessionPlace> session_place_of(const nlohmann::json& context, const std::string& file,
                                             std::vector<Warning>& warnings);

}  // namespace reports
