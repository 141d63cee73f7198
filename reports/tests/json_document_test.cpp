// SPDX-License-Identifier: MIT
#include "reports/ingest/json_document.h"

#include <catch2/catch.hpp>

#include "reports/model/error.h"

namespace reports {
namespace {

using Catch::Contains;

void parse(const std::string& bytes) {
  parse_json(bytes, "1.json", "the writer");
}

}  // namespace

TEST_CASE("a name that JSON cannot hold is told from a damaged file", "[reports][ingest]") {
  const std::string name = GENERATE("BM_\x01", "BM_\n", "BM_\xff/1", "BM_\xc3(");

  CHECK_THROWS_WITH(parse("{\"name\": \"" + name + "\"}"),
                    Catch::StartsWith("1.json: not JSON from line 1, byte 1") &&
                        Contains("a name holds a control character or is no UTF-8; rename it"));
  CHECK_THROWS_WITH(parse("{\"name\" \"BM\"}"),
                    Contains("what the writer writes") && !Contains("rename"));
}

TEST_CASE("a key that an object has twice is an error", "[reports][ingest]") {
  const std::string twice =
      GENERATE(R"({"a": [], "b": 1, "a": []})", R"([{"a": 1}, {"b": {"a": 1, "a": 1}}])");

  CHECK_THROWS_WITH(parse(twice), Contains("1.json: has \"a\" twice in one object"));
  CHECK_NOTHROW(parse(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}]})"));
}

TEST_CASE("a full disk is named where a file is empty", "[reports][ingest]") {
  CHECK_THROWS_WITH(parse(" \n"), Contains("did not finish, or the disk is full; run it again"));
}

}  // namespace reports
