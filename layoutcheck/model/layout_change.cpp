// SPDX-License-Identifier: MIT
#include "layoutcheck/model/layout_change.h"

#include <algorithm>
#include <map>
#include <utility>

namespace layoutcheck {
namespace {

/// Two bases of one name may both have a field of one name; the first goes with the first.
using FieldKey = std::pair<std::string, std::size_t>;

std::map<FieldKey, const FieldLayout*> keyed(const TypeLayout& layout) {
  std::map<FieldKey, const FieldLayout*> fields;
  for (const FieldLayout& field : layout.fields) {
    std::size_t occurrence = 0;
    while (fields.contains({field.path, occurrence})) ++occurrence;
    fields.emplace(FieldKey{field.path, occurrence}, &field);
  }
  return fields;
}

/// "24", or "24:3" for bit 3 of byte 24.
std::string offset_text(const FieldLayout& field) {
  std::string text = std::to_string(field.offset_bits / 8);
  if (field.bit_field) text += ':' + std::to_string(field.offset_bits % 8);
  return text;
}

std::string size_text(const FieldLayout& field) {
  if (field.bit_field) return std::to_string(field.size_bits) + " bits";
  return std::to_string(field.size_bits / 8) + " bytes";
}

std::string group_text(const FieldLayout& field) {
  return field.group.empty() ? "no group" : "group " + field.group;
}

std::string line_text(const FieldLayout& field, std::uint64_t line_bytes) {
  return "line " + std::to_string(field.offset_bits / 8 / line_bytes);
}

std::string from_to(std::uint64_t before, std::uint64_t after) {
  return std::to_string(before) + " -> " + std::to_string(after);
}

std::string lines_instead(std::uint64_t before, std::uint64_t after) {
  return std::to_string(after) + (after == 1 ? " line" : " lines") + " instead of " +
         std::to_string(before);
}

std::string effect_on_lines(const LayoutChange& change, std::uint64_t line_bytes) {
  const std::uint64_t before = fewest_lines(change.before, line_bytes);
  const std::uint64_t after = fewest_lines(change.after, line_bytes);
  if (before == 1 && after == 2) return "needs a second line";
  if (before != after) return "needs " + lines_instead(before, after);
  const std::uint64_t most_before = most_lines(change.before, line_bytes);
  const std::uint64_t most_after = most_lines(change.after, line_bytes);
  if (most_before == most_after) return {};
  return "can touch " + lines_instead(most_before, most_after);
}

}  // namespace

bool LayoutChange::members_changed() const {
  return !added.empty() || !removed.empty() ||
         std::any_of(kept.begin(), kept.end(), [](const KeptField& field) {
           return field.before.group != field.after.group;
         });
}

bool LayoutChange::order_changed() const {
  return !std::equal(before.fields.begin(), before.fields.end(), after.fields.begin(),
                     after.fields.end(),
                     [](const auto& a, const auto& b) { return a.path == b.path; });
}

bool LayoutChange::grew(std::uint64_t line_bytes) const {
  return after.size_bytes > before.size_bytes ||
         fewest_lines(after, line_bytes) > fewest_lines(before, line_bytes) ||
         most_lines(after, line_bytes) > most_lines(before, line_bytes);
}

bool LayoutChange::bytes_changed() const {
  return before.size_bytes != after.size_bytes || before.align_bytes != after.align_bytes ||
         !added.empty() || !removed.empty() ||
         std::any_of(kept.begin(), kept.end(), [](const KeptField& field) {
           return field.before.offset_bits != field.after.offset_bits ||
                  field.before.size_bits != field.after.size_bits ||
                  field.before.bit_field != field.after.bit_field;
         });
}

LayoutChange compare(const TypeLayout& before, const TypeLayout& after) {
  LayoutChange change{before, after, {}, {}, {}};
  const auto fields_before = keyed(before), fields_after = keyed(after);
  for (const auto& [key, field] : fields_before) {
    const auto found = fields_after.find(key);
    if (found == fields_after.end())
      change.removed.push_back(*field);
    else
      change.kept.push_back({*field, *found->second});
  }
  for (const auto& [key, field] : fields_after) {
    if (!fields_before.contains(key)) change.added.push_back(*field);
  }
  const auto by_offset = [](const FieldLayout& a, const FieldLayout& b) {
    return std::tie(a.offset_bits, a.path) < std::tie(b.offset_bits, b.path);
  };
  std::sort(change.added.begin(), change.added.end(), by_offset);
  std::sort(change.removed.begin(), change.removed.end(), by_offset);
  std::sort(change.kept.begin(), change.kept.end(),
            [&](const auto& a, const auto& b) { return by_offset(a.before, b.before); });
  return change;
}

std::vector<std::string> describe_fields(const LayoutChange& change, std::uint64_t line_bytes,
                                         const std::string& scope) {
  std::vector<std::string> sentences;
  const auto say = [&](const FieldLayout& field, const std::string& what) {
    sentences.push_back('\'' + scope + field.path + "' " + what);
  };
  for (const FieldLayout& field : change.removed) say(field, "is gone from " + offset_text(field));
  for (const FieldLayout& field : change.added) {
    say(field, "is new at " + offset_text(field) + ", " + line_text(field, line_bytes));
  }
  for (const auto& [before, after] : change.kept) {
    if (before.group == after.group) continue;
    say(after, "went from " + group_text(before) + " to " + group_text(after));
  }
  for (const auto& [before, after] : change.kept) {
    if (before.size_bits == after.size_bits && before.bit_field == after.bit_field) continue;
    say(after, "went from " + size_text(before) + " to " + size_text(after));
  }
  for (const auto& [before, after] : change.kept) {
    if (before.offset_bits == after.offset_bits) continue;
    say(after, "moved from " + offset_text(before) + " to " + offset_text(after) + ", from " +
                   line_text(before, line_bytes) + " to " + line_text(after, line_bytes));
  }
  return sentences;
}

std::vector<std::string> describe_whole(const LayoutChange& change, std::uint64_t line_bytes) {
  const auto& [before, after] = std::tie(change.before, change.after);
  const std::string effect = effect_on_lines(change, line_bytes);
  std::string size, align;
  if (before.size_bytes != after.size_bytes) {
    size = "size " + from_to(before.size_bytes, after.size_bytes);
  }
  if (before.align_bytes != after.align_bytes) {
    align = "align " + from_to(before.align_bytes, after.align_bytes);
  }
  if (!effect.empty()) (size.empty() ? align : size) += ' ' + effect;
  std::vector<std::string> sentences;
  if (!size.empty()) sentences.push_back(size);
  if (!align.empty()) sentences.push_back(align);
  return sentences;
}

}  // namespace layoutcheck
