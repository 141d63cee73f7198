// SPDX-License-Identifier: MIT
#include "layoutcheck/render/dump_text.h"

#include <algorithm>
#include <sstream>

#include "layoutcheck/model/holes.h"
#include "layoutcheck/render/columns.h"
#include "layoutcheck/render/layout_rows.h"

namespace layoutcheck {
namespace {

constexpr std::size_t kOffsetColumns = 8;
constexpr std::size_t kSizeColumns = 9;
constexpr std::size_t kNameLimit = 40;
constexpr std::size_t kIndentColumns = 2;

std::string place(const SourceLocation& location) {
  if (location.line == 0) return "built into the compiler";
  return location.file + ':' + std::to_string(location.line);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

std::vector<std::string> annotation_texts(const std::vector<Annotation>& annotations) {
  std::vector<std::string> texts;
  for (const Annotation& annotation : annotations) {
    std::string text = annotation.name;
    for (const std::string& argument : annotation.arguments) text += ' ' + argument;
    texts.push_back(std::move(text));
  }
  return texts;
}

/// "2 lines of 64", or "1 to 2 lines of 64" where the alignment lets an object begin within one.
std::string line_count(const Record& record, std::uint64_t line_size) {
  const std::uint64_t fewest = (record.size + line_size - 1) / line_size;
  const std::uint64_t align = std::min(record.align, line_size);
  const std::uint64_t most = (line_size - align + record.size + line_size - 1) / line_size;
  const std::string range = fewest < most ? std::to_string(fewest) + " to " : "";
  return range + counted(most, "line") + " of " + std::to_string(line_size);
}

std::string padding_text(const Record& record) {
  std::uint64_t count = 0, hole_bits = 0, tail_bits = 0;
  for (const Hole& hole : holes(record, record.size * 8)) {
    (hole.tail ? tail_bits : hole_bits) += hole.size_bits;
    if (!hole.tail) ++count;
  }
  std::vector<std::string> parts;
  if (count > 0) parts.push_back(size_in_words(hole_bits) + " in " + counted(count, "hole"));
  if (tail_bits > 0) parts.push_back(size_in_words(tail_bits) + " of tail padding");
  return parts.empty() ? "no padding" : joined(parts);
}

/// "2 bases and 5 members, 2 of them bit-fields, in 40 bytes": what the padding is not.
std::string members_text(const Record& record) {
  std::uint64_t bases = 0, members = 0, bit_fields = 0, bits = record.size * 8;
  for (const Member& member : record.members) {
    if (is_padding(member)) continue;
    ++(is_base(member) ? bases : members);
    if (member.kind == MemberKind::bit_field) ++bit_fields;
  }
  for (const Hole& hole : holes(record, record.size * 8)) bits -= hole.size_bits;
  std::string text = bases > 0 ? counted(bases, "base") : "";
  if (members > 0 || bases == 0) text += (bases > 0 ? " and " : "") + counted(members, "member");
  if (bit_fields > 0) {
    text += bit_fields == members ? ", bit-fields" : ", " + std::to_string(bit_fields);
    if (bit_fields < members)
      text += bit_fields == 1 ? " of them a bit-field" : " of them bit-fields";
    text += ',';
  }
  return text + " in " + size_in_words(bits);
}

std::string name_text(const LayoutRow& row) {
  const std::string indent(row.depth * kIndentColumns, ' ');
  if (!row.member) return indent + (row.tail ? "-- tail padding" : "-- hole");
  return indent + (row.member->name.empty() ? "(anonymous)" : row.member->name);
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

/// What else is to know of a row, in brackets.
std::string notes_text(const LayoutRow& row, std::uint64_t line_size) {
  std::vector<std::string> notes;
  if (row.member) {
    const Member& member = *row.member;
    notes = annotation_texts(member.annotations);
    const std::uint64_t align = member.explicit_align_bytes;
    if (align > 0) notes.push_back("alignas " + std::to_string(align));
    if (member.no_unique_address) notes.push_back("no_unique_address");
  }
  const std::uint64_t line_bits = line_size * 8;
  const std::uint64_t first = row.offset_bits / line_bits;
  const std::uint64_t last =
      (row.offset_bits + std::max<std::uint64_t>(row.size_bits, 1) - 1) / line_bits;
  if (first != last && !row.expanded) {
    notes.push_back("lines " + std::to_string(first) + " to " + std::to_string(last));
  }
  return notes.empty() ? "" : '[' + joined(notes) + ']';
}

bool is_in_bits(const LayoutRow& row) {
  return row.offset_bits % 8 != 0 || row.size_bits % 8 != 0 ||
         (row.member && row.member->kind == MemberKind::bit_field);
}

std::string offset_text(const LayoutRow& row) {
  const std::string byte = std::to_string(row.offset_bits / 8);
  return is_in_bits(row) ? byte + ':' + std::to_string(row.offset_bits % 8) : byte;
}

std::string size_text(const LayoutRow& row) {
  return is_in_bits(row) ? counted(row.size_bits, "bit") : std::to_string(row.size_bits / 8);
}

/// The block of one record.
class RecordText {
 public:
  RecordText(std::ostream& out, const Target& target, const Record& record,
             std::vector<LayoutRow> rows)
      : out_(out), target_(target), record_(record), rows_(std::move(rows)) {
    for (const LayoutRow& row : rows_) {
      name_columns_ = std::max(name_columns_, std::min(name_text(row).size(), kNameLimit));
    }
  }

  void write() {
    write_header();
    for (const LayoutRow& row : rows_) {
      write_line_boundary(row);
      write_row(row);
    }
  }

 private:
  std::uint64_t line_size() const { return target_.line_sizes.front(); }

  void write_header() {
    out_ << elided(keyword(record_.kind) + ' ' + record_.name, kPageColumns) << '\n';
    out_ << "  " << elided(place(record_.location), kPageColumns - 2) << '\n';
    out_ << "  size " << record_.size << ", align " << record_.align << "; "
         << padding_text(record_) << '\n';
    std::vector<std::string> lines;
    for (const std::uint64_t size : target_.line_sizes) lines.push_back(line_count(record_, size));
    out_ << "  " << members_text(record_) << ", on " << joined(lines) << '\n';
    const std::string declared = joined(annotation_texts(record_.annotations));
    if (!declared.empty()) out_ << "  [" << elided(declared, kPageColumns - 4) << "]\n";
    out_ << padded_left("offset", kOffsetColumns) << padded_left("size", kSizeColumns) << "  "
         << padded_right("member", name_columns_) << "  type\n";
  }

  /// A rule above the first row of each line.
  void write_line_boundary(const LayoutRow& row) {
    const std::uint64_t offset = row.offset_bits / 8;
    const std::uint64_t line = offset / line_size();
    if (line_ == line) return;
    line_ = line;
    std::string text = line_names(line) + ' ';
    if (offset % line_size() > 0) {
      text += "began " + counted(offset % line_size(), "byte") + " before ";
    }
    const std::size_t before = kOffsetColumns + kSizeColumns + 1;
    out_ << std::string(before, '-') << ' ' << text
         << std::string(kPageColumns - before - 1 - text.size(), '-') << '\n';
  }

  /// "line 2", and which line of the larger sizes begins with it.
  std::string line_names(std::uint64_t line) const {
    std::string text = "line " + std::to_string(line);
    for (const std::uint64_t size : target_.line_sizes) {
      const std::uint64_t offset = line * line_size();
      if (size == line_size() || offset % size != 0) continue;
      text += ", line " + std::to_string(offset / size) + " of " + std::to_string(size);
    }
    return text;
  }

  void write_row(const LayoutRow& row) {
    const std::string left = padded_left(offset_text(row), kOffsetColumns) +
                             padded_left(size_text(row), kSizeColumns) + "  " +
                             padded_right(elided(name_text(row), kNameLimit), name_columns_) + "  ";
    const std::size_t rest = kPageColumns - left.size();
    const std::string type = elided(type_text(row), rest);
    const std::string notes = elided(notes_text(row, line_size()), rest);
    const bool notes_fit = type.size() + 2 + notes.size() <= rest;
    const std::string gap = type.empty() ? "" : "  ";
    write_line(left + type + (notes_fit ? gap + notes : ""));
    if (!notes_fit && !notes.empty()) write_line(std::string(left.size(), ' ') + notes);
  }

  void write_line(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    out_ << line << '\n';
  }

  std::ostream& out_;
  const Target& target_;
  const Record& record_;
  std::vector<LayoutRow> rows_;
  std::size_t name_columns_ = 0;
  std::optional<std::uint64_t> line_;  // of the row before
};

}  // namespace

std::string dump_text(const Program& program, const std::vector<const Record*>& records,
                      const DumpTextOptions& options) {
  std::ostringstream out;
  for (const Record* record : records) {
    RecordText(out, program.target, *record, layout_rows(program, *record, options.expand)).write();
    out << '\n';
  }
  const auto parsed = std::count_if(program.units.begin(), program.units.end(),
                                    [](const Unit& unit) { return unit.parsed; });
  out << "dumped " << counted(records.size(), "type") << " of "
      << counted(static_cast<std::uint64_t>(parsed), "unit");
  if (!records.empty()) {
    out << " for " << program.target.triple << "; lines are drawn for objects that begin on one";
  }
  out << '\n';
  return out.str();
}

}  // namespace layoutcheck
