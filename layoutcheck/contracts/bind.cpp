// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/bind.h"

#include <algorithm>

#include "layoutcheck/contracts/contract_builder.h"

namespace layoutcheck {
namespace {

/// Whether a record, or something that lies in it, has terms: an answer for each.
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

/// The records that are judged only as parts of what holds them: types without a name, and the
/// bases and members with which a system's header builds its own types.
std::vector<bool> records_judged_as_parts(const Program& program) {
  std::vector<bool> parts(program.records.size());
  for (const Record& record : program.records) {
    for (const Member& member : record.members) {
      if (!member.record) continue;
      const Record& part = program.records[*member.record];
      const bool within_system = record.in_system_header && part.in_system_header;
      if (part.anonymous || within_system) parts[*member.record] = true;
    }
  }
  return parts;
}

/// Whether more can be said of a global than its type's contract says: it has terms of its own, is
/// an array, or is aligned otherwise.
bool adds_to_its_type(const Program& program, const ProgramTerms& terms,
                      const std::vector<bool>& deep, std::size_t global) {
  const Member& variable = program.globals[global].variable;
  if (!terms.globals[global].empty()) return true;
  if (!variable.record || !deep[*variable.record]) return false;
  const Record& record = program.records[*variable.record];
  const Terms& of_type = terms.records[*variable.record].record;
  return variable.array || variable.align_bytes != of_type.storage_bytes.value_or(record.align);
}

void append(std::vector<UnboundDirective>& all, std::vector<UnboundDirective> more) {
  for (UnboundDirective& directive : more) {
    if (std::find(all.begin(), all.end(), directive) == all.end()) {
      all.push_back(std::move(directive));
    }
  }
}

UnboundDirective unbound_directive_of(const ConfiguredContract& absent) {
  const std::string kind = absent.of_variable ? "global variable" : "type";
  return {"no " + kind + " that was read is called '" + absent.pattern + "'", absent.location};
}

}  // namespace

Bindings bind(const Program& program, const std::vector<ConfiguredContract>& configured,
              Extent extent) {
  const ConfiguredProgram bound = bind_configured(program, configured);
  Bindings bindings;
  bindings.terms = read_terms(program, bound);
  for (const ConfiguredContract* contract : bound.absent) {
    bindings.absent.push_back(contract->pattern);
    if (extent == Extent::whole) bindings.unbound.push_back(unbound_directive_of(*contract));
  }
  const std::vector<bool> deep = records_with_terms(program, bindings.terms);
  const std::vector<bool> parts = records_judged_as_parts(program);

  ContractBuilder builder(program, bindings.terms, deep);
  for (RecordIndex i = 0; i < program.records.size(); ++i) {
    if (deep[i] && !parts[i]) bindings.contracts.push_back(builder.build_record(i));
  }
  for (std::size_t i = 0; i < program.globals.size(); ++i) {
    if (adds_to_its_type(program, bindings.terms, deep, i)) {
      bindings.contracts.push_back(builder.build_global(i));
    }
  }
  append(bindings.unbound, bindings.terms.unbound);
  append(bindings.unbound, builder.take_unbound());
  return bindings;
}

}  // namespace layoutcheck
