// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// A value of --format: `json`, or `json=FILE`.
struct OutputFormat {
  std::string name;
  std::optional<std::filesystem::path> file;  ///< nothing: standard output
};

/// Reads the values of one command line; none at all means the first of `known` on standard output.
/// Throws Error for a name that is not `known`, for a file without a name, and for two outputs to
/// the same place.
std::vector<OutputFormat> parse_output_formats(const std::vector<std::string>& values,
                                               const std::vector<std::string_view>& known);

/// Writes each output where it belongs. Everything is rendered before anything is written.
void write_outputs(const std::vector<OutputFormat>& formats,
                   const std::function<std::string(const std::string& name)>& render);

}  // namespace reports
