// SPDX-License-Identifier: MIT
//
// Text that comes from input, made safe for one output. Nothing from a file, a program's output or
// the command line reaches an output without the function of that output.
#pragma once

#include <string>
#include <string_view>

namespace reports {

/// For a terminal: control characters and marks that reorder text become visible (`\x1b`,
/// `\u202e`), and so does what is not UTF-8. The result is valid UTF-8 on one line.
std::string escape_terminal(std::string_view text);

/// For Markdown, also inside a table's cell: everything shows as it was written. One line.
std::string escape_markdown(std::string_view text);

/// For GitHub's workflow commands: the message after `::`, and a property such as the title.
std::string escape_workflow_message(std::string_view text);
std::string escape_workflow_property(std::string_view text);

}  // namespace reports
