// SPDX-License-Identifier: MIT
#include "layoutcheck/render/dump_text.h"

#include <algorithm>
#include <sstream>

#include "layoutcheck/model/holes.h"
#include "layoutcheck/render/layout_rows.h"

namespace layoutcheck {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kOffsetColumns = 9;
constexpr std::size_t kSizeColumns = 9;
constexpr std::size_t kNameLimit = 40;
constexpr std::size_t kIndent = 2;

std::string padded_left(const std::string& text, std::size_t columns) {
  return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

std::string padded_right(const std::string& text, std::size_t columns) {
  return text + std::string(columns - std::min(columns, text.size()), ' ');
}

/// Cuts from the middle, nearer the end: both the template and what is done with it, as in
/// `std::map<std::string, std::vec...>::iterator *`, stay in sight.
std::string elided(const std::string& text, std::size_t columns) {
  if (text.size() <= columns) return text;
  if (columns <= 3) return text.substr(0, columns);
  const std::size_t tail = (columns - 3) / 4;
  return text.substr(0, columns - 3 - tail) + "..." + text.substr(text.size() - tail);
}

std::string counted(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string bits_as_size(std::uint64_t bits) {
  return bits % 8 == 0 ? counted(bits / 8, "byte") : counted(bits, "bit");
}

std::string keyword(RecordKind kind) {
  switch (kind) {
    case RecordKind::struct_:
      return "struct";
    case RecordKind::class_:
      return "class";
    case RecordKind::union_:
      return "union";
  }
  return {};
}

std::string place(const SourceLocation& location) {
  if (location.line == 0) return "built into the compiler";
  return location.file + ':' + std::to_string(location.line);
}

std::string name_text(const LayoutRow& row) {
  const std::string indent(row.depth * kIndent, ' ');
  if (!row.member) return indent + (row.tail ? "-- tail padding" : "-- hole");
  const Member& member = *row.member;
  if (!member.name.empty()) return indent + member.name;
  return indent + (member.kind == MemberKind::bit_field ? "-- unnamed" : "(anonymous)");
}

std::string type_text(const LayoutRow& row) {
  if (!row.member) return {};
  const Member& member = *row.member;
  switch (member.kind) {
    case MemberKind::base:
      return "base";
    case MemberKind::virtual_base:
      return "virtual base";
    case MemberKind::vptr:
      return {};
    case MemberKind::bit_field:
      return member.type + " : " + std::to_string(member.size_bits);
    case MemberKind::field:
      return member.type;
  }
  return {};
}

std::string annotation_text(const Annotation& annotation) {
  std::string text = annotation.name;
  for (const std::string& argument : annotation.arguments) text += ' ' + argument;
  return text;
}

/// What else is to know of a row, in brackets.
std::string notes_text(const LayoutRow& row, std::uint64_t line_size) {
  std::vector<std::string> notes;
  if (row.member) {
    for (const Annotation& annotation : row.member->annotations) {
      notes.push_back(annotation_text(annotation));
    }
    if (row.member->explicit_align_bytes > 0) {
      notes.push_back("alignas " + std::to_string(row.member->explicit_align_bytes));
    }
    if (row.member->no_unique_address) notes.push_back("no_unique_address");
  }
  const std::uint64_t line_bits = line_size * 8;
  const std::uint64_t first = row.offset_bits / line_bits;
  const std::uint64_t last =
      (row.offset_bits + std::max<std::uint64_t>(row.size_bits, 1) - 1) / line_bits;
  if (first != last && !row.expanded) {
    notes.push_back("lines " + std::to_string(first) + " to " + std::to_string(last));
  }
  std::string text;
  for (const std::string& note : notes) {
    text += text.empty() ? "[" : ", ";
    text += note;
  }
  return text.empty() ? text : text + ']';
}

std::string offset_text(const LayoutRow& row) {
  const std::string byte = std::to_string(row.offset_bits / 8);
  const bool in_bits = row.offset_bits % 8 != 0 || row.size_bits % 8 != 0 ||
                       (row.member && row.member->kind == MemberKind::bit_field);
  return in_bits ? byte + ':' + std::to_string(row.offset_bits % 8) : byte;
}

std::string size_text(const LayoutRow& row) {
  const bool bit_field = row.member && row.member->kind == MemberKind::bit_field;
  if (bit_field || row.size_bits % 8 != 0) return counted(row.size_bits, "bit");
  return std::to_string(row.size_bits / 8);
}

class RecordText {
 public:
  RecordText(std::ostream& out, const Program& program, const Record& record, bool expand)
      : out_(out),
        target_(program.target),
        record_(record),
        rows_(layout_rows(program, record, expand)) {
    for (const LayoutRow& row : rows_) {
      name_columns_ = std::max(name_columns_, std::min(name_text(row).size(), kNameLimit));
    }
  }

  void write() {
    write_header();
    out_ << padded_left("offset", kOffsetColumns) << padded_left("size", kSizeColumns)
         << "  member\n";
    for (const LayoutRow& row : rows_) {
      write_line_boundary(row);
      write_row(row);
    }
  }

 private:
  std::uint64_t line_size() const { return target_.line_sizes.front(); }

  void write_header() {
    const std::string where = place(record_.location);
    const std::string what = keyword(record_.kind) + ' ' + record_.name;
    out_ << elided(what, kColumns) << '\n' << "  " << elided(where, kColumns - 2) << '\n';
    out_ << "  size " << record_.size << ", align " << record_.align;
    for (const std::uint64_t size : target_.line_sizes) {
      out_ << ", " << counted((record_.size + size - 1) / size, "line") << " of " << size;
    }
    out_ << "; " << padding_text() << '\n';
    if (record_.align < line_size()) {
      out_ << "  lines are drawn for an object that begins on one; align " << record_.align
           << " allows " << line_size() / record_.align << " other beginnings\n";
    }
  }

  std::string padding_text() const {
    std::uint64_t count = 0, hole_bits = 0, tail_bits = 0;
    for (const Hole& hole : holes(record_, record_.size * 8)) {
      (hole.tail ? tail_bits : hole_bits) += hole.size_bits;
      if (!hole.tail) ++count;
    }
    if (hole_bits + tail_bits == 0) return "no padding";
    std::string text;
    if (count > 0) text = counted(count, "hole") + " of " + bits_as_size(hole_bits) + " in all";
    if (count > 0 && tail_bits > 0) text += ", ";
    if (tail_bits > 0) text += "tail padding of " + bits_as_size(tail_bits);
    return text;
  }

  /// A rule where a line begins, or for what begins in a later line than the row before it.
  void write_line_boundary(const LayoutRow& row) {
    const std::uint64_t line = row.offset_bits / 8 / line_size();
    if (line != line_ || &row == &rows_.front()) {
      std::string text = "line " + std::to_string(line) + ' ';
      const std::uint64_t into_bytes = row.offset_bits / 8 % line_size();
      if (into_bytes > 0)
        text.append("began ").append(std::to_string(into_bytes)).append(" bytes before ");
      out_ << std::string(kOffsetColumns + kSizeColumns + 2, '-') << ' ' << text
           << std::string(kColumns - kOffsetColumns - kSizeColumns - 3 - text.size(), '-') << '\n';
    }
    line_ = line;
  }

  void write_row(const LayoutRow& row) {
    std::string line = padded_left(offset_text(row), kOffsetColumns) +
                       padded_left(size_text(row), kSizeColumns) + "  " +
                       padded_right(elided(name_text(row), kNameLimit), name_columns_) + "  ";
    const std::size_t rest = kColumns - line.size();
    const std::string notes = elided(notes_text(row, line_size()), rest * 2 / 3);
    const std::size_t for_notes = notes.empty() ? 0 : notes.size() + 2;
    line += elided(type_text(row), rest - for_notes);
    if (!notes.empty()) line = padded_right(line, std::min(line.size(), kColumns)) + "  " + notes;
    line.erase(line.find_last_not_of(' ') + 1);
    out_ << line << '\n';
  }

  std::ostream& out_;
  const Target& target_;
  const Record& record_;
  std::vector<LayoutRow> rows_;
  std::size_t name_columns_ = 0;
  std::uint64_t line_ = 0;
};

}  // namespace

std::string dump_text(const Program& program, const std::vector<const Record*>& records,
                      const DumpTextOptions& options) {
  std::ostringstream out;
  for (const Record* record : records) {
    RecordText(out, program, *record, options.expand).write();
    out << '\n';
  }
  const auto parsed = std::count_if(program.units.begin(), program.units.end(),
                                    [](const Unit& unit) { return unit.parsed; });
  out << "dumped " << counted(records.size(), "type") << " of "
      << counted(static_cast<std::uint64_t>(parsed), "unit") << " for " << program.target.triple;
  out << '\n';
  return out.str();
}

}  // namespace layoutcheck
