// SPDX-License-Identifier: MIT
//
// Words and columns of the text outputs.
#pragma once

#include <cstdint>
#include <string>

namespace layoutcheck {

/// Text output is no wider than this.
inline constexpr std::size_t kPageColumns = 100;

std::string padded_left(const std::string& text, std::size_t columns);
std::string padded_right(const std::string& text, std::size_t columns);

/// At most `columns` bytes. Cuts from the middle, nearer the end: both the template and what is
/// made of it, as in `std::map<std::string, std::vec...>::iterator *`, stay in sight.
std::string elided(const std::string& text, std::size_t columns);

/// `text` and a line break, in lines of the page's width; the later ones indented by `indent`.
std::string wrapped(const std::string& text, std::size_t indent);

/// "1 hole", "2 holes".
std::string counted(std::uint64_t count, const std::string& noun);

/// "3 bytes", "5 bits", "3 bytes and 5 bits".
std::string size_in_words(std::uint64_t size_bits);

}  // namespace layoutcheck
