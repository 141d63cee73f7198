// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/pairs.h"

#include <algorithm>
#include <utility>

#include "layoutcheck/isolation/apart.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

/// Where one element can start, and where one that has a next element can.
struct ElementPlacements {
  Placements one;
  Placements with_next;
};

ElementPlacements placements_in(const Scope& scope, const Placements& object) {
  ElementPlacements placements{placements_of_element(object, scope.arrays), {}};
  std::vector<Repetition> arrays = scope.arrays;
  if (!arrays.empty() && arrays.back().count > 1) --arrays.back().count;
  placements.with_next = placements_of_element(object, arrays);
  return placements;
}

class PairFinder {
 public:
  PairFinder(const Contract& contract, const Scope& scope, std::uint64_t line_bytes)
      : contract_(contract),
        scope_(scope),
        placements_(placements_in(scope, placements_of(contract, line_bytes))) {}

  std::vector<Pair> find() {
    for (std::size_t i = 0; i < scope_.fields.size(); ++i) {
      if (scope_.fields[i].group) add_opponents_of(i);
    }
    for (std::size_t i = 0; i < scope_.fields.size(); ++i) {
      if (is_isolated(i)) add_strangers_beside(i, scope_.fields[i].bytes, PairKind::groups);
    }
    for (const IsolatedObject& object : scope_.isolated_objects) {
      add_strangers_beside(object.field, object.hot, PairKind::object_edge);
    }
    return std::move(pairs_);
  }

 private:
  const ScopeField& field(std::size_t i) const { return scope_.fields[i]; }

  bool is_isolated(std::size_t i) const {
    return field(i).group && contract_.groups[*field(i).group].kind == GroupKind::isolated;
  }

  /// Whether the distance of the two says something here: neither holds the other, and no other
  /// scope judges them.
  bool is_judged_here(std::size_t one, std::size_t other) const {
    if (field(one).next_element && field(other).next_element) return false;
    if (scope_.is_part_of(one, other) || scope_.is_part_of(other, one)) return false;
    for (std::optional<std::size_t> at = one; at; at = field(*at).parent) {
      if (field(*at).has_ends && scope_.is_part_of(other, *at)) return false;
    }
    return true;
  }

  bool starts_before(std::size_t one, std::size_t other) const {
    return std::pair(field(one).bytes.first, one) < std::pair(field(other).bytes.first, other);
  }

  /// For each group the first field behind `one`. It speaks for those behind it, and `one` is in
  /// turn behind those in front of it.
  std::vector<std::optional<std::size_t>> next_of_each_group(std::size_t one) const {
    std::vector<std::optional<std::size_t>> next(contract_.groups.size());
    for (std::size_t other = 0; other < scope_.fields.size(); ++other) {
      const std::optional<std::size_t> group = field(other).group;
      if (!group || group == field(one).group) continue;
      if (!starts_before(one, other) || !is_judged_here(one, other)) continue;
      if (!next[*group] || starts_before(other, *next[*group])) next[*group] = other;
    }
    return next;
  }

  void add_opponents_of(std::size_t one) {
    const std::size_t group = *field(one).group;
    for (const std::optional<std::size_t> other : next_of_each_group(one)) {
      if (!other) continue;
      const std::size_t other_group = *field(*other).group;
      const Conflict reason = conflict(contract_.groups[group], contract_.groups[other_group]);
      if (reason == Conflict::none) continue;
      const PairKind kind = reason == Conflict::cold          ? PairKind::cold
                            : reason == Conflict::read_mostly ? PairKind::read_mostly
                                                              : PairKind::groups;
      add(one, field(one).bytes, *other, field(*other).bytes, kind);
      pairs_.back().permission =
          contract_.permission_to_share(group, field(one).path, other_group, field(*other).path);
    }
  }

  /// A leaf that neither belongs to `isolated` nor can be alive at the same time as a union's other
  /// member. Beside a field, groups are judged as groups.
  bool is_stranger(std::size_t leaf, std::size_t isolated, PairKind kind) const {
    return field(leaf).occupied && is_judged_here(leaf, isolated) &&
           !scope_.are_alternatives(leaf, isolated) &&
           (kind == PairKind::object_edge || !scope_.group_of(leaf));
  }

  void add_strangers_beside(std::size_t isolated, ByteRange bytes, PairKind kind) {
    std::optional<std::size_t> before;
    std::optional<std::size_t> after;
    for (std::size_t leaf = 0; leaf < scope_.fields.size(); ++leaf) {
      if (!is_stranger(leaf, isolated, kind)) continue;
      const ByteRange other = field(leaf).bytes;
      if (other.first < bytes.first) {
        if (!before || other.last > field(*before).bytes.last) before = leaf;
      } else if (!after || other.first < field(*after).bytes.first) {
        after = leaf;
      }
    }
    for (const std::optional<std::size_t> stranger : {before, after}) {
      if (stranger) add_neighbour(isolated, bytes, *stranger, kind);
    }
  }

  /// If the stranger is part of an isolated object, then both want it, and the objects are the
  /// pair.
  void add_neighbour(std::size_t isolated, ByteRange bytes, std::size_t stranger, PairKind kind) {
    ByteRange other = field(stranger).bytes;
    for (const IsolatedObject& object : scope_.isolated_objects) {
      const bool holds_both = scope_.is_part_of(isolated, object.field);
      if (holds_both || !scope_.is_part_of(stranger, object.field)) continue;
      stranger = object.field;
      other = object.hot;
      break;
    }
    const bool known = std::any_of(pairs_.begin(), pairs_.end(), [&](const Pair& pair) {
      return pair.kind == kind &&
             std::minmax(pair.one, pair.other) == std::minmax(isolated, stranger);
    });
    if (!known) add(isolated, bytes, stranger, other, kind);
  }

  void add(std::size_t one, ByteRange bytes, std::size_t other, ByteRange other_bytes,
           PairKind kind) {
    if (other_bytes.first < bytes.first) {
      std::swap(one, other);
      std::swap(bytes, other_bytes);
    }
    Pair pair;
    pair.scope = &scope_;
    pair.one = one;
    pair.other = other;
    pair.fields[0] = described(one, bytes);
    pair.fields[1] = described(other, other_bytes);
    pair.kind = kind;
    pair.crosses_elements = field(one).next_element != field(other).next_element;
    pair.proof = prove_apart(bytes, other_bytes,
                             pair.crosses_elements ? placements_.with_next : placements_.one);
    pairs_.push_back(std::move(pair));
  }

  /// `mutex` and not what the library keeps in it.
  std::size_t as_people_know_it(std::size_t i) const {
    while (field(i).internal && !field(i).group && !field(*field(i).parent).path.empty()) {
      i = *field(i).parent;
    }
    return i;
  }

  FindingField described(std::size_t i, ByteRange bytes) const {
    i = as_people_know_it(i);
    FindingField described{field(i).path, {}, bytes, field(i).location};
    const bool object =
        std::any_of(scope_.isolated_objects.begin(), scope_.isolated_objects.end(),
                    [&](const IsolatedObject& isolated) { return isolated.field == i; });
    if (object) {
      described.standing = "isolated object";
    } else if (const auto group = scope_.group_of(i)) {
      described.standing = contract_.groups[*group].standing();
    }
    return described;
  }

  const Contract& contract_;
  const Scope& scope_;
  const ElementPlacements placements_;
  std::vector<Pair> pairs_;
};

std::string advice(const Contract& contract, const Pair& pair, std::uint64_t line_bytes) {
  const auto& [one, other] = pair.fields;
  if (share_a_byte(one.bytes, other.bytes)) {
    return "they share a byte: give each bytes of its own, outside a union or a row of bit-fields";
  }
  const std::uint64_t known_align = std::min(contract.storage_align_bytes, line_bytes);
  const std::uint64_t offset = one.bytes.last - one.bytes.last % known_align + line_bytes;
  if (!pair.crosses_elements) return advice_to_align(other.path, offset, contract, line_bytes);
  const std::string bytes = std::to_string(line_bytes);
  return "declare the element type with alignas(" + bytes +
         "), so that elements start on lines and their size is a multiple of " + bytes;
}

Finding finding_of(const Contract& contract, const Pair& pair, std::uint64_t line_bytes) {
  const auto& [one, other] = pair.fields;
  Finding finding;
  finding.verdict = pair.proof.verdict();
  finding.fields = {one, other};
  finding.line_bytes = line_bytes;
  finding.scope = static_cast<std::size_t>(pair.scope - contract.scopes.data());
  finding.of_elements = pair.scope->of_elements();
  finding.object_bytes =
      finding.of_elements ? 2 * pair.scope->arrays.back().stride_bytes : contract.size_bytes;
  finding.proof = pair.proof;
  finding.location = other.location;
  name_part(finding, *pair.scope, pair.one, pair.other);
  if (finding.verdict == Verdict::proved) return finding;
  const bool always = pair.proof.placement() == Placement::every;
  finding.message = quoted(other.path) + (always ? " shares a " : " may share a ") +
                    line(line_bytes) + " with " + quoted(one.path) + " " + how_often(finding);
  finding.help = advice(contract, pair, line_bytes);
  return finding;
}

}  // namespace

std::vector<Finding> judge_pairs(const Contract& contract, std::uint64_t line_bytes,
                                 bool (*chosen)(const Pair& pair)) {
  std::vector<Finding> findings;
  for (const Pair& pair : pairs_of(contract, line_bytes)) {
    if (pair.permission || !chosen(pair)) continue;
    findings.push_back(finding_of(contract, pair, line_bytes));
  }
  return findings;
}

void name_part(Finding& finding, const Scope& scope, std::size_t one, std::size_t other) {
  for (std::optional<std::size_t> at = one; at; at = scope.fields[*at].parent) {
    const ScopeField& field = scope.fields[*at];
    if (!field.record || !scope.is_part_of(other, *at)) continue;
    finding.part = field.record;
    finding.part_path = field.path;
    return;
  }
}

Placements placements_of(const Contract& contract, std::uint64_t line_bytes) {
  return placements_of_object(contract.storage_align_bytes, line_bytes);
}

std::vector<Pair> pairs_of(const Contract& contract, std::uint64_t line_bytes) {
  std::vector<Pair> pairs;
  for (const Scope& scope : contract.scopes) {
    std::vector<Pair> found = PairFinder(contract, scope, line_bytes).find();
    std::move(found.begin(), found.end(), std::back_inserter(pairs));
  }
  return pairs;
}

}  // namespace layoutcheck
