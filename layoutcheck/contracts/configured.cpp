// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/configured.h"

#include <algorithm>

#include "layoutcheck/model/flatten.h"
#include "layoutcheck/model/name_pattern.h"

namespace layoutcheck {
namespace {

constexpr std::size_t most_names_in_a_message = 6;

/// Some of the fields that there are, for who misspelled one.
std::string names_of(const std::vector<PlacedMember>& members) {
  std::string names;
  std::size_t count = 0;
  for (const PlacedMember& placed : members) {
    if (placed.depth > 0 || placed.member->name.empty() || is_base(*placed.member)) continue;
    if (++count > most_names_in_a_message) return names + ", ...";
    names += (count == 1 ? "" : ", ") + placed.path;
  }
  return names.empty() ? "none" : names;
}

class Binder {
 public:
  Binder(const Program& program, ConfiguredProgram& bound) : program_(program), bound_(bound) {}

  void bind(const ConfiguredContract& contract) {
    contract_ = &contract;
    bound_terms_.assign(contract.terms.size(), false);
    fields_.clear();
    const bool found = contract.of_variable ? bind_globals() : bind_records();
    if (!found) {
      bound_.absent.push_back(&contract);
      return;
    }
    for (std::size_t i = 0; i < contract.terms.size(); ++i) {
      if (bound_terms_[i]) continue;
      bound_.unbound.push_back({"'" + contract.pattern + "' has no field '" +
                                    contract.terms[i].path + "'; its fields are " + fields_,
                                contract.terms[i].annotation.location});
    }
  }

 private:
  bool bind_globals() {
    bool found = false;
    for (std::size_t i = 0; i < program_.globals.size(); ++i) {
      if (!name_matches(contract_->pattern, program_.globals[i].variable.name)) continue;
      found = true;
      for (const ConfiguredTerm& term : contract_->terms) {
        bound_.globals[i].push_back(term.annotation);
      }
    }
    if (found) bound_terms_.assign(bound_terms_.size(), true);
    return found;
  }

  /// What the compiler makes up has no contract, and the system's types only if they are named.
  bool may_be_meant(const Record& record) const {
    const bool sweeping = contract_->pattern.starts_with('*');
    if (record.location.line == 0 || (record.in_system_header && sweeping)) return false;
    return name_matches(contract_->pattern, record.name);
  }

  bool bind_records() {
    bool found = false;
    for (std::size_t i = 0; i < program_.records.size(); ++i) {
      if (!may_be_meant(program_.records[i])) continue;
      found = true;
      bind_record(static_cast<RecordIndex>(i));
    }
    return found;
  }

  void bind_record(RecordIndex index) {
    const std::vector<PlacedMember> members = flatten(program_, program_.records[index]);
    if (fields_.empty()) fields_ = names_of(members);
    ConfiguredRecord& record = bound_.records[index];
    for (std::size_t i = 0; i < contract_->terms.size(); ++i) {
      const auto& [path, annotation] = contract_->terms[i];
      if (path.empty()) {
        record.annotations.push_back(annotation);
        bound_terms_[i] = true;
      }
      for (const PlacedMember& placed : members) {
        if (path.empty() || !glob_matches(path, placed.path)) continue;
        record.parts[placed.path].push_back(annotation);
        bound_terms_[i] = true;
      }
    }
  }

  const Program& program_;
  ConfiguredProgram& bound_;
  const ConfiguredContract* contract_ = nullptr;
  std::vector<bool> bound_terms_;
  std::string fields_;
};

}  // namespace

ConfiguredProgram bind_configured(const Program& program,
                                  const std::vector<ConfiguredContract>& contracts) {
  ConfiguredProgram bound;
  Binder binder(program, bound);
  for (const ConfiguredContract& contract : contracts) binder.bind(contract);
  return bound;
}

}  // namespace layoutcheck
