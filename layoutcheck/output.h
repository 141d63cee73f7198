// SPDX-License-Identifier: MIT
//
// Where results go: `--format text`, `--format json=FILE`, as often as wanted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace layoutcheck {

struct Output {
  std::string format;
  std::string file;  ///< empty for standard output
};

/// Reads the values of `--format`; none stands for text on standard output. Throws Error for a
/// format that is not among `formats`, and if two outputs go to one place.
std::vector<Output> parse_outputs(const std::vector<std::string>& values,
                                  const std::vector<std::string_view>& formats);

/// Writes all of `text` or nothing: a file is written beside its place and then renamed. What a
/// link names is replaced, and not the link; what is no regular file is written to. Throws Error.
void write_output(const Output& output, std::string_view text);

}  // namespace layoutcheck
