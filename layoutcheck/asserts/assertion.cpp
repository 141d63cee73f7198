// SPDX-License-Identifier: MIT
#include "layoutcheck/asserts/assertion.h"

#include <algorithm>
#include <map>

namespace layoutcheck {
namespace {

/// A field as name lookup finds it from the outermost record.
struct ReachedField {
  const Member* member = nullptr;
  std::string path;
  std::uint64_t offset_bits = 0;
  unsigned bases = 0;  ///< between the outermost record and the one that declares it
  bool through_virtual_base = false;
};

/// Where the walk stands.
struct Reach {
  const Record& record;
  std::uint64_t offset_bits = 0;
  std::string prefix;
  unsigned bases = 0;
  bool through_virtual_base = false;
};

void collect_fields(std::vector<ReachedField>& fields, const Program& program, const Reach& reach) {
  for (const Member& member : reach.record.members) {
    if (member.kind == MemberKind::vptr || is_padding(member)) continue;
    if (member.kind == MemberKind::virtual_base && reach.bases > 0) continue;  // met at the top
    Reach within{reach.record, reach.offset_bits + member.offset_bits, reach.prefix, reach.bases,
                 reach.through_virtual_base};
    if (is_base(member)) {
      within.prefix += member.name + "::";
      ++within.bases;
      within.through_virtual_base |= member.kind == MemberKind::virtual_base;
    } else if (!member.name.empty()) {
      fields.push_back({&member, reach.prefix + member.name, within.offset_bits, within.bases,
                        within.through_virtual_base});
      continue;
    }
    if (!member.record) continue;
    collect_fields(fields, program,
                   {program.records[*member.record], within.offset_bits, within.prefix,
                    within.bases, within.through_virtual_base});
  }
}

/// A name stands for the field in the nearest base, if it is the only one there.
bool is_hidden(const ReachedField& field, const std::vector<ReachedField>& fields) {
  return std::any_of(fields.begin(), fields.end(), [&](const ReachedField& other) {
    return &other != &field && other.member->name == field.member->name &&
           other.bases <= field.bases;
  });
}

std::string why_not(const ReachedField& field, const std::vector<ReachedField>& fields) {
  if (field.member->kind == MemberKind::bit_field) return "offsetof takes no bit-field";
  if (field.through_virtual_base) return "it lies in a virtual base";
  if (is_hidden(field, fields)) return "another field of that name hides it";
  return {};
}

std::string in_bytes(std::uint64_t bytes) {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

}  // namespace

TypeAssertions assertions_of(const Program& program, const Record& record, Language language,
                             NamedFrom from) {
  TypeAssertions type{&record, {}, {}};
  const TypeSpelling spelling = type_spelling(record, language, from);
  if (spelling.text.empty()) {
    type.omissions.push_back({record.name, spelling.why_not});
    return type;
  }
  const std::string alignof_keyword = language == Language::cpp ? "alignof" : "_Alignof";
  type.assertions.push_back({"size", "sizeof(" + spelling.text + ')', record.size,
                             record.name + ": its size must be " + in_bytes(record.size)});
  if (spelling.by_typedef) {
    type.omissions.push_back({record.name + ": alignment", "its only name is a typedef's"});
  } else {
    type.assertions.push_back({"alignment", alignof_keyword + '(' + spelling.text + ')',
                               record.align,
                               record.name + ": its alignment must be " + in_bytes(record.align)});
  }
  std::vector<ReachedField> fields;
  collect_fields(fields, program, {.record = record, .prefix = ""});
  for (const ReachedField& field : fields) {
    const std::string reason = why_not(field, fields);
    if (!reason.empty()) {
      type.omissions.push_back({record.name + ": " + field.path, reason});
      continue;
    }
    const std::uint64_t offset_bytes = field.offset_bits / 8;
    type.assertions.push_back(
        {field.path, "__builtin_offsetof(" + spelling.text + ", " + field.member->name + ')',
         offset_bytes,
         record.name + ": field " + field.path + " must lie at byte " +
             std::to_string(offset_bytes)});
  }
  return type;
}

std::vector<TypeAssertions> assertions_of(const Program& program,
                                          const std::vector<const Record*>& records,
                                          Language language, NamedFrom from) {
  std::vector<TypeAssertions> types;
  std::map<std::string, std::size_t> place_of_usr;
  for (const Record* record : records) {
    TypeAssertions type = assertions_of(program, *record, language, from);
    const auto [known, is_new] = place_of_usr.emplace(record->usr, types.size());
    if (is_new || type.assertions.empty() || record->usr.empty()) {
      types.push_back(std::move(type));
    } else if (type.assertions != types[known->second].assertions) {
      types[known->second] = {
          record, {}, {{record->name, "it has several layouts, or shares its USR with another"}}};
    }
  }
  return types;
}

}  // namespace layoutcheck
