// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/bind.h"

#include <algorithm>

#include "layoutcheck/contracts/contract_builder.h"

namespace layoutcheck {
namespace {

/// The records that are the type of an anonymous member. Their fields count as those of the record
/// that holds them, and nobody else can use them.
std::vector<bool> anonymous_records(const Program& program) {
  std::vector<bool> anonymous(program.records.size());
  for (const Record& record : program.records) {
    for (const Member& member : record.members) {
      if (member.record && member.name.empty()) anonymous[*member.record] = true;
    }
  }
  return anonymous;
}

void append(std::vector<UnboundDirective>& all, std::vector<UnboundDirective> more) {
  for (UnboundDirective& directive : more) {
    if (std::find(all.begin(), all.end(), directive) == all.end()) {
      all.push_back(std::move(directive));
    }
  }
}

}  // namespace

std::vector<bool> records_with_terms(const Program& program, const ProgramTerms& terms) {
  std::vector<bool> deep;
  for (std::size_t i = 0; i < program.records.size(); ++i) {
    const std::vector<Member>& members = program.records[i].members;
    // A record stands after those it contains.
    deep.push_back(!terms.records[i].empty() ||
                   std::any_of(members.begin(), members.end(), [&](const Member& member) {
                     return member.record && deep[*member.record];
                   }));
  }
  return deep;
}

Bindings bind(const Program& program) {
  Bindings bindings;
  bindings.terms = read_terms(program);
  const std::vector<bool> deep = records_with_terms(program, bindings.terms);
  const std::vector<bool> anonymous = anonymous_records(program);

  ContractBuilder builder(program, bindings.terms, deep);
  for (RecordIndex i = 0; i < program.records.size(); ++i) {
    if (deep[i] && !anonymous[i]) bindings.contracts.push_back(builder.build_record(i));
  }
  for (std::size_t i = 0; i < program.globals.size(); ++i) {
    const std::optional<RecordIndex> record = program.globals[i].variable.record;
    if (bindings.terms.globals[i].empty() && !(record && deep[*record])) continue;
    bindings.contracts.push_back(builder.build_global(i));
  }
  append(bindings.unbound, bindings.terms.unbound);
  append(bindings.unbound, builder.take_unbound());
  return bindings;
}

}  // namespace layoutcheck
