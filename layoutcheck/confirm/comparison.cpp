// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm/comparison.h"

#include <algorithm>

namespace layoutcheck {
namespace {

/// What both sides say of a member. `name` is empty where one of them has no name for it.
struct Place {
  std::uint64_t offset_bits = 0;
  std::uint64_t bit_field_bits = 0;  // 0 for what is none
  bool base = false;
  std::string name;

  bool same_bits(const Place& other) const {
    return offset_bits == other.offset_bits && bit_field_bits == other.bit_field_bits &&
           base == other.base;
  }
};

std::vector<Place> places(const Record& record) {
  std::vector<Place> places;
  for (const Member& member : record.members) {
    if (member.kind == MemberKind::virtual_base || is_padding(member)) continue;
    const bool bit_field = member.kind == MemberKind::bit_field;
    const bool named = bit_field || member.kind == MemberKind::field;
    places.push_back({member.offset_bits, bit_field ? member.size_bits : 0,
                      member.kind == MemberKind::base, named ? member.name : ""});
  }
  return places;
}

std::string place_text(const Place& place) {
  std::string text = "byte " + std::to_string(place.offset_bits / 8);
  if (place.bit_field_bits > 0) {
    text += ':' + std::to_string(place.offset_bits % 8) + ", " +
            std::to_string(place.bit_field_bits) + " bits";
  }
  return text;
}

std::string subject(const Place& place) {
  if (!place.name.empty()) return place.name;
  return place.base ? "a base" : "a member without a name";
}

/// Takes from both lists what they have in common, and reports fields of one name that do not.
void match_names(std::vector<LayoutDifference>& found, std::vector<Place>& ours,
                 std::vector<Place>& theirs) {
  std::erase_if(ours, [&](const Place& our) {
    const auto same = std::find_if(theirs.begin(), theirs.end(), [&](const Place& their) {
      return !our.name.empty() && our.name == their.name;
    });
    if (same == theirs.end()) return false;
    if (!our.same_bits(*same)) found.push_back({our.name, place_text(our), place_text(*same)});
    theirs.erase(same);
    return true;
  });
}

/// Compilers invent names for captures, and for what has none; bits they do not.
void match_bits(std::vector<Place>& ours, std::vector<Place>& theirs, bool names_are_invented) {
  std::erase_if(ours, [&](const Place& our) {
    const auto same = std::find_if(theirs.begin(), theirs.end(), [&](const Place& their) {
      const bool may_differ = names_are_invented || our.name.empty() || their.name.empty();
      return may_differ && our.same_bits(their);
    });
    if (same == theirs.end()) return false;
    theirs.erase(same);
    return true;
  });
}

bool is_lambda(const Record& record) {
  return record.name.ends_with("(lambda)");
}

std::string size_text(std::uint64_t bytes) {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

}  // namespace

std::vector<LayoutDifference> differences(const Record& ours, const Record& theirs) {
  std::vector<LayoutDifference> found;
  if (ours.size != theirs.size) {
    found.push_back({"size", size_text(ours.size), size_text(theirs.size)});
  }
  std::vector<Place> our_places = places(ours), their_places = places(theirs);
  match_names(found, our_places, their_places);
  match_bits(our_places, their_places, is_lambda(ours));
  for (const Place& our : our_places) found.push_back({subject(our), place_text(our), "nowhere"});
  for (const Place& their : their_places) {
    found.push_back({subject(their), "nowhere", place_text(their)});
  }
  return found;
}

std::size_t compared_numbers(const Record& theirs) {
  return 1 + places(theirs).size();
}

}  // namespace layoutcheck
