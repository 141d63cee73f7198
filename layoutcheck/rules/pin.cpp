// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

std::string offset_text(std::uint64_t offset_bits) {
  std::string text = std::to_string(offset_bits / 8);
  if (offset_bits % 8 != 0) text += " and " + std::to_string(offset_bits % 8) + " bits";
  return text;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t) {
  std::vector<Finding> findings;
  for (const PinnedField& pinned : contract.pins) {
    const std::uint64_t byte = pinned.offset_bits / 8;
    Finding finding;
    const bool in_place = pinned.offset_bits == pinned.pinned_offset_bytes * 8;
    finding.verdict = in_place ? Verdict::proved : Verdict::violated;
    finding.fields = {{pinned.path, "", {byte, byte}, pinned.location}};
    finding.object_bytes = contract.size_bytes;
    finding.location = pinned.location;
    if (!in_place) {
      finding.message = "'" + pinned.path + "' lies at offset " + offset_text(pinned.offset_bits) +
                        " and is pinned to " + std::to_string(pinned.pinned_offset_bytes);
      finding.help = "move the field back, or change the pin if the new place is meant";
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

constinit const Rule pin = {
    .id = "pin",
    .severity = Severity::error,
    .explanation =
        "A field must lie at the offset that LAYOUT_PIN names, because something outside the "
        "compiler's sight relies on it: a file, a wire, another process, generated code.",
    .remedy = "Move the field back; or change the pin, and whatever relies on the old offset.",
    .judge_contract = judge,
};

}  // namespace layoutcheck
