// SPDX-License-Identifier: MIT
#include "reports/measure/progress_line.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace reports {
namespace {

using namespace std::chrono_literals;

struct Watched {
  std::ostringstream shown;
  std::chrono::steady_clock::time_point now{};
  ProgressLine progress;

  explicit Watched(bool is_terminal) : progress(shown, is_terminal, [this] { return now; }) {}

  std::string at(int done, const std::string& next) {
    shown.str("");
    progress.at(done, 24, next);
    return shown.str();
  }
};

}  // namespace

TEST_CASE("the time left is that of the launches that were seen", "[reports][measure]") {
  Watched watched(true);

  CHECK(watched.at(0, "BASE") ==
        "\rlaunch 1 of 24: BASE; time left is known after this launch\x1b[K");
  watched.now += 10s;
  CHECK(watched.at(1, "NEW") == "\rlaunch 2 of 24: NEW; about 4 min left\x1b[K");
  watched.now += 2s;
  CHECK(watched.at(2, "NEW") == "\rlaunch 3 of 24: NEW; about 2 min left\x1b[K");
  watched.now += 6h;
  CHECK(watched.at(23, "NEW") == "\rlaunch 24 of 24: NEW; about 16 min left\x1b[K");
}

TEST_CASE("a session that goes on counts its own launches only", "[reports][measure]") {
  Watched watched(true);

  CHECK(watched.at(20, "BASE") ==
        "\rlaunch 21 of 24: BASE; time left is known after this launch\x1b[K");
  watched.now += 1h;
  CHECK(watched.at(21, "BASE") == "\rlaunch 22 of 24: BASE; about 3 h 00 min left\x1b[K");
  watched.now += 1ms;
  CHECK(watched.at(23, "BASE") == "\rlaunch 24 of 24: BASE; about 20 min left\x1b[K");
}

TEST_CASE("a log gets a line for each block, and no control characters", "[reports][measure]") {
  Watched watched(false);

  CHECK(watched.at(6, "BASE") == "launch 7 of 24: BASE; time left is known after this launch\n");
  watched.now += 5s;
  CHECK(watched.at(7, "NEW").empty());
  watched.now += 5s;
  CHECK(watched.at(8, "NEW") == "launch 9 of 24: NEW; about 80 s left\n");
  watched.shown.str("");
  watched.progress.finish();
  CHECK(watched.shown.str().empty());
}

TEST_CASE("the line is gone when the session is, and whoever writes next has one of its own",
          "[reports][measure]") {
  Watched watched(true);
  watched.at(0, "BASE");
  watched.shown.str("");

  watched.progress.finish();
  watched.progress.finish();

  CHECK(watched.shown.str() == "\r\x1b[K");
}

}  // namespace reports
