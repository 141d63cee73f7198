// SPDX-License-Identifier: MIT
#pragma once

namespace reports {

/// The files of render/templates as CMake embedded them.
extern const char* const sanity_html_template;
extern const char* const sanity_markdown_template;

}  // namespace reports
