// SPDX-License-Identifier: MIT
#pragma once

#include "layoutcheck/model/byte_range.h"
#include "layoutcheck/model/flatten.h"

namespace layoutcheck {

/// Whether a field is there only to take room: it has no members of its own, is not atomic, and a
/// word of its name is pad or padding: `pad`, `_pad1`, `cachePadding`, but not `padlock`.
bool is_pad(const Member& member);

/// Whether it is a leaf whose bytes somebody uses: neither empty nor there only to take room.
bool is_occupied(const PlacedMember& placed);

/// The bytes of a field in the record that was flattened. An empty one gets the byte at its offset.
ByteRange bytes_of(const PlacedMember& placed);

}  // namespace layoutcheck
