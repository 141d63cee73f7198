// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/implied_contracts.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>

#include "layoutcheck/contracts/occupancy.h"
#include "layoutcheck/rules/implied_groups.h"

namespace layoutcheck {
namespace {

/// `net::Ring<int>` stands for what its template says of every instance.
std::string pattern_of(const Record& record) {
  const std::size_t arguments = record.name.find('<');
  if (arguments == std::string::npos || !record.name.ends_with('>')) return record.name;
  return record.name.substr(0, arguments) + "<*>";
}

/// What a library keeps in its types is its own.
bool is_one_field(const Program& program, const PlacedMember& placed) {
  const std::optional<RecordIndex> record = placed.member->record;
  return placed.leaf || (record && program.records[*record].in_system_header);
}

std::vector<std::string> fields_between(const Program& program,
                                        const std::vector<PlacedMember>& members,
                                        std::uint64_t begin, std::uint64_t end) {
  std::vector<std::string> fields;
  for (const PlacedMember& placed : members) {
    const Member& member = *placed.member;
    if (placed.owner->in_system_header || !is_one_field(program, placed)) continue;
    if (member.name.empty() || member.size_bits == 0 || is_spacer(member)) continue;
    const std::uint64_t first = bytes_of(placed).first;
    if (begin <= first && first < end) fields.push_back(placed.path);
  }
  return fields;
}

/// The first field gives the group its name.
std::string name_for(const std::string& path, std::set<std::string>& taken) {
  std::string name;
  for (const char c : path) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    if (plain || (!name.empty() && name.back() != '_')) name += plain ? c : '_';
  }
  while (name.ends_with('_')) name.pop_back();
  const std::string stem = name.empty() ? "group" : name;
  name = stem;
  for (int i = 2; !taken.insert(name).second; ++i) name = stem + std::to_string(i);
  return name;
}

/// Whether the record itself pads or aligns; what its members do is for their types to say.
bool separates_by_itself(const Program& program, const Record& record) {
  return std::any_of(record.members.begin(), record.members.end(), [&](const Member& member) {
    const bool aligned = member.record && !is_base(member) &&
                         program.records[*member.record].align >= shortest_line_bytes;
    return is_spacer(member) || member.explicit_align_bytes >= shortest_line_bytes || aligned;
  });
}

ImpliedContract contract_of(const Program& program, const Record& record,
                            const ImpliedGroups& implied) {
  ImpliedContract contract{pattern_of(record), record.location, {}, {}};
  const std::vector<PlacedMember> members = flatten(program, record);
  std::set<std::string> taken;
  for (std::size_t i = 0; i < implied.groups.size(); ++i) {
    const ImpliedGroup& group = implied.groups[i];
    const bool last = i + 1 == implied.groups.size();
    const std::uint64_t end = last ? record.size : implied.groups[i + 1].begin_bytes;
    const auto fields = fields_between(program, members, group.begin_bytes, end);
    if (fields.empty()) continue;
    contract.groups.push_back({name_for(fields.front(), taken), fields});
    const std::string& what = group.separator.what;
    const auto& known = contract.separators;
    if (!what.empty() && std::find(known.begin(), known.end(), what) == known.end()) {
      contract.separators.push_back(what);
    }
  }
  return contract;
}

}  // namespace

std::vector<ImpliedContract> implied_contracts(const Program& program, const Bindings& bindings) {
  const ImpliedGroupReader reader(program);
  std::vector<ImpliedContract> contracts;
  std::set<std::string> patterns;
  for (RecordIndex i = 0; i < program.records.size(); ++i) {
    const Record& record = program.records[i];
    const bool declares = bindings.terms.records[i].claim_something();
    if (record.in_system_header || record.anonymous || declares) continue;
    if (record.kind == RecordKind::union_ || !separates_by_itself(program, record)) continue;
    const ImpliedGroups implied = reader.read(i);
    if (implied.groups.size() < 2) continue;
    ImpliedContract contract = contract_of(program, record, implied);
    const bool known = !patterns.insert(contract.pattern).second;
    if (contract.groups.size() > 1 && !known) contracts.push_back(std::move(contract));
  }
  const auto place = [](const ImpliedContract& contract) {
    return std::tie(contract.location.file, contract.location.line, contract.location.column);
  };
  std::stable_sort(contracts.begin(), contracts.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return contracts;
}

}  // namespace layoutcheck
