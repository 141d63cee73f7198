// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include "layoutcheck/lock/layout_lock.h"
#include "layoutcheck/model/layout_change.h"

namespace layoutcheck {
namespace {

constexpr std::size_t most_fields_told = 3;

constexpr std::array<std::pair<std::string_view, LockMode>, 4> words = {{
    {"members", LockMode::members},
    {"no-grow", LockMode::no_grow},
    {"order", LockMode::order},
    {"exact", LockMode::exact},
}};

bool breaks(const LayoutChange& change, LockMode mode, std::uint64_t line_bytes) {
  switch (mode) {
    case LockMode::members:
      return change.members_changed();
    case LockMode::no_grow:
      return change.grew(line_bytes);
    case LockMode::order:
      return change.order_changed();
    case LockMode::exact:
      return change.bytes_changed();
  }
  return true;
}

std::vector<std::string> describe_briefly(const LayoutChange& change, std::uint64_t line_bytes) {
  auto sentences = describe_fields(change, line_bytes, change.after.name + "::");
  if (sentences.size() > most_fields_told) {
    const std::size_t more = sentences.size() - most_fields_told;
    sentences.resize(most_fields_told);
    sentences.push_back(std::to_string(more) + " more " + (more == 1 ? "change" : "changes") +
                        " of fields");
  }
  const auto whole = describe_whole(change, line_bytes);
  sentences.insert(sentences.end(), whole.begin(), whole.end());
  return sentences;
}

}  // namespace

std::string_view word(LockMode mode) {
  for (const auto& [word, known] : words) {
    if (known == mode) return word;
  }
  return {};
}

std::optional<LockMode> lock_mode(std::string_view word) {
  for (const auto& [known, mode] : words) {
    if (known == word) return mode;
  }
  return std::nullopt;
}

std::optional<std::string> broken(const LockedType& locked, const TypeLayout& layout,
                                  const std::vector<std::uint64_t>& line_sizes) {
  const LayoutChange change = compare(locked.layout, layout);
  const auto breach = std::find_if(
      line_sizes.begin(), line_sizes.end(),
      [&](std::uint64_t line_bytes) { return breaks(change, locked.mode, line_bytes); });
  if (breach == line_sizes.end()) return std::nullopt;
  const std::uint64_t line_bytes = *breach;
  // Sentences on fields name the type.
  const bool is_of_whole = describe_fields(change, line_bytes, "").empty();
  std::string text = is_of_whole ? change.after.name + ": " : "";
  bool first = true;
  for (const std::string& sentence : describe_briefly(change, line_bytes)) {
    text += (first ? "" : "; ") + sentence;
    first = false;
  }
  return text;
}

}  // namespace layoutcheck
