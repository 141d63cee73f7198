// SPDX-License-Identifier: MIT
#include "layoutcheck/render/line_drawing.h"

#include <algorithm>

namespace layoutcheck {
namespace {

constexpr std::uint64_t most_cells = 64;

/// What a cell shows: a field that has one of its bytes, both, the object, or what is outside.
char cell(const Finding& finding, ByteRange addresses) {
  const std::uint64_t base = finding.proof.witness->base;
  const ByteRange object{base, base + finding.object_bytes - 1};
  char shown = share_a_byte(object, addresses) ? '.' : ' ';
  for (std::size_t i = 0; i < finding.fields.size(); ++i) {
    const FindingField& field = finding.fields[i];
    const bool lies_outside = field.location.line == 0;
    if (lies_outside || !share_a_byte(shifted(field.bytes, base), addresses)) continue;
    shown = shown == 'A' ? '#' : static_cast<char>('A' + i);
  }
  return shown;
}

std::string draw(const Finding& finding, std::uint64_t line) {
  const std::uint64_t cell_bytes = std::max<std::uint64_t>(1, finding.line_bytes / most_cells);
  std::string cells;
  for (std::uint64_t at = 0; at < finding.line_bytes; at += cell_bytes) {
    const std::uint64_t address = line * finding.line_bytes + at;
    cells += cell(finding, {address, address + cell_bytes - 1});
  }
  return "line " + std::to_string(line) + " |" + cells + "|";
}

std::string legend(const Finding& finding) {
  std::string text;
  for (std::size_t i = 0; i < finding.fields.size(); ++i) {
    if (finding.fields[i].location.line == 0) continue;
    text += std::string(1, static_cast<char>('A' + i)) + " = " + finding.fields[i].path + "  ";
  }
  const bool both_drawn = finding.fields.size() == 2 && finding.fields[1].location.line != 0;
  if (both_drawn && share_a_byte(finding.fields[0].bytes, finding.fields[1].bytes)) {
    text += "# = both  ";
  }
  text += finding.of_elements ? ". = other bytes of the elements" : ". = other bytes of the object";
  return text + "  blank = outside";
}

}  // namespace

std::vector<std::string> draw_lines(const Finding& finding) {
  if (!finding.proof.witness || finding.object_bytes == 0) return {};
  const Witness& witness = *finding.proof.witness;
  const ByteRange& first = finding.fields.front().bytes;
  const bool whole_object = first == ByteRange{0, finding.object_bytes - 1};
  if (whole_object && finding.fields.size() == 1) return {};

  std::vector<std::string> lines = {draw(finding, witness.line)};
  const std::uint64_t end = (witness.line + 1) * finding.line_bytes;
  const bool crosses = finding.fields.size() == 1 && witness.base + first.last >= end;
  if (crosses) lines.push_back(draw(finding, witness.line + 1));
  lines.push_back(legend(finding));
  return lines;
}

}  // namespace layoutcheck
