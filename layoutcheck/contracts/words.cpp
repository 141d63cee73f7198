// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <charconv>

namespace layoutcheck {
namespace {

/// No object that matters here is larger, and sums of such numbers do not overflow.
constexpr std::uint64_t largest_number = std::uint64_t{1} << 40;

/// The preprocessor and formatters put blanks where they like: `atomic - straddle`.
std::string without_blanks(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
  return text;
}

/// `64`, `0x40` or `1'024`, perhaps with a suffix, as C++ writes it.
std::optional<std::uint64_t> read_number(std::string text) {
  text = without_blanks(std::move(text));
  std::erase(text, '\'');
  while (!text.empty() && std::string_view("uUlLzZ").find(text.back()) != std::string_view::npos) {
    text.pop_back();
  }
  const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  const char* const first = text.data() + (hexadecimal ? 2 : 0);
  const char* const last = text.data() + text.size();
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(first, last, number, hexadecimal ? 16 : 10);
  if (first == last || end != last || error != std::errc{} || number > largest_number) return {};
  return number;
}

template <bool Terms::*flag>
std::string set(Terms& terms, const Annotation&) {
  terms.*flag = true;
  return {};
}

template <std::optional<std::uint64_t> Terms::*number>
std::string set(Terms& terms, const Annotation& annotation) {
  const std::optional<std::uint64_t> read = read_number(annotation.arguments[0]);
  if (!read) return "'" + annotation.arguments[0] + "' is not a number that can be read here";
  if (terms.*number && terms.*number != read) {
    return "it is declared as " + std::to_string(*(terms.*number)) + " already";
  }
  terms.*number = read;
  return {};
}

template <std::set<std::string> Terms::*roles>
std::string add(Terms& terms, const Annotation& annotation) {
  std::set<std::string> added;
  for (const std::string& argument : annotation.arguments) {
    const std::string list = without_blanks(argument);
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      if (end == begin) return "a role has no name";
      added.insert(list.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  (terms.*roles).merge(added);
  return {};
}

std::string set_group(Terms& terms, const Annotation& annotation) {
  const std::string name = without_blanks(annotation.arguments[0]);
  if (name.empty()) return "the group has no name";
  if (name == "cold") return "write LAYOUT_COLD";
  if (name == "read_mostly") return "write LAYOUT_READ_MOSTLY";
  if (terms.group && *terms.group != name) return "it is in group '" + *terms.group + "' already";
  terms.group = name;
  return {};
}

std::string add_permission(Terms& terms, const Annotation& annotation) {
  const std::vector<std::string>& arguments = annotation.arguments;
  if (arguments[2].empty()) return "it gives no reason";
  terms.permissions.push_back({without_blanks(arguments[0]), without_blanks(arguments[1]),
                               arguments[2], annotation.location});
  return {};
}

std::string add_allowance(Terms& terms, const Annotation& annotation) {
  const std::vector<std::string>& arguments = annotation.arguments;
  if (arguments[1].empty()) return "it gives no reason";
  terms.allowances.push_back({without_blanks(arguments[0]), arguments[1], annotation.location});
  return {};
}

std::string set_storage(Terms& terms, const Annotation& annotation) {
  // The C standard's malloc honours max_align_t; a page is mapped at a multiple of its size.
  Annotation in_bytes = annotation;
  std::string& place = in_bytes.arguments[0];
  if (place == "malloc") place = "16";
  if (place == "page") place = "4096";
  const std::optional<std::uint64_t> bytes = read_number(place);
  if (bytes && !std::has_single_bit(*bytes)) return "an alignment is a power of two";
  return set<&Terms::storage_bytes>(terms, in_bytes);
}

constexpr unsigned on_variable = on_field | on_global;
constexpr unsigned anywhere = on_variable | on_record;

const std::array words = {
    Word{"group", 1, on_variable, set_group},
    Word{"written_by", any_number_of_arguments, on_variable, add<&Terms::written_by>},
    Word{"read_by", any_number_of_arguments, on_variable, add<&Terms::read_by>},
    Word{"read_mostly", 0, on_variable, set<&Terms::read_mostly>},
    Word{"cold", 0, on_variable, set<&Terms::cold>},
    Word{"isolated", 0, anywhere, set<&Terms::isolated>},
    Word{"isolated_elements", 0, anywhere, set<&Terms::isolated_elements>},
    Word{"may_share", 3, on_record, add_permission},
    Word{"allow", 2, anywhere, add_allowance},
    Word{"storage", 1, on_record, set_storage},
    Word{"pin", 1, on_field, set<&Terms::pinned_offset_bytes>},
    Word{"max_size", 1, on_record, set<&Terms::max_size_bytes>},
    Word{"max_lines", 1, on_record, set<&Terms::max_lines>},
    Word{"max_padding", 1, on_record, set<&Terms::max_padding_bytes>},
    Word{"wire", 0, on_record, set<&Terms::wire>},
};

}  // namespace

std::span<const Word> all_words() {
  return words;
}

}  // namespace layoutcheck
