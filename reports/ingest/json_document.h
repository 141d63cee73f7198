// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace reports {

/// Parses a whole JSON file, of which Errors speak as `file`. `writer` says what should have
/// written it ("Google Benchmark's --benchmark_out=FILE --benchmark_out_format=json").
///
/// NaN and Infinity, which some writers emit though JSON has none, become the empty string.
/// Throws Error with line and byte for what is empty, cut off, or no JSON, for nesting that could
/// overflow the stack of whoever walks the document, and for a key that an object has twice.
nlohmann::json parse_json(std::string bytes, const std::string& file, std::string_view writer);

}  // namespace reports
