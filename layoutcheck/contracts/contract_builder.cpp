// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/contract_builder.h"

#include <algorithm>
#include <map>
#include <utility>

#include "layoutcheck/contracts/occupancy.h"
#include "layoutcheck/contracts/waste.h"

namespace layoutcheck {
namespace {

std::string join(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

ByteRange whole(std::uint64_t size_bytes) {
  return {0, size_bytes == 0 ? 0 : size_bytes - 1};
}

const Terms& terms_of(const Program& program, const ProgramTerms& terms,
                      const PlacedMember& placed) {
  const auto record = static_cast<std::size_t>(placed.owner - program.records.data());
  const auto member = static_cast<std::size_t>(placed.member - placed.owner->members.data());
  return terms.records[record].members[member];
}

/// From the first to the last occupied byte that is not cold; all of the field if there is none.
ByteRange hot_bytes(const Scope& scope, const std::vector<Group>& groups, std::size_t whole) {
  std::optional<ByteRange> hot;
  for (std::size_t i = whole; i < scope.fields.size(); ++i) {
    const ScopeField& field = scope.fields[i];
    const std::optional<std::size_t> group = scope.group_of(i);
    const bool cold = group && groups[*group].kind == GroupKind::cold;
    if (!field.occupied || cold || !scope.is_part_of(i, whole)) continue;
    if (!hot) hot = field.bytes;
    hot->first = std::min(hot->first, field.bytes.first);
    hot->last = std::max(hot->last, field.bytes.last);
  }
  return hot.value_or(scope.fields[whole].bytes);
}

}  // namespace

ContractBuilder::ContractBuilder(const Program& program, const ProgramTerms& terms,
                                 const std::vector<bool>& deep)
    : program_(program), terms_(terms), deep_(deep) {}

Contract ContractBuilder::build_record(RecordIndex index) {
  const Record& record = program_.records[index];
  const Terms& terms = terms_.records[index].record;
  contract_ = {};
  contract_.name = record.name;
  contract_.usr = record.usr;
  contract_.location = record.location;
  contract_.record = index;
  contract_.size_bytes = record.size;
  contract_.storage_align_bytes = terms.storage_bytes.value_or(record.align);
  contract_.assumption = terms.storage_bytes ? declared_storage : alignment_of_type;
  contract_.max_size_bytes = terms.max_size_bytes;
  contract_.max_lines = terms.max_lines;
  contract_.max_padding_bytes = terms.max_padding_bytes;
  if (terms.max_padding_bytes) contract_.wasted_bytes = wasted_bytes(record);
  contract_.wire = terms.wire;
  if (terms.wire) contract_.wire_obstacles = wire_obstacles(program_, index);
  add_pins(index);

  Scope scope;
  add_object({.scope = &scope}, {index, record.size, false, record.location});
  if (terms.storage_bytes) scope.aligned_parts.push_back({0, 0, record.align});
  add_scope(std::move(scope));
  if (terms.isolated_elements) {
    const Object element{index, record.size, true, record.location};
    open_arrays_.push_back({record.name, {{0, record.size, 0}}, element});
  }
  return finish();
}

Contract ContractBuilder::build_global(std::size_t index) {
  const Global& global = program_.globals[index];
  const Member& variable = global.variable;
  contract_ = {};
  contract_.name = variable.name;
  contract_.usr = global.usr;
  contract_.location = variable.location;
  contract_.linker_decides = terms_.globals[index].claim_something();
  contract_.size_bytes = variable.size_bits / 8;
  contract_.storage_align_bytes = variable.align_bytes;
  contract_.assumption = alignment_of_variable;

  Scope scope;
  const bool is_object = variable.record && !variable.array;
  const PlacedMember placed{&variable, nullptr, variable.name, 0, 0, !is_object};
  const std::size_t field = add_member({.scope = &scope}, placed, terms_.globals[index]);
  if (is_object) {
    add_parts({.scope = &scope, .path = variable.name, .parent = field}, *variable.record);
  }
  add_scope(std::move(scope));
  return finish();
}

Contract ContractBuilder::finish() {
  // Walking the elements of an array may find arrays within them.
  for (std::size_t i = 0; i < open_arrays_.size(); ++i) add_element_scope(Array(open_arrays_[i]));
  open_arrays_.clear();
  bind_permissions();
  return std::move(contract_);
}

void ContractBuilder::add_scope(Scope scope) {
  for (IsolatedObject& object : scope.isolated_objects) {
    object.hot = hot_bytes(scope, contract_.groups, object.field);
  }
  for (std::size_t i = 0; i < scope.fields.size(); ++i) {
    const bool isolated_element = !scope.fields[i].owner && scope.fields[i].group;
    if (isolated_element) scope.fields[i].bytes = hot_bytes(scope, contract_.groups, i);
  }
  contract_.scopes.push_back(std::move(scope));
}

std::vector<UnboundDirective> ContractBuilder::take_unbound() {
  return std::move(unbound_);
}

void ContractBuilder::add_object(const Spot& spot, const Object& object) {
  Terms terms;
  terms.isolated_elements = object.isolated;
  Spot within = spot;
  within.parent = spot.scope->fields.size();
  spot.scope->fields.push_back({.path = spot.path,
                                .bytes = shifted(whole(object.size_bytes), spot.offset_bytes),
                                .location = object.location,
                                .record = object.record,
                                .parent = spot.parent,
                                .group = group_for(terms, spot.path),
                                .occupied = !object.record,
                                .next_element = spot.next_element});
  if (!object.record) return;
  describe_object(spot, *within.parent, *object.record);
  add_parts(within, *object.record);
}

void ContractBuilder::add_parts(const Spot& spot, RecordIndex record) {
  // The fields that the next one may be part of, one for each depth.
  std::vector<std::size_t> enclosing = {*spot.parent};
  for (const PlacedMember& placed : flatten(program_, program_.records[record])) {
    enclosing.resize(placed.depth + 1);
    Spot at = spot;
    at.parent = enclosing.back();
    const Terms* configured =
        configured_terms(*spot.scope, *at.parent, join(spot.path, placed.path));
    enclosing.push_back(
        add_member(at, placed, configured ? *configured : terms_of(program_, terms_, placed)));
  }
}

const Terms* ContractBuilder::configured_terms(const Scope& scope, std::size_t parent,
                                               const std::string& path) const {
  const Terms* terms = nullptr;
  for (std::optional<std::size_t> at = parent; at; at = scope.fields[*at].parent) {
    const ScopeField& whole = scope.fields[*at];
    if (!whole.record || terms_.records[*whole.record].parts.empty()) continue;
    const std::size_t begin = path.find_first_not_of(".:", whole.path.size());
    const std::map<std::string, Terms>& parts = terms_.records[*whole.record].parts;
    const auto part = parts.find(path.substr(std::min(begin, path.size())));
    if (part != parts.end()) terms = &part->second;
  }
  return terms;
}

std::size_t ContractBuilder::add_member(const Spot& spot, const PlacedMember& placed, Terms terms) {
  const Member& member = *placed.member;
  if (member.array && member.record) {
    terms.isolated_elements |= terms_.records[*member.record].record.isolated_elements;
  }
  const std::size_t index = spot.scope->fields.size();
  // An array whose elements have terms is represented by its ends, see add_ends().
  const bool has_ends = member.array && member.record && deep_[*member.record];
  ScopeField field{.path = join(spot.path, placed.path),
                   .bytes = shifted(bytes_of(placed), spot.offset_bytes),
                   .location = member.location,
                   .parent = spot.parent,
                   .group = group_for(terms, join(spot.path, placed.path)),
                   .occupied = is_occupied(placed) && !has_ends,
                   .next_element = spot.next_element,
                   .has_ends = has_ends};
  if (placed.owner) {
    field.owner = static_cast<RecordIndex>(placed.owner - program_.records.data());
    field.union_member = placed.owner->kind == RecordKind::union_;
    field.internal = placed.owner->in_system_header;
  }
  if (!member.name.empty() && !member.array) field.record = member.record;
  for (const Allowance& allowance : terms.allowances) {
    contract_.allowances.push_back({field.path, false, allowance});
  }
  Spot at = spot;
  at.path = field.path;
  at.offset_bytes += placed.offset_bits / 8;
  at.parent = index;
  spot.scope->fields.push_back(std::move(field));

  if (member.array) add_array(at, member, terms.isolated_elements);
  if (member.record && !member.array) describe_object(at, index, *member.record);
  return index;
}

void ContractBuilder::describe_object(const Spot& spot, std::size_t field, RecordIndex record) {
  const Terms& terms = terms_.records[record].record;
  if (terms.isolated) spot.scope->isolated_objects.push_back({field});
  // What its own storage is, a contract says itself; of copies it was said before.
  const bool is_part = contract_.record != record && spot.opens_arrays;
  if (is_part && terms_.records[record].claim_something()) {
    const std::uint64_t assumed = terms.storage_bytes.value_or(program_.records[record].align);
    spot.scope->aligned_parts.push_back({field, spot.offset_bytes, assumed});
  }
  for (const Allowance& allowance : terms.allowances) {
    contract_.allowances.push_back({spot.path, true, allowance});
  }
  for (const SharingPermission& permission : terms.permissions) {
    open_permissions_.push_back({spot.path, permission});
  }
}

void ContractBuilder::add_array(const Spot& spot, const Member& member, bool isolated) {
  const bool has_terms = member.record && deep_[*member.record];
  if (!has_terms && !isolated) return;

  // An array of arrays of records is one longer array of records.
  const ArrayShape& shape = *member.array;
  const std::uint64_t record_bytes = member.record ? program_.records[*member.record].size : 0;
  const std::uint64_t stride = record_bytes != 0 ? record_bytes : shape.element_size_bytes;
  if (stride == 0) return;
  const std::uint64_t count = shape.count * (shape.element_size_bytes / stride);

  const Object element{member.record, stride, isolated, member.location};
  if (has_terms) add_ends(spot, element, count);
  if (!spot.opens_arrays) return;
  open_arrays_.push_back({spot.path, spot.scope->arrays, element});
  open_arrays_.back().nesting.push_back({spot.offset_bytes, stride, count});
}

/// Against everything outside the array, its first and its last element speak for all: what is
/// apart from the nearer element is apart from those behind it.
void ContractBuilder::add_ends(const Spot& spot, const Object& element, std::uint64_t count) {
  const auto add_copy = [&](std::uint64_t i) {
    Spot copy = spot;
    copy.path.append("[").append(std::to_string(i)).append("]");
    copy.offset_bytes += i * element.size_bytes;
    copy.opens_arrays = false;
    add_object(copy, {element.record, element.size_bytes, false, element.location});
  };
  add_copy(0);
  if (count > 1) add_copy(count - 1);
}

void ContractBuilder::add_element_scope(const Array& array) {
  Scope scope;
  scope.arrays = array.nesting;
  add_object({.scope = &scope, .path = array.path + "[i]"}, array.element);
  if (array.nesting.back().count != 1) {
    add_object({.scope = &scope,
                .path = array.path + "[i+1]",
                .offset_bytes = array.element.size_bytes,
                .next_element = true,
                .opens_arrays = false},
               array.element);
  }
  add_scope(std::move(scope));
}

/// Whether a named member of `record` is all that is of type `part`.
bool ContractBuilder::is_unnamed_part(const Record& record, const Record& part) const {
  return part.anonymous &&
         std::any_of(record.members.begin(), record.members.end(), [&](const Member& member) {
           return !member.name.empty() && member.record &&
                  &program_.records[*member.record] == &part;
         });
}

void ContractBuilder::add_pins(RecordIndex index) {
  for (const PlacedMember& placed : flatten(program_, program_.records[index])) {
    const std::map<std::string, Terms>& parts = terms_.records[index].parts;
    const auto part = parts.find(placed.path);
    // Members of anonymous members count as the record's own. A type without a name has no contract
    // but this one: its pins count from its own start.
    const bool own = placed.path == placed.member->name;
    const bool of_unnamed = !own && is_unnamed_part(program_.records[index], *placed.owner);
    if (!own && part == parts.end() && !of_unnamed) continue;
    const Terms& terms = part == parts.end() ? terms_of(program_, terms_, placed) : part->second;
    if (!terms.pinned_offset_bytes) continue;
    contract_.pins.push_back(
        {placed.path, *terms.pinned_offset_bytes,
         of_unnamed && part == parts.end() ? placed.member->offset_bits : placed.offset_bits,
         placed.member->location});
  }
}

std::optional<std::size_t> ContractBuilder::group_for(const Terms& terms, const std::string& path) {
  std::vector<Group>& groups = contract_.groups;
  std::optional<Group> group = group_of(terms, path);
  if (!group) return std::nullopt;
  const auto known = std::find_if(groups.begin(), groups.end(), [&](const Group& other) {
    return other.name == group->name && other.named == group->named;
  });
  const auto index = static_cast<std::size_t>(known - groups.begin());
  if (known == groups.end()) {
    groups.push_back(*std::move(group));
  } else {
    known->written_by.merge(group->written_by);
    known->read_by.merge(group->read_by);
    if (group->kind == GroupKind::isolated) known->kind = GroupKind::isolated;
  }
  return index;
}

std::optional<std::size_t> ContractBuilder::find_group(const std::string& name,
                                                       const std::string& path) const {
  const std::string field = join(path, name);
  for (std::size_t i = 0; i < contract_.groups.size(); ++i) {
    const Group& group = contract_.groups[i];
    if (group.name == (group.named ? name : field)) return i;
  }
  return std::nullopt;
}

/// Every object of a type gives the type's permissions; together they are one.
void ContractBuilder::add_permission(BoundPermission permission) {
  for (BoundPermission& known : contract_.permissions) {
    const bool same = known.location == permission.location && known.group == permission.group &&
                      known.other_group == permission.other_group;
    if (!same) continue;
    known.paths.push_back(permission.paths.front());
    return;
  }
  contract_.permissions.push_back(std::move(permission));
}

void ContractBuilder::bind_permissions() {
  for (const auto& [path, permission] : open_permissions_) {
    const std::optional<std::size_t> group = find_group(permission.group, path);
    const std::optional<std::size_t> other = find_group(permission.other_group, path);
    if (group && other)
      add_permission({{path}, *group, *other, permission.reason, permission.location});
    if (!path.empty() || (group && other)) continue;
    const std::string& missing = group ? permission.other_group : permission.group;
    unbound_.push_back({"LAYOUT_MAY_SHARE: '" + contract_.name + "' has no group '" + missing + "'",
                        permission.location});
  }
  open_permissions_.clear();
}

}  // namespace layoutcheck
