// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/wire.h"

#include <algorithm>

#include "layoutcheck/model/holes.h"

namespace layoutcheck {
namespace {

std::string size_text(std::uint64_t bits) {
  const bool whole = bits % 8 == 0;
  const std::uint64_t count = whole ? bits / 8 : bits;
  return std::to_string(count) + (whole ? " byte" : " bit") + (count == 1 ? "" : "s");
}

/// Nothing if a receiver can read it.
std::string what_is_wrong_with(const Member& member) {
  if (member.kind == MemberKind::vptr) return "is there for virtual functions";
  if (member.kind == MemberKind::virtual_base) return "is a virtual base";
  if (member.kind == MemberKind::bit_field)
    return "is a bit-field, which compilers place as they like";
  if (member.is_address) return "is an address";
  if (member.size_varies) return "is of type " + member.type + ", whose size the platform chooses";
  return {};
}

class Search {
 public:
  explicit Search(const Program& program) : program_(program) {}

  /// `size_bits` are those that belong to the object: a base has less than a complete object.
  void visit(const Record& record, std::uint64_t size_bits, const std::string& prefix,
             std::uint64_t offset_bits) {
    add_holes(record, size_bits, prefix, offset_bits);
    for (const Member& member : record.members) {
      if (is_padding(member)) continue;
      const std::string path = prefix + (member.name.empty() ? "(anonymous)" : member.name);
      const std::uint64_t offset = offset_bits + member.offset_bits;
      if (const std::string wrong = what_is_wrong_with(member); !wrong.empty()) {
        const bool has_place = member.location.line != 0;
        add(path, wrong, offset, member.size_bits, has_place ? member.location : record.location);
      }
      if (member.record) visit(member, path, prefix, offset);
    }
  }

  std::vector<WireObstacle> take() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.bytes.first < b.bytes.first; });
    return std::move(found_);
  }

 private:
  void visit(const Member& member, const std::string& path, const std::string& prefix,
             std::uint64_t offset_bits) {
    const Record& part = program_.records[*member.record];
    const bool shares_padding = is_base(member) || member.no_unique_address;
    if (part.empty && shares_padding) return;
    std::string within = path + (member.array ? "[i]." : is_base(member) ? "::" : ".");
    if (member.name.empty()) within = prefix;
    visit(part, shares_padding ? member.size_bits : part.size * 8, within, offset_bits);
  }

  void add_holes(const Record& record, std::uint64_t size_bits, const std::string& prefix,
                 std::uint64_t offset_bits) {
    for (const Hole& hole : holes(record, size_bits)) {
      const Member* front = nullptr;
      for (const Member& member : record.members) {
        if (member.offset_bits < hole.offset_bits && !is_padding(member)) front = &member;
      }
      const std::string name = !front                ? record.name
                               : front->name.empty() ? "(anonymous)"
                                                     : front->name;
      add(prefix + name,
          (front ? "is followed by " : "begins with ") + size_text(hole.size_bits) + " of padding",
          offset_bits + hole.offset_bits, hole.size_bits,
          front && front->location.line != 0 ? front->location : record.location);
    }
  }

  void add(std::string path, std::string what, std::uint64_t offset_bits, std::uint64_t size_bits,
           const SourceLocation& location) {
    const std::uint64_t last = offset_bits + std::max<std::uint64_t>(size_bits, 1) - 1;
    found_.push_back({std::move(path), std::move(what), {offset_bits / 8, last / 8}, location});
  }

  const Program& program_;
  std::vector<WireObstacle> found_;
};

}  // namespace

std::vector<WireObstacle> wire_obstacles(const Program& program, RecordIndex index) {
  const Record& record = program.records[index];
  Search search(program);
  search.visit(record, record.size * 8, {}, 0);
  return search.take();
}

}  // namespace layoutcheck
