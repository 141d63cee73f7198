// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/implied_groups.h"

#include <algorithm>

#include "layoutcheck/contracts/occupancy.h"
#include "layoutcheck/model/name_words.h"

namespace layoutcheck {
namespace {

/// `std::atomic` and what others call so: `boost::atomic<int>`, `atomic_t`, `rte_atomic32_t`.
bool is_atomic(const Member& member) {
  if (member.atomic) return true;
  const std::string_view type = std::string_view(member.type).substr(0, member.type.find('<'));
  return member.kind == MemberKind::field && !member.is_address && has_word(type, "atomic");
}

/// Of a pointer, itself and not what it points to.
bool is_volatile(const Member& member) {
  return member.type.ends_with("volatile") ||
         (member.type.starts_with("volatile ") && !member.is_address);
}

bool says_that_threads_share_it(const Record& record) {
  return has_word(unqualified(record.name), "cache");
}

std::string with_size(const std::string& name, std::uint64_t bytes) {
  return "'" + name + "' (" + std::to_string(bytes) + " bytes)";
}

}  // namespace

bool is_spacer(const Member& member) {
  if (is_pad(member)) return true;
  if (!is_byte_array(member) || member.name.empty() || member.atomic) return false;
  return speaks_of_cache_line(member.name) || words_of(member.name).empty();
}

/// Goes through the members of one object in order of offset.
class ImpliedGroupWalk {
 public:
  explicit ImpliedGroupWalk(const ImpliedGroupReader& reader) : reader_(reader) {}

  ImpliedGroups walk(const Record& record) {
    looks_into_system_ = record.in_system_header;
    for (const PlacedMember& placed : flatten(reader_.program_, record)) visit(placed);
    leave_parts(0);
    take_pad();
    if (open_ && waiting_) result_.behind = *waiting_;
    finish_group();
    return std::move(result_);
  }

 private:
  struct Part {
    EnclosingPart place;
    unsigned depth;
    bool separates_behind;
  };

  void visit(const PlacedMember& placed) {
    if (unit_depth_ && placed.depth > *unit_depth_) return;
    unit_depth_.reset();
    leave_parts(placed.depth);

    const Member& member = *placed.member;
    if (is_spacer(member)) return add_pad(placed);
    if (member.size_bits == 0 && !member.array) {
      unit_depth_ = placed.depth;  // nothing in there has bytes
      return;
    }
    const Record* record = member.record ? &reader_.program_.records[*member.record] : nullptr;
    const bool wrapper = record && !member.array && reader_.is_padded_wrapper(*record);
    enter(placed, wrapper ? record : nullptr);

    if (!is_one_field(placed, record))
      return push(placed, wrapper || (!is_base(member) && starts_line(member)));
    unit_depth_ = placed.depth;
    if (!is_padding(member)) add_field(placed);
    if (wrapper) separate({std::string(unqualified(record->name)), 0, true});
  }

  /// What a library keeps in its types is its own, unless it separates something in there.
  bool is_one_field(const PlacedMember& placed, const Record* record) const {
    if (placed.leaf || is_atomic(*placed.member)) return true;
    return record->kind == RecordKind::union_ || (record->in_system_header && !looks_into_system_ &&
                                                  !reader_.separates_[*placed.member->record]);
  }

  static bool starts_line(const Member& member) {
    return member.align_bytes >= shortest_line_bytes;
  }

  void enter(const PlacedMember& placed, const Record* wrapper) {
    const Member& member = *placed.member;
    if (wrapper) {
      const bool says_why = says_that_threads_share_it(*wrapper);
      separate({std::string(unqualified(wrapper->name)), 0, says_why});
    } else if (starts_line(member) && open_) {
      separate({"alignas(" + std::to_string(member.align_bytes) + ")", 0, false});
    }
  }

  void push(const PlacedMember& placed, bool separates_behind) {
    const Member& member = *placed.member;
    parts_.push_back({{*member.record, ++last_id_, placed.offset_bits / 8, member.location},
                      placed.depth,
                      separates_behind});
  }

  void leave_parts(unsigned depth) {
    while (!parts_.empty() && parts_.back().depth >= depth) {
      const Part part = parts_.back();
      take_pad();
      parts_.pop_back();
      if (!part.separates_behind) continue;
      const Record& record = reader_.program_.records[part.place.record];
      separate({std::string(unqualified(record.name)), 0,
                reader_.is_padded_wrapper(record) && says_that_threads_share_it(record)});
    }
  }

  void add_pad(const PlacedMember& placed) {
    const ByteRange bytes = bytes_of(placed);
    if (pad_.pad_bytes == 0) pad_.what = placed.path;
    pad_.pad_bytes += bytes.last - bytes.first + 1;
    pad_.names_cache_lines |= speaks_of_cache_line(placed.path);
    pad_end_ = bytes.last + 1;
    unit_depth_ = placed.depth;
  }

  /// What was padded so far, if it is enough for half a line.
  void take_pad() {
    if (pad_.pad_bytes == 0) return;
    Separator pad = std::move(pad_);
    pad_ = {};
    if (pad.pad_bytes < shortest_line_bytes / 2 && !pad.names_cache_lines) return;
    if (open_) {
      const std::uint64_t part = parts_.empty() ? 0 : parts_.back().place.offset_bytes;
      const auto is_whole = [&](std::uint64_t start) {
        return (pad_end_ - start) % shortest_line_bytes == 0;
      };
      open_->fills_lines = is_whole(group_start_) || is_whole(part);
    }
    pad.what = with_size(pad.what, pad.pad_bytes);
    separate(std::move(pad));
    group_start_ = pad_end_;
  }

  void separate(Separator separator) {
    take_pad();
    // A pad says most: it has a place and a size.
    if (!waiting_ || waiting_->pad_bytes == 0) waiting_ = std::move(separator);
  }

  void add_field(const PlacedMember& placed) {
    take_pad();
    if (waiting_) {
      finish_group();
      open_.emplace();
      open_->separator = *std::move(waiting_);
      waiting_.reset();
      group_start_ = std::max(group_start_, placed.offset_bits / 8);
    } else if (!open_) {
      open_.emplace();
    }
    ImpliedField field{placed.path, bytes_of(placed), placed.member->location, {}};
    bool deliberate = false;
    for (const Part& part : parts_) {
      const Record& record = reader_.program_.records[part.place.record];
      field.parts.push_back(part.place);
      deliberate |= reader_.is_padded_wrapper(record) && says_that_threads_share_it(record);
    }
    const Member& member = *placed.member;
    const bool shared = deliberate || reader_.is_shared_by_threads(member);
    open_->atomic |= shared;
    open_->is_volatile |= is_volatile(member);
    if (!first_) first_ = field;
    last_ = field;
    if (!shared && !is_volatile(member)) return;
    if (!first_shared_) first_shared_ = field;
    last_shared_ = std::move(field);
  }

  void finish_group() {
    if (!open_) return;
    const bool all_count = open_->fills_lines || !first_shared_;
    open_->begin_bytes = first_->bytes.first;
    open_->first = *(all_count ? first_ : first_shared_);
    open_->last = *(all_count ? last_ : last_shared_);
    result_.groups.push_back(*std::move(open_));
    open_.reset();
    first_ = last_ = first_shared_ = last_shared_ = std::nullopt;
  }

  const ImpliedGroupReader& reader_;
  ImpliedGroups result_;
  bool looks_into_system_ = false;
  std::vector<Part> parts_;
  std::size_t last_id_ = 0;
  std::optional<unsigned> unit_depth_;  ///< what lies deeper belongs to one field
  Separator pad_;                       ///< adjacent pads are one
  std::uint64_t pad_end_ = 0;
  std::optional<Separator> waiting_;  ///< for the next field
  std::optional<ImpliedGroup> open_;
  std::uint64_t group_start_ = 0;
  std::optional<ImpliedField> first_, last_, first_shared_, last_shared_;
};

ImpliedGroupReader::ImpliedGroupReader(const Program& program) : program_(program) {
  for (const Record& record : program.records) {
    bool atomics = false;
    bool separators = record.align >= shortest_line_bytes || is_padded_wrapper(record);
    for (const Member& member : record.members) {
      // A record stands after those it contains.
      atomics |= is_atomic(member) || (member.record && holds_atomics_[*member.record]);
      separators |= is_spacer(member) || (member.record && separates_[*member.record]);
    }
    holds_atomics_.push_back(atomics);
    separates_.push_back(separators);
  }
}

ImpliedGroups ImpliedGroupReader::read(RecordIndex record) const {
  return ImpliedGroupWalk(*this).walk(program_.records[record]);
}

bool ImpliedGroupReader::is_shared_by_threads(const Member& member) const {
  if (is_atomic(member)) return true;
  if (!member.record) return false;
  const bool union_ = program_.records[*member.record].kind == RecordKind::union_;
  return holds_atomics_[*member.record] && (member.array || !union_);
}

/// A type that is all about its padding: CachePadded, cacheline_aligned, padded. Of those that do
/// not take a line (cache_aligned_allocator) it is not true.
bool ImpliedGroupReader::is_padded_wrapper(const Record& record) const {
  if (record.size < shortest_line_bytes || record.kind == RecordKind::union_) return false;
  const std::string_view name = unqualified(record.name);
  if (has_word(name, "padded")) return true;
  const bool cache = has_word(name, "cache") || has_word(name, "cacheline");
  return cache && (has_word(name, "aligned") || has_word(name, "isolated"));
}

}  // namespace layoutcheck
