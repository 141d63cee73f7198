// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reports {

/// What a terminal is taken to show in one line.
constexpr std::size_t screen_columns = 100;

/// How many columns the text takes: its code points, which is right for most scripts.
std::size_t columns_of(std::string_view text);

/// The text and spaces after it, `columns` wide. Longer text stays whole.
std::string left_aligned(std::string_view text, std::size_t columns);

/// The text and spaces before it, `columns` wide. Longer text stays whole.
std::string right_aligned(std::string_view text, std::size_t columns);

/// The text in so many columns: what is longer loses its middle, in place of which `gap` stands.
std::string shortened(std::string_view text, std::size_t columns, std::string_view gap = "…");

/// Breaks the text at spaces, so that it fits the screen when each further line is indented so
/// far. A word that no line can hold is shortened. Every line ends with a newline.
std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace reports
