// SPDX-License-Identifier: MIT
#include "layoutcheck/model/name_words.h"

#include <catch2/catch.hpp>

namespace layoutcheck {

TEST_CASE("names are read as words, however they are put together", "[layoutcheck][model]") {
  using Words = std::vector<std::string>;

  CHECK(words_of("cache_pad1") == Words{"cache", "pad"});
  CHECK(words_of("cachePad") == Words{"cache", "pad"});
  CHECK(words_of("CACHE_PAD") == Words{"cache", "pad"});
  CHECK(words_of("_0") == Words{});
  CHECK(has_word("kCacheLine", "line"));
  CHECK(!has_word("padlock", "pad"));
}

TEST_CASE("a name speaks of cache lines in one word or two", "[layoutcheck][model]") {
  CHECK(speaks_of_cache_line("CACHE_LINE_SIZE"));
  CHECK(speaks_of_cache_line("kCacheLineBytes"));
  CHECK(speaks_of_cache_line("cachelineFiller0"));
  CHECK(!speaks_of_cache_line("cache_size"));
  CHECK(!speaks_of_cache_line("line_cache"));
  CHECK(!speaks_of_cache_line("cache_lines"));
}

TEST_CASE("a record's own name has neither scopes nor template arguments", "[layoutcheck][model]") {
  CHECK(unqualified("Ring") == "Ring");
  CHECK(unqualified("net::Ring<std::pair<int, a::B>>") == "Ring");
  CHECK(unqualified("net::Set<int>::Ring") == "Ring");
  CHECK(unqualified("net::Set<a::B>::Ring<c::D>") == "Ring");
}

}  // namespace layoutcheck
