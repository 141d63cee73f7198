// SPDX-License-Identifier: MIT
//
// The words of annotations.h.
//
// To add a word: define its macro in annotations.h, give it a member of Terms, a row in the table
// of words.cpp, and a rule that judges it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "layoutcheck/contracts/terms.h"

namespace layoutcheck {

/// What a word can be written on. A sum of these is a set of places.
enum Place : unsigned { on_field = 1, on_record = 2, on_global = 4 };

/// But not none: a list that comments may write as several arguments, and macros write as one.
inline constexpr std::size_t any_number_of_arguments = std::size_t{0} - 1;

struct Word {
  std::string_view name;
  std::size_t argument_count;
  unsigned places;

  /// Adds what the annotation says to `terms`; returns what is wrong with it, or nothing.
  std::string (*add_to)(Terms& terms, const Annotation& annotation);
};

/// Every word, in the order of annotations.h.
std::span<const Word> all_words();

}  // namespace layoutcheck
