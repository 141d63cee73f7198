// SPDX-License-Identifier: MIT
#include "layoutcheck/render/diff_markdown.h"

#include <algorithm>

#include "layoutcheck/render/diff_text.h"

namespace layoutcheck {
namespace {

std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text;
}

std::size_t longest_run(const std::string& text, char wanted) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// A code span (CommonMark 0.31, section 6.1): nothing in it is markup, a mention or an emoji, as
/// ":x:" in "std::x::y" would be.
std::string code(const std::string& text) {
  const std::string fence(longest_run(text, '`') + 1, '`');
  const bool needs_room = text.empty() || text.front() == '`' || text.back() == '`';
  const std::string room = needs_room ? " " : "";
  return fence + room + on_one_line(text) + room + fence;
}

/// In a cell of a table '|' is escaped, in code, too.
std::string code_in_cell(const std::string& text) {
  std::string cell;
  for (const char c : code(text)) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

/// Within a block of HTML, Markdown is not read.
std::string code_in_html(const std::string& text) {
  std::string html;
  for (const char c : on_one_line(text)) {
    if (c == '<')
      html += "&lt;";
    else if (c == '&')
      html += "&amp;";
    else
      html += c;
  }
  return "<code>" + html + "</code>";
}

std::string numbers(std::uint64_t before, std::uint64_t after) {
  if (before == after) return std::to_string(after);
  return std::to_string(before) + " → " + std::to_string(after);
}

std::string row(const std::string& name, const std::string& what, const std::string& size,
                const std::string& lines, const std::string& align) {
  return "| " + code_in_cell(name) + " | " + what + " | " + size + " | " + lines + " | " + align +
         " |\n";
}

std::string row_of(const LayoutChange& change, std::uint64_t line_bytes) {
  return row(
      change.after.name, kind_of_change(change),
      numbers(change.before.size_bytes, change.after.size_bytes),
      numbers(fewest_lines(change.before, line_bytes), fewest_lines(change.after, line_bytes)),
      numbers(change.before.align_bytes, change.after.align_bytes));
}

std::string row_of(const TypeLayout& type, const std::string& what, std::uint64_t line_bytes) {
  return row(type.name, what, std::to_string(type.size_bytes),
             std::to_string(fewest_lines(type, line_bytes)), std::to_string(type.align_bytes));
}

std::string details_of(const LayoutChange& change, std::uint64_t line_bytes) {
  std::string text = "\n<details><summary>" + code_in_html(change.after.name) + "</summary>\n\n";
  for (const std::string& sentence : all_changes(change, line_bytes)) {
    text += "- " + code(sentence) + '\n';
  }
  return text + "\n</details>\n";
}

std::string target_markdown(const TargetDiff& target) {
  std::string text;
  if (target.differs()) {
    text = "| type | | bytes | lines of " + std::to_string(target.line_bytes) +
           " | align |\n|---|---|---|---|---|\n";
  }
  for (const LayoutChange& change : target.changed) text += row_of(change, target.line_bytes);
  for (const TypeLayout& type : target.added) text += row_of(type, "added", target.line_bytes);
  for (const TypeLayout& type : target.removed) text += row_of(type, "removed", target.line_bytes);
  for (const LayoutChange& change : target.changed) text += details_of(change, target.line_bytes);
  return text + (text.empty() ? "" : "\n") + count_in_words(target) + '\n';
}

}  // namespace

std::string diff_markdown(const LayoutDiff& diff) {
  std::string text = "### Layouts: " + code(diff.before) + " → " + code(diff.after) + '\n';
  for (const TargetDiff& target : diff.targets) text += '\n' + target_markdown(target);
  if (diff.types() == 0) text += "\nThere was no type to compare.\n";
  for (const std::string& note : diff.notes) text += "\n- note: " + code(note) + '\n';
  for (const std::string& gap : diff.gaps) text += "\n- **not read**: " + code(gap) + '\n';
  if (!diff.gaps.empty()) text += "\nTypes of what was not read look added or removed.\n";
  return text;
}

}  // namespace layoutcheck
