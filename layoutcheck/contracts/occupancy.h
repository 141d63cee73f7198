// SPDX-License-Identifier: MIT
#pragma once

#include "layoutcheck/model/byte_range.h"
#include "layoutcheck/model/flatten.h"

namespace layoutcheck {

/// An array of `char` or of what else takes a byte, and has no members.
bool is_byte_array(const Member& member);

/// Whether a field is there only to take room. A word of its name is pad or padding (`pad`,
/// `_pad1`, `cachePadding`, but not `padlock`), and it holds nothing: it has no members, is not
/// atomic, points nowhere and is no bool. Of what is no array of bytes the name must say nothing
/// else: `padding_used` is a field.
bool is_pad(const Member& member);

/// Whether it is a leaf whose bytes somebody uses: neither empty nor there only to take room.
bool is_occupied(const PlacedMember& placed);

/// The bytes of a field in the record that was flattened. An empty one gets the byte at its offset.
ByteRange bytes_of(const PlacedMember& placed);

}  // namespace layoutcheck
