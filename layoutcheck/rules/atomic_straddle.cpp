// SPDX-License-Identifier: MIT
//
// Needs no contract: an atomic across two lines is wrong wherever it stands. A record is judged as
// a complete object; a part that is wrong by itself is reported where it is declared.

#include <algorithm>
#include <bit>
#include <span>

#include "layoutcheck/isolation/apart.h"
#include "layoutcheck/model/flatten.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

/// Beyond 16 bytes no processor has atomic instructions, so a lock guards the value.
constexpr std::uint64_t largest_lock_free_bytes = 16;

/// One atomic, or an array of them, in an object.
struct Atomic {
  const Member* member = nullptr;
  std::string path;
  std::uint64_t offset_bytes = 0;
};

/// The alignment of an atomic of a lock-free size is its size, in arrays of arrays too.
std::uint64_t size_of_one(const Member& member) {
  if (!member.array) return member.size_bits / 8;
  return std::min(member.array->element_size_bytes, member.array->element_align_bytes);
}

Proof prove(const Atomic& atomic, std::uint64_t align_bytes, std::uint64_t line_bytes) {
  const std::uint64_t size = size_of_one(*atomic.member);
  const Placements object = placements_of_object(align_bytes, line_bytes);
  if (!atomic.member->array) {
    return prove_on_one_line(shifted({0, size - 1}, atomic.offset_bytes), object);
  }
  const ArrayShape& shape = *atomic.member->array;
  const Repetition array{atomic.offset_bytes, size, shape.count * shape.element_size_bytes / size};
  return prove_on_one_line({0, size - 1}, placements_of_element(object, {&array, 1}));
}

std::uint64_t storage_of(const Bindings& bindings, const Program& program, std::size_t record) {
  return bindings.terms.records[record].record.storage_bytes.value_or(
      program.records[record].align);
}

bool may_be_lock_free(const Member& member) {
  const std::uint64_t size = size_of_one(member);
  return member.atomic && std::has_single_bit(size) && size <= largest_lock_free_bytes;
}

Finding finding_of(const Record& record, const Atomic& atomic, const Proof& proof,
                   std::uint64_t line_bytes) {
  const std::uint64_t size = size_of_one(*atomic.member);
  const std::uint64_t offset = atomic.member->array ? 0 : atomic.offset_bytes;
  Finding finding;
  finding.type = record.name;
  finding.usr = record.usr;
  finding.object = record.name + ", " + std::to_string(record.size) + " bytes aligned to " +
                   std::to_string(record.align);
  finding.fields = {
      {atomic.path, "atomic", shifted({0, size - 1}, offset), atomic.member->location}};
  finding.line_bytes = line_bytes;
  finding.of_elements = atomic.member->array.has_value();
  finding.object_bytes = finding.of_elements ? 2 * size : record.size;
  finding.proof = proof;
  finding.location = atomic.member->location;
  finding.message =
      quoted(finding.fields[0].path) + " crosses a " + line(line_bytes) + " " + how_often(finding);
  finding.help = "align it to its size of " + std::to_string(size) +
                 " bytes: the processor locks the bus for such an access, or traps";
  return finding;
}

std::optional<Finding> judge(const Program& program, const Bindings& bindings, std::size_t record,
                             const PlacedMember& placed, std::uint64_t line_bytes) {
  if (!may_be_lock_free(*placed.member)) return std::nullopt;
  const Atomic atomic{placed.member, placed.path, placed.offset_bits / 8};
  const Proof proof = prove(atomic, storage_of(bindings, program, record), line_bytes);
  if (proof.failing == 0) return std::nullopt;

  const Atomic as_declared{placed.member, placed.path, placed.member->offset_bits / 8};
  const auto owner = static_cast<std::size_t>(placed.owner - program.records.data());
  const std::uint64_t owner_storage = storage_of(bindings, program, owner);
  const bool wrong_by_itself = prove(as_declared, owner_storage, line_bytes).failing > 0;
  if (owner != record && wrong_by_itself) return std::nullopt;
  return finding_of(program.records[record], atomic, proof, line_bytes);
}

std::vector<Finding> judge(const CheckInput& input, std::uint64_t line_bytes) {
  const Program& program = input.program;
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < program.records.size(); ++i) {
    for (const PlacedMember& placed : flatten(program, program.records[i])) {
      auto finding = judge(program, input.bindings, i, placed, line_bytes);
      if (finding) findings.push_back(*std::move(finding));
    }
  }
  return findings;
}

}  // namespace

constinit const Rule atomic_straddle = {
    .id = "atomic-straddle",
    .severity = Severity::error,
    .explanation =
        "An atomic of a lock-free size must lie on one line. Across two lines the access locks "
        "the bus on x86, or traps, and is not atomic elsewhere. That takes an alignment below the "
        "size: a packed record, or storage that does not honour the type's alignment.",
    .remedy = "Align the atomic to its size: do not pack the record that holds it.",
    .judge_program = judge,
};

}  // namespace layoutcheck
