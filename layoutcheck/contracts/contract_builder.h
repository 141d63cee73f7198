// SPDX-License-Identifier: MIT
//
// Walks through one object and writes its contract.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/contracts/bind.h"
#include "layoutcheck/model/flatten.h"

namespace layoutcheck {

class ContractBuilder {
 public:
  /// All must outlive the builder. `deep` says of each record whether it, or something in it, has
  /// terms.
  ContractBuilder(const Program& program, const ProgramTerms& terms, const std::vector<bool>& deep);

  Contract build_record(RecordIndex record);
  Contract build_global(std::size_t global);

  /// What the contracts built so far name and do not have: permissions for groups that do not
  /// exist.
  std::vector<UnboundDirective> take_unbound();

 private:
  /// Where the walk stands: bytes count from the start of the scope.
  struct Spot {
    Scope* scope = nullptr;
    std::string path = {};
    std::uint64_t offset_bytes = 0;
    std::optional<std::size_t> parent = {};
    bool next_element = false;
    bool opens_arrays = true;  ///< false for copies of elements, whose arrays are walked elsewhere
  };

  /// The whole object, or an element of an array. Without a record it is a scalar.
  struct Object {
    std::optional<RecordIndex> record;
    std::uint64_t size_bytes = 0;
    bool isolated = false;
    SourceLocation location;
  };

  /// An array whose elements are a scope of their own, still to be walked.
  struct Array {
    std::string path;
    std::vector<Repetition> nesting;
    Object element;
  };

  /// A permission that waits until all groups are known.
  struct OpenPermission {
    std::string path;
    SharingPermission permission;
  };

  Contract finish();
  void add_scope(Scope scope);
  void add_object(const Spot& spot, const Object& object);
  void add_parts(const Spot& spot, RecordIndex record);
  /// What the configuration says of the field at `path` as a part of what it lies in; the outermost
  /// has the last word.
  const Terms* configured_terms(const Scope& scope, std::size_t parent,
                                const std::string& path) const;
  std::size_t add_member(const Spot& spot, const PlacedMember& placed, Terms terms);
  void describe_object(const Spot& spot, std::size_t field, RecordIndex record);
  void add_array(const Spot& spot, const Member& member, bool isolated);
  void add_ends(const Spot& spot, const Object& element, std::uint64_t count);
  void add_element_scope(const Array& array);
  bool is_unnamed_part(const Record& record, const Record& part) const;
  void add_pins(RecordIndex record);
  std::optional<std::size_t> group_for(const Terms& terms, const std::string& path);
  /// As an object at `path` names it: a group, or one of its isolated fields.
  std::optional<std::size_t> find_group(const std::string& name, const std::string& path) const;
  void add_permission(BoundPermission permission);
  void bind_permissions();

  const Program& program_;
  const ProgramTerms& terms_;
  const std::vector<bool>& deep_;
  Contract contract_;
  std::vector<Array> open_arrays_;
  std::vector<OpenPermission> open_permissions_;
  std::vector<UnboundDirective> unbound_;
};

}  // namespace layoutcheck
