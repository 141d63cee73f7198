// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reports {

/// The first phrase in `text` that no report may state in its own voice, since no evidence can
/// carry it ("optimal", "zero risk", "100 %"); nothing if there is none. Quoted evidence, such as
/// the name of a test, is not the report's voice.
std::optional<std::string> banned_phrase(std::string_view text);

}  // namespace reports
