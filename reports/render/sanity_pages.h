// SPDX-License-Identifier: MIT
//
// Pages for people, projected from a report's JSON and from nothing else, so that they cannot say
// what it does not. The text stands in render/templates (mustache).
#pragma once

#include <string>

namespace reports {

/// One self-contained HTML page: no script, nothing loaded. `json` is what sanity_json() wrote.
std::string sanity_html(const std::string& json);

std::string sanity_markdown(const std::string& json);

}  // namespace reports
