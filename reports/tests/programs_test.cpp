// SPDX-License-Identifier: MIT
#include "reports/measure/programs.h"

#include <catch2/catch.hpp>

#include "reports/evidence/sha256.h"
#include "reports/files/write_file.h"
#include "reports/model/error.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

using Catch::Contains;
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a command is split as a shell splits it", "[reports][measure]") {
  CHECK(split_command("--base", "  ./bench --a=1  'two words' a\\ b ") ==
        Words{"./bench", "--a=1", "two words", "a b"});
}

TEST_CASE("what only a shell can do is refused before anything is run", "[reports][measure]") {
  const auto [text, words] = GENERATE(table<const char*, const char*>({
      {"./bench | tee log", "only a shell"},
      {"./bench --filter=BM_(a)", "in quotes"},
      {"./bench $(touch /no/such)", "run a command"},
      {"./bench `pwd`", "run a command"},
      {"./bench $REPORTS_NO_SUCH_VARIABLE", "no value"},
      {"./bench 'open", "does not end"},
      {"", "is empty"},
      {"  ", "is empty"},
  }));

  CHECK_THROWS_WITH(split_command("--new", text), Contains("--new") && Contains(words));
}

TEST_CASE("the hash of a command changes with each program that it names", "[reports][measure]") {
  const TemporaryFolder folder;
  const auto script = [&](const std::string& name, const std::string& text) {
    const std::filesystem::path path = folder.path() / name;
    write_file(path, text);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path.string();
  };
  const std::string wrapper = script("wrapper", "1");
  const std::string bench = script("bench", "2");

  const std::string alone = programs_sha256({bench, "--fast"});
  const std::string wrapped = programs_sha256({wrapper, "-c", "2", bench});
  CHECK(alone == sha256("2"));
  CHECK(wrapped != programs_sha256({wrapper}));
  CHECK(programs_sha256({wrapper, "sh"}) != programs_sha256({wrapper}));  // as PATH finds it

  script("bench", "3");
  CHECK(programs_sha256({bench, "--fast"}) == sha256("3"));
  CHECK(programs_sha256({wrapper, "-c", "2", bench}) != wrapped);
  CHECK(programs_sha256({"/no/such/program"}).empty());
}

}  // namespace reports
