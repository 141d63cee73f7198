// SPDX-License-Identifier: MIT
#include "reports/evidence/recorder.h"

#include <catch2/catch.hpp>

#include "reports/evidence/record_json.h"
#include "reports/evidence/sha256.h"
#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/model/error.h"
#include "reports/tests/support/fake_machine.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

struct Bench {
  TemporaryFolder folder;
  FakeSurroundings machine;
  FakeRunner runner;
  std::string shown;
  RecordRequest request{"it", folder.path() / "evidence", {"cmd", "a b"}, {}, {}, "reports 0.0.0"};

  Evidence record() {
    return reports::record(request, runner, machine, [&](std::string_view text) { shown += text; });
  }
  Evidence stored() const {
    return read_record(read_file(request.folder / (request.id + ".json")), "it");
  }
};

}  // namespace

TEST_CASE("SHA-256 of known texts is as published in FIPS 180-4", "[reports][evidence]") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a record keeps what ran, where, on what, and every byte it said",
          "[reports][evidence]") {
  Bench bench;
  const auto artifact = bench.folder.path() / "out.xml";
  bench.request.artifacts = {artifact};
  bench.runner.output = "hello\n";
  bench.runner.act = [&] { write_file(artifact, "<xml/>"); };

  bench.record();

  const Evidence stored = bench.stored();
  CHECK(stored.argv == std::vector<std::string>{"cmd", "a b"});
  CHECK(stored.end == RunEnd::exited);
  CHECK(stored.exit_code == 0);
  CHECK(stored.commit == bench.machine.sources.commit);
  CHECK(stored.host == bench.machine.machine);
  CHECK(stored.tool == "reports 0.0.0");
  CHECK(stored.output.sha256 == sha256("hello\n"));
  CHECK(stored.artifacts.at(0).sha256 == sha256("<xml/>"));
  CHECK(read_file(bench.request.folder / "it/out.xml") == "<xml/>");
  CHECK(bench.shown == "hello\n");
}

TEST_CASE("while a command runs, its record says that it has not ended", "[reports][evidence]") {
  Bench bench;
  bench.record();  // an earlier success of the same id
  RunEnd meanwhile = RunEnd::exited;
  bench.runner.act = [&] { meanwhile = bench.stored().end; };

  bench.record();

  CHECK(meanwhile == RunEnd::started);
}

TEST_CASE("a run that never returns leaves no success behind", "[reports][evidence]") {
  Bench bench;
  bench.record();
  bench.runner.act = [] { throw std::runtime_error("killed"); };

  CHECK_THROWS(bench.record());

  CHECK(bench.stored().end == RunEnd::started);
}

TEST_CASE("an artefact that the command did not touch is not kept", "[reports][evidence]") {
  Bench bench;
  const auto artifact = bench.folder.path() / "out.xml";
  bench.request.artifacts = {artifact};
  write_file(artifact, "of yesterday");

  CHECK(bench.record().artifacts.at(0).state == ArtifactState::not_written);

  CHECK_FALSE(std::filesystem::exists(bench.request.folder / "it/out.xml"));
}

TEST_CASE("a checkout that moves while a command runs has no commit", "[reports][evidence]") {
  Bench bench;
  bench.runner.act = [&] { bench.machine.sources.commit.id = "fedc"; };

  const Evidence evidence = bench.record();

  CHECK_FALSE(evidence.commit.known());
  CHECK_THAT(evidence.commit.reason, Catch::Contains("moved from 0123456789abcdef0123 to fedc"));
}

TEST_CASE("names that cannot be files are refused before anything runs", "[reports][evidence]") {
  Bench bench;
  bool ran = false;
  bench.runner.act = [&] { ran = true; };

  SECTION("an id that leaves the folder") {
    bench.request.id = "../it";
  }
  SECTION("an id that is hidden") {
    bench.request.id = ".it";
  }
  SECTION("an empty id") {
    bench.request.id = "";
  }
  SECTION("two artefacts of one name") {
    bench.request.artifacts = {"a/x", "b/x"};
  }
  SECTION("an artefact named like the output") {
    bench.request.artifacts = {"output.txt"};
  }
  SECTION("an artefact that is a folder") {
    bench.request.artifacts = {"a/"};
  }

  CHECK_THROWS_AS(bench.record(), Error);
  CHECK_FALSE(ran);
}

TEST_CASE("what is not evidence is never overwritten", "[reports][evidence]") {
  Bench bench;
  std::filesystem::create_directories(bench.request.folder / "it");
  write_file(bench.request.folder / "it/precious.txt", "mine");

  SECTION("a folder of the id's name") {}
  SECTION("a file of the record's name") {
    write_file(bench.request.folder / "it.json", "{}");
  }

  CHECK_THROWS_WITH(bench.record(), Catch::Contains("choose another --id or -o"));
  CHECK(read_file(bench.request.folder / "it/precious.txt") == "mine");
}

TEST_CASE("bytes that are no UTF-8 do not spoil a record", "[reports][evidence]") {
  Bench bench;
  bench.request.argv = {"cmd", "\xff\xfe"};

  bench.record();

  CHECK(bench.stored().argv.at(0) == "cmd");
}

}  // namespace reports
