// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layoutcheck/model/byte_range.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// What keeps the bytes of a type from meaning the same to whoever receives them.
struct WireObstacle {
  std::string path;  ///< of the member; of what lies in front, for padding
  std::string what;  ///< "is a pointer", "is followed by 4 bytes of padding"
  ByteRange bytes;   ///< from the start of the object, or of an array element in it
  SourceLocation location;
};

/// Of an object at any depth, elements of arrays included: padding, bit-fields, addresses, virtual
/// functions and bases, and types whose size is the platform's choice. In order of offset.
std::vector<WireObstacle> wire_obstacles(const Program& program, RecordIndex record);

}  // namespace layoutcheck
