// SPDX-License-Identifier: MIT
#include "layoutcheck/render/diff_text.h"

#include "layoutcheck/render/columns.h"

namespace layoutcheck {
namespace {

std::string whole_type(const std::string& what, const TypeLayout& type) {
  return wrapped(what + " " + type.name + ": " + counted(type.size_bytes, "byte") + ", align " +
                     std::to_string(type.align_bytes),
                 2);
}

std::string target_text(const TargetDiff& target) {
  std::string text;
  for (const LayoutChange& change : target.changed) {
    text += wrapped(kind_of_change(change) + " " + change.after.name, 2);
    for (const std::string& sentence : all_changes(change, target.line_bytes)) {
      text += wrapped("  " + sentence, 4);
    }
  }
  for (const TypeLayout& type : target.added) text += whole_type("added", type);
  for (const TypeLayout& type : target.removed) text += whole_type("removed", type);
  return text + (text.empty() ? "" : "\n");
}

}  // namespace

std::string kind_of_change(const LayoutChange& change) {
  if (change.after.size_bytes > change.before.size_bytes) return "grown";
  if (change.after.size_bytes < change.before.size_bytes) return "shrunk";
  return "changed";
}

std::vector<std::string> all_changes(const LayoutChange& change, std::uint64_t line_bytes) {
  std::vector<std::string> sentences = describe_fields(change, line_bytes, "");
  const std::vector<std::string> whole = describe_whole(change, line_bytes);
  sentences.insert(sentences.end(), whole.begin(), whole.end());
  const std::uint64_t before = unused_bits(change.before), after = unused_bits(change.after);
  if (before != after) {
    sentences.push_back("holes and tail: " + size_in_words(before) + " -> " + size_in_words(after));
  }
  return sentences;
}

std::string target_in_words(const TargetDiff& target) {
  if (target.triple_before == target.triple_after) return target.triple_after;
  const auto known = [](const std::string& triple) { return triple.empty() ? "nothing" : triple; };
  return known(target.triple_before) + " -> " + known(target.triple_after);
}

std::string count_in_words(const TargetDiff& target) {
  return "compared " + counted(target.types(), "type") + " for " + target_in_words(target) + ": " +
         std::to_string(target.changed.size()) + " changed, " +
         std::to_string(target.added.size()) + " added, " + std::to_string(target.removed.size()) +
         " removed, " + std::to_string(target.same) + " the same";
}

std::string diff_text(const LayoutDiff& diff) {
  std::string text, counts;
  for (const TargetDiff& target : diff.targets) {
    text += target_text(target);
    counts += count_in_words(target) + '\n';
  }
  for (const std::string& note : diff.notes) text += wrapped("note: " + note, 2);
  for (const std::string& gap : diff.gaps) text += wrapped("not read: " + gap, 2);
  if (!diff.gaps.empty()) text += "types of what was not read look added or removed\n";
  if (diff.types() == 0) counts += "there was no type to compare\n";
  return text + counts;
}

}  // namespace layoutcheck
