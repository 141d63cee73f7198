// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace layoutcheck {

/// The words of a name in lower case: those of `cache_pad1`, `cachePad` and `CACHE_PAD` are "cache"
/// and "pad". Whatever is not a letter of ASCII ends a word; no word is empty.
std::vector<std::string> words_of(std::string_view name);

/// Whether `word`, in lower case, is one of them.
bool has_word(std::string_view name, std::string_view word);

/// Whether the name speaks of cache lines: `CACHE_LINE_SIZE`, `kCacheline`, `cacheLinePad`.
bool speaks_of_cache_line(std::string_view name);

/// Without scopes and template arguments: "Ring" for `net::Ring<int>` and `net::Set<int>::Ring`.
std::string_view unqualified(std::string_view record_name);

}  // namespace layoutcheck
