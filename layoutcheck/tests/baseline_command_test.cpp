// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdlib>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

const std::string shares = "struct S { LAYOUT_GROUP(a) int x; LAYOUT_GROUP(b) int y; };\n";
const std::string also = "struct T { LAYOUT_GROUP(a) int x; LAYOUT_GROUP(b) int y; };\n";
const std::string apart =
    "struct S { LAYOUT_GROUP(a) alignas(64) int x; LAYOUT_GROUP(b) alignas(64) int y; };\n";
const std::string open = "LAYOUT_GROUP(a) int global;\n";

/// A folder with unit.cpp and base.json, the working directory of what it runs.
class Checkout {
 public:
  explicit Checkout(const std::string& source) { write(source); }

  void write(const std::string& source) const {
    folder_.write("unit.cpp", "#include \"layoutcheck/annotations.h\"\n" + source);
    folder_.write("compile_commands.json",
                  R"([{"directory": ")" + folder_.path() +
                      R"(", "file": "unit.cpp", "command": "c++ -std=c++20 -I)" +
                      LAYOUTCHECK_SOURCE_DIR + R"( -c unit.cpp"}])");
  }
  void write_baseline(const std::string& text) const { folder_.write("base.json", text); }
  void git(const std::string& words) const {
    REQUIRE(std::system(("git -C " + folder_.path() + " " + words).c_str()) == 0);
  }
  std::string baseline() const { return read_text(folder_.path("base.json")); }
  ProgramRun check(Words words) const {
    words.insert(words.begin(), "check");
    words.insert(words.end(), {"-p", "."});
    return run_program(words, folder_.path());
  }
  ProgramRun keep_baseline() const { return check({"--format", "json=base.json"}); }
  ProgramRun against_baseline(Words words = {}) const {
    words.insert(words.end(), {"--baseline", "base.json"});
    return check(words);
  }

 private:
  TemporaryFolder folder_;
};

bool says(const ProgramRun& run, const std::string& words) {
  return run.output.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("what the baseline knows does not fail, wherever its line moved",
          "[layoutcheck][baseline]") {
  const Checkout checkout(shares);
  CHECK(checkout.keep_baseline().exit_code == 1);
  checkout.write("\n\n" + shares);

  const ProgramRun run = checkout.against_baseline({"--fail-on", "warning"});
  CHECK(run.exit_code == 0);
  CHECK(run.output.starts_with(
      "baselined: 1 finding that the baseline knows, not shown here\nchecked 1 contract, "));
  CHECK(says(checkout.against_baseline({"--format", "json"}), "\"baselined\": true"));
  CHECK(says(checkout.against_baseline({"--format", "sarif"}), "\"kind\": \"external\""));
  CHECK(says(checkout.against_baseline({"--format", "junit"}), "failures=\"0\""));
}

TEST_CASE("what the baseline does not know fails", "[layoutcheck][baseline]") {
  const Checkout checkout(shares);
  checkout.keep_baseline();
  checkout.write(shares + also);

  const ProgramRun run = checkout.against_baseline();
  CHECK(run.exit_code == 1);
  CHECK(says(run, "error: 'y' may share"));
  CHECK(says(run, "in T, 8 bytes"));
}

TEST_CASE("an entry that no longer suppresses is stale, unless it is not part of the run",
          "[layoutcheck][baseline]") {
  const Checkout checkout(shares + also);
  checkout.keep_baseline();
  checkout.write(apart + also);
  const std::string stale =
      "warning: the baseline base.json knows a finding that is gone: 'y' may share a 64-byte line";

  const ProgramRun run = checkout.against_baseline();
  CHECK(run.exit_code == 0);
  CHECK(says(run, stale));
  CHECK(says(run, "[isolation] [stale-suppression]"));
  CHECK(checkout.against_baseline({"--fail-on", "warning"}).exit_code == 1);
  CHECK(says(checkout.against_baseline({"S"}), stale));
  CHECK_FALSE(says(checkout.against_baseline({"T"}), stale));
  CHECK_FALSE(says(checkout.against_baseline({"--line-size", "128"}), stale));

  checkout.write(also);
  CHECK(says(checkout.against_baseline(), stale));
  CHECK_FALSE(says(checkout.against_baseline({"unit.cpp"}), stale));
  checkout.write(also + "Unknown x;");
  CHECK_FALSE(says(checkout.against_baseline(), stale));
}

TEST_CASE("a baseline that is written anew forgets what is stale", "[layoutcheck][baseline]") {
  const Checkout checkout(shares);
  checkout.keep_baseline();
  checkout.write(apart);
  CHECK(checkout.against_baseline({"--format", "json=base.json"}).exit_code == 0);

  const ProgramRun run = checkout.against_baseline({"--fail-on", "warning"});
  CHECK(run.exit_code == 0);
  CHECK_FALSE(says(run, "stale-suppression"));
}

TEST_CASE("a baseline does not decide what is unknown", "[layoutcheck][baseline]") {
  const Checkout checkout(open);
  CHECK(checkout.keep_baseline().exit_code == 3);

  const ProgramRun run = checkout.against_baseline();
  CHECK(run.exit_code == 3);
  CHECK(says(run, "unknown: "));
  CHECK_FALSE(says(run, "stale-suppression"));
}

TEST_CASE("a directive that binds to nothing is never baselined", "[layoutcheck][baseline]") {
  const std::string lost = "struct U { int x; };  // layoutcheck: gruop(a)\n";
  const Checkout checkout(shares + lost);
  CHECK(checkout.keep_baseline().exit_code == 1);

  const ProgramRun run = checkout.against_baseline();
  CHECK(run.exit_code == 1);
  CHECK(says(run, "baselined: 1 finding that"));
  CHECK(says(run, "[unbound-directive]"));
  CHECK(says(run, "no baseline covers unbound-directive: it must be mended"));
}

TEST_CASE("a contract that asks for nothing is never baselined", "[layoutcheck][baseline]") {
  const Checkout checkout("struct V { LAYOUT_GROUP(a) int x; };\n");
  checkout.keep_baseline();

  const ProgramRun run = checkout.against_baseline();
  CHECK(run.exit_code == 1);
  CHECK(says(run, "no baseline covers vacuous-contract: it must be mended"));
}

TEST_CASE("a finding that got worse is not covered, and the text says what it was",
          "[layoutcheck][baseline]") {
  const Checkout checkout(
      "struct S { LAYOUT_GROUP(a) long x; long pad[6]; LAYOUT_GROUP(b) long y; };\n");
  checkout.keep_baseline();
  checkout.write("struct S { LAYOUT_GROUP(a) long x; LAYOUT_GROUP(b) long y; long pad[6]; };\n");

  const ProgramRun run = checkout.against_baseline();
  CHECK(run.exit_code == 1);
  CHECK(says(run, "'y' may share a 64-byte line with 'x' in 7 of 8 placements"));
  CHECK(says(run, "the baseline base.json knows it, and it got worse; it was: 'y' may share a"));
  CHECK_FALSE(says(run, "stale-suppression"));

  checkout.keep_baseline();
  checkout.write("struct S { LAYOUT_GROUP(a) long x; long pad[6]; LAYOUT_GROUP(b) long y; };\n");
  CHECK(checkout.against_baseline({"--fail-on", "warning"}).exit_code == 0);
}

TEST_CASE("a finding without a proof is covered only as it was", "[layoutcheck][baseline]") {
  const Checkout checkout(
      "struct S { long a; LAYOUT_PIN(16) long x; };\n"
      "struct LAYOUT_MAX_SIZE(8) T { long a[2]; };\n");
  checkout.keep_baseline();
  CHECK(checkout.against_baseline({"--fail-on", "warning"}).exit_code == 0);
  checkout.write(
      "struct S { long a[9]; LAYOUT_PIN(16) long x; };\n"
      "struct LAYOUT_MAX_SIZE(8) T { long a[3]; };\n");

  const ProgramRun run = checkout.against_baseline();
  CHECK(run.exit_code == 1);
  CHECK(says(run, "it was: 'x' lies at offset 8"));
  CHECK(says(run, "it was: T takes 16 bytes, and"));
}

TEST_CASE("what did not change since a revision is not gone from the baseline",
          "[layoutcheck][baseline]") {
  const Checkout checkout(shares);
  checkout.git("init -q");
  checkout.keep_baseline();
  checkout.git("add unit.cpp");
  checkout.git("-c user.name=n -c user.email=e -c commit.gpgsign=false commit -q -m commit");

  CHECK_FALSE(says(checkout.against_baseline({"--since", "HEAD"}), "stale-suppression"));
  checkout.write(apart);
  CHECK(says(checkout.against_baseline({"--since", "HEAD"}), "stale-suppression"));
}

TEST_CASE("a damaged baseline is an error that says what to do", "[layoutcheck][baseline]") {
  const Checkout checkout(shares);
  checkout.keep_baseline();
  const std::string whole = checkout.baseline();
  const auto errors_for = [&](const std::string& text) {
    checkout.write_baseline(text);
    const ProgramRun run = checkout.against_baseline();
    CHECK(run.exit_code == 2);
    CHECK(run.output == "");
    return run.errors;
  };
  const auto damaged = [&](const std::string& old, const std::string& with) {
    std::string text = whole;
    REQUIRE(text.find(old) != std::string::npos);
    // Contracts say the same before.
    return errors_for(text.replace(text.rfind(old), old.size(), with));
  };

  const std::string anew = "; write the file anew with --format json\n";
  CHECK(errors_for("") == "layoutcheck: base.json: not JSON, or cut off" + anew);
  CHECK(errors_for(whole.substr(0, whole.size() / 2)) ==
        "layoutcheck: base.json: not JSON, or cut off" + anew);
  const std::string other = "layoutcheck: base.json: not written by layoutcheck dump or check";
  CHECK(errors_for("[]") == other + anew);
  CHECK(errors_for(R"({"tool": {"name": "reports"}})") == other + anew);
  CHECK(damaged("\"schema_version\": 1", "\"schema_version\": 2") ==
        "layoutcheck: base.json: schema_version: this version is not known, only 1" + anew);
  CHECK(damaged("\"fingerprint\"", "\"footprint\"") ==
        "layoutcheck: base.json: findings[0]: the key 'fingerprint' is missing" + anew);
  CHECK(damaged("\"line_size\": 64,\n      \"placement", "\"line_size\": -1,\n      \"placement")
            .starts_with("layoutcheck: base.json: findings[0].line_size: a whole number must"));
  CHECK(damaged("\"findings\": [", "\"findings\": 1, \"x\": [") ==
        "layoutcheck: base.json: findings: a list must stand here" + anew);
  CHECK(damaged("\"failing\": 15", "\"failing\": 17")
            .starts_with("layoutcheck: base.json: findings[0].witness: it fails in more"));
  CHECK(checkout.check({"--baseline", "none.json"}).exit_code == 2);
}

}  // namespace layoutcheck
