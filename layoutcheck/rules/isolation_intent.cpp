// SPDX-License-Identifier: MIT
//
// Needs no contract: pads, alignas and padded wrappers say what their author wanted apart. Types
// that declare something are judged by what they declare.

#include <algorithm>
#include <set>
#include <tuple>

#include "layoutcheck/isolation/apart.h"
#include "layoutcheck/rules/implied_groups.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

/// The record, the array or the global that is judged.
struct Object {
  std::string name;
  std::string usr;
  std::uint64_t size_bytes = 0;
  std::uint64_t align_bytes = 1;
};

/// Two groups that somebody meant to separate.
struct SeparatedPair {
  const ImpliedGroup& front;
  const ImpliedGroup& back;
};

/// Pads are also written for files and for the future. Those between what threads share are not;
/// volatile fields need the pad to fill up a line; a pad that names cache lines speaks for itself.
bool is_plainly_meant(const ImpliedGroup& front, const ImpliedGroup& back) {
  if (front.atomic && back.atomic) return true;
  const bool shared = (front.atomic || front.is_volatile) && (back.atomic || back.is_volatile);
  if (shared && front.fills_lines) return true;
  return back.separator.pad_bytes > 0 && back.separator.names_cache_lines;
}

/// Each group that threads share, and the next such group.
std::vector<SeparatedPair> separated_pairs(const ImpliedGroups& implied) {
  std::vector<SeparatedPair> pairs;
  const ImpliedGroup* front = nullptr;
  for (const ImpliedGroup& back : implied.groups) {
    if (front && is_plainly_meant(*front, back)) pairs.push_back({*front, back});
    const bool skipped = !back.atomic && !back.is_volatile && !back.separator.names_cache_lines;
    if (!front || !skipped) front = &back;
  }
  return pairs;
}

bool speaks_of_lines(const Terms& terms) {
  return terms.group || terms.has_roles() || terms.read_mostly || terms.cold || terms.isolated ||
         terms.isolated_elements;
}

/// A budget says nothing about what must be apart.
bool speaks_of_lines(const RecordTerms& terms) {
  return speaks_of_lines(terms.record) ||
         std::any_of(terms.members.begin(), terms.members.end(),
                     [](const Terms& member) { return speaks_of_lines(member); }) ||
         std::any_of(terms.parts.begin(), terms.parts.end(),
                     [](const auto& part) { return speaks_of_lines(part.second); });
}

class Judge {
 public:
  Judge(const CheckInput& input, std::uint64_t line_bytes)
      : program_(input.program),
        bindings_(input.bindings),
        line_bytes_(line_bytes),
        reader_(input.program) {
    for (std::size_t i = 0; i < program_.records.size(); ++i) {
      const std::vector<Member>& members = program_.records[i].members;
      declared_.push_back(speaks_of_lines(bindings_.terms.records[i]) ||
                          std::any_of(members.begin(), members.end(), [&](const Member& member) {
                            return member.record && declared_[*member.record];
                          }));
    }
  }

  std::vector<Finding> run() {
    for (RecordIndex i = 0; i < program_.records.size(); ++i) {
      const Record& record = program_.records[i];
      if (!reader_.has_separators(i) || declared_[i] || record.anonymous) continue;
      const Object object{record.name, record.usr, record.size, storage_of(i)};
      judge_groups(object, i);
      for (const Member& member : record.members) judge_elements(object, member);
    }
    for (const Global& global : program_.globals) {
      const Member& variable = global.variable;
      const Object object{variable.name, global.usr, variable.size_bits / 8, variable.align_bytes};
      judge_elements(object, variable);
    }
    return std::move(findings_);
  }

 private:
  std::uint64_t storage_of(RecordIndex record) const {
    const auto& declared = bindings_.terms.records[record].record.storage_bytes;
    return declared.value_or(program_.records[record].align);
  }

  Proof prove(const SeparatedPair& pair, std::uint64_t align_bytes,
              std::uint64_t offset_bytes = 0) const {
    const auto within = [&](ByteRange bytes) {
      return ByteRange{bytes.first - offset_bytes, bytes.last - offset_bytes};
    };
    return prove_apart(within(pair.front.last.bytes), within(pair.back.first.bytes),
                       placements_of_object(align_bytes, line_bytes_));
  }

  /// Whether the nearest part with a name that holds both is wrong by itself, or not ours.
  bool is_told_by_part(const SeparatedPair& pair) const {
    const std::vector<EnclosingPart>& parts = pair.back.first.parts;
    for (std::size_t i = common_parts(pair); i-- > 0;) {
      const Record& record = program_.records[parts[i].record];
      if (record.anonymous) continue;
      return record.in_system_header ||
             prove(pair, storage_of(parts[i].record), parts[i].offset_bytes).failing > 0;
    }
    return false;
  }

  /// How many parts, one within the other, hold both.
  static std::size_t common_parts(const SeparatedPair& pair) {
    const std::vector<EnclosingPart>& one = pair.front.last.parts;
    const std::vector<EnclosingPart>& other = pair.back.first.parts;
    std::size_t count = 0;
    while (count < std::min(one.size(), other.size()) && one[count].id == other[count].id) ++count;
    return count;
  }

  /// Where the two meet: the field itself, or the part with a name that holds only the later one.
  SourceLocation place_of(const SeparatedPair& pair) const {
    const ImpliedField& back = pair.back.first;
    for (std::size_t i = common_parts(pair); i < back.parts.size(); ++i) {
      if (!program_.records[back.parts[i].record].anonymous) return back.parts[i].location;
    }
    return back.location;
  }

  void judge_groups(const Object& object, RecordIndex record) {
    const ImpliedGroups implied = reader_.read(record);
    for (const SeparatedPair& pair : separated_pairs(implied)) {
      const Proof proof = prove(pair, object.align_bytes);
      if (proof.failing == 0 || is_told_by_part(pair)) continue;
      Finding finding = finding_of(object, pair.front.last, pair.back.first, proof);
      finding.object_bytes = object.size_bytes;
      finding.location = place_of(pair);
      word(finding, pair.back.separator, object);
      add(std::move(finding));
    }
  }

  /// Elements that end in a separator, one beside the next.
  void judge_elements(const Object& object, const Member& member) {
    if (!member.array || !member.record || declared_[*member.record]) return;
    if (!reader_.has_separators(*member.record)) return;
    const Record& element = program_.records[*member.record];
    const ImpliedGroups implied = reader_.read(*member.record);
    if (implied.groups.empty() || element.size == 0) return;
    const ImpliedGroup& front = implied.groups.back();
    ImpliedGroup back = implied.groups.front();
    const auto behind = separator_behind(element, implied);
    if (!behind || !front.atomic || !back.atomic) return;

    const ArrayShape& shape = *member.array;
    const std::uint64_t count = shape.count * shape.element_size_bytes / element.size;
    if (count == 1) return;
    const Repetition array{member.offset_bits / 8, element.size, count == 0 ? 0 : count - 1};
    back.first.bytes = shifted(back.first.bytes, element.size);
    const Placements placements =
        placements_of_element(placements_of_object(object.align_bytes, line_bytes_), {&array, 1});
    const Proof proof = prove_apart(front.last.bytes, back.first.bytes, placements);
    if (proof.failing == 0) return;
    Finding finding = finding_of(object, front.last, back.first, proof);
    finding.fields[0].path = member.name + "[i]." + finding.fields[0].path;
    finding.fields[1].path = member.name + "[i+1]." + finding.fields[1].path;
    finding.of_elements = true;
    finding.object_bytes = 2 * element.size;
    finding.location = member.location;
    word(finding, *behind, object);
    finding.help = "declare " + element.name + " with alignas(" + std::to_string(line_bytes_) +
                   "), so that elements start on lines and their size is a multiple of " +
                   std::to_string(line_bytes_);
    add(std::move(finding));
  }

  static std::optional<Separator> separator_behind(const Record& element,
                                                   const ImpliedGroups& implied) {
    if (implied.behind && implied.groups.back().fills_lines) return implied.behind;
    if (element.align < shortest_line_bytes) return std::nullopt;
    return Separator{"alignas(" + std::to_string(element.align) + ")", 0, false};
  }

  Finding finding_of(const Object& object, const ImpliedField& front, const ImpliedField& back,
                     const Proof& proof) const {
    Finding finding;
    finding.type = object.name;
    finding.usr = object.usr;
    finding.object = object.name + ", " + std::to_string(object.size_bytes) +
                     " bytes on storage aligned to " + std::to_string(object.align_bytes);
    finding.fields = {{front.path, "in front", front.bytes, front.location},
                      {back.path, "behind", back.bytes, back.location}};
    finding.line_bytes = line_bytes_;
    finding.proof = proof;
    return finding;
  }

  void word(Finding& finding, const Separator& separator, const Object& object) const {
    const bool always = finding.proof.placement() == Placement::every;
    const auto& [front, back] = std::tie(finding.fields[0], finding.fields[1]);
    finding.message = quoted(back.path) + (always ? " shares a " : " may share a ") +
                      line(line_bytes_) + " with " + quoted(front.path) + " " + how_often(finding) +
                      "; " + separator.what + " is meant to keep them apart";
    const std::string bytes = std::to_string(line_bytes_);
    finding.help = "declare " + quoted(back.path) + " with alignas(" + bytes + ")";
    if (object.align_bytes >= line_bytes_) return;
    finding.help += ", which aligns " + object.name + " to " + bytes +
                    " bytes too; or if all its storage is aligned to lines, say so with " +
                    "LAYOUT_STORAGE(" + bytes + ") on the type";
  }

  /// One mistake in a template is reported for one instantiation.
  void add(Finding finding) {
    const auto key = [](const SourceLocation& location) {
      return std::tuple(location.file, location.line, location.column);
    };
    const auto& fields = finding.fields;
    const auto places =
        std::tuple(key(fields[0].location), key(fields[1].location), key(finding.location));
    if (!reported_.insert(places).second) return;
    findings_.push_back(std::move(finding));
  }

  using Place = std::tuple<std::string, unsigned, unsigned>;

  const Program& program_;
  const Bindings& bindings_;
  const std::uint64_t line_bytes_;
  const ImpliedGroupReader reader_;
  std::vector<bool> declared_;
  std::vector<Finding> findings_;
  std::set<std::tuple<Place, Place, Place>> reported_;
};

std::vector<Finding> judge(const CheckInput& input, std::uint64_t line_bytes) {
  return Judge(input, line_bytes).run();
}

}  // namespace

constinit const Rule isolation_intent = {
    .id = "isolation-intent",
    .severity = Severity::warning,
    .explanation =
        "Without any declaration, padding between atomics, alignas(line size) on them and types "
        "such as CachePadded say that what lies on either side must not share a cache line. Often "
        "it still can: the padding is counted for an object that starts on a line, and nothing "
        "makes it start there. Types with declared contracts are judged by those instead.",
    .remedy =
        "Give the field behind the separator alignas(line size) in place of counted bytes. If the "
        "storage of all such objects starts on a line, say LAYOUT_STORAGE(line size) on the type.",
    .judge_program = judge,
};

}  // namespace layoutcheck
