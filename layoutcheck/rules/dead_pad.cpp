// SPDX-License-Identifier: MIT
//
// Only pads as long as half a line, in types that threads share: others stand for a format, or for
// the future. Pads at the end stay: they keep derived classes out, and say what is in the bytes.

#include <algorithm>

#include "layoutcheck/rules/implied_groups.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

/// No line is so long: a size that was meant to be a difference went below zero.
constexpr std::uint64_t wrapped_bytes = std::uint64_t{1} << 31;

std::uint64_t end_of(const Member& member) {
  return (member.offset_bits + member.size_bits + 7) / 8;
}

std::uint64_t rounded_up(std::uint64_t offset, std::uint64_t align) {
  return (offset + align - 1) / align * align;
}

/// Adjacent pads of one record.
struct PadRun {
  const Member* first = nullptr;
  std::uint64_t size_bytes = 0;
  std::uint64_t front_end = 0;  ///< of what lies in front, 0 if nothing does
};

/// Whether alignment alone puts what follows where it lies.
bool is_dead(const PadRun& pad, const Member& next) {
  return pad.size_bytes >= shortest_line_bytes / 2 && next.align_bytes >= shortest_line_bytes &&
         rounded_up(pad.front_end, next.align_bytes) == next.offset_bits / 8;
}

Finding finding_of(const Record& record, const PadRun& pad) {
  Finding finding;
  finding.type = record.name;
  finding.usr = record.usr;
  const std::uint64_t offset = pad.first->offset_bits / 8;
  finding.fields = {
      {pad.first->name, "padding", {offset, offset + pad.size_bytes - 1}, pad.first->location}};
  finding.object_bytes = record.size;
  finding.location = pad.first->location;
  return finding;
}

Finding wrapped(const Record& record, const PadRun& pad) {
  Finding finding = finding_of(record, pad);
  finding.message = quoted(pad.first->name) + " takes " + std::to_string(pad.size_bytes) +
                    " bytes: its size is a difference that went below zero";
  finding.help = "align what follows to the line instead of counting bytes";
  return finding;
}

Finding dead(const Record& record, const PadRun& pad, const Member& next) {
  Finding finding = finding_of(record, pad);
  finding.message = quoted(pad.first->name) + " (" + std::to_string(pad.size_bytes) +
                    " bytes) separates nothing: alignment to " + std::to_string(next.align_bytes) +
                    " puts " + quoted(next.name) + " at offset " +
                    std::to_string(next.offset_bits / 8) + " without it";
  finding.help = "remove the padding";
  return finding;
}

void judge(const Record& record, std::vector<Finding>& findings) {
  PadRun pad;
  std::uint64_t end = 0;
  for (const Member& member : record.members) {
    if (is_spacer(member)) {
      if (!pad.first) pad = {&member, 0, end};
      pad.size_bytes += member.size_bits / 8;
      end = std::max(end, end_of(member));
      if (member.size_bits / 8 >= wrapped_bytes) findings.push_back(wrapped(record, pad));
      continue;
    }
    if (is_dead(pad, member)) findings.push_back(dead(record, pad, member));
    pad = {};
    end = std::max(end, end_of(member));
  }
}

std::vector<Finding> judge(const CheckInput& input, std::uint64_t) {
  const ImpliedGroupReader reader(input.program);
  std::vector<Finding> findings;
  for (RecordIndex i = 0; i < input.program.records.size(); ++i) {
    const Record& record = input.program.records[i];
    if (record.kind == RecordKind::union_ || record.anonymous) continue;
    if (reader.holds_atomics(i)) judge(record, findings);
  }
  return findings;
}

}  // namespace

constinit const Rule dead_pad = {
    .id = "dead-pad",
    .severity = Severity::warning,
    .explanation =
        "A pad of half a line or more, between the members of a type that holds atomics, does "
        "nothing if what follows is aligned to a line and would lie where it lies without the "
        "pad: `char pad[56]` in front of `alignas(64)`. One mechanism that is seen to work is "
        "better than two. A pad of more than 2 GiB is a difference that went below zero. Pads at "
        "the end of a type are left alone.",
    .remedy = "Remove the pad.",
    .judge_program = judge,
};

}  // namespace layoutcheck
