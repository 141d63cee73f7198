// SPDX-License-Identifier: MIT
#include "reports/measure/progress_line.h"

#include <utility>

#include "reports/measure/schedule.h"

namespace reports {
namespace {

using std::chrono::steady_clock;

constexpr const char* erase_rest_of_line = "\x1b[K";

/// "1 h 05 min", "12 min", "40 s"
std::string shown(std::chrono::seconds time) {
  const auto seconds = time.count();
  if (seconds < 100) return std::to_string(seconds) + " s";
  const auto minutes = (seconds + 30) / 60;
  if (minutes < 100) return std::to_string(minutes) + " min";
  const std::string rest = std::to_string(minutes % 60);
  return std::to_string(minutes / 60) + " h " + (rest.size() < 2 ? "0" : "") + rest + " min";
}

}  // namespace

ProgressLine::ProgressLine(std::ostream& stream, bool is_terminal, Clock clock)
    : stream_(stream), is_terminal_(is_terminal), clock_(std::move(clock)) {}

ProgressLine::~ProgressLine() {
  finish();
}

std::string ProgressLine::time_left(int done, int all) {
  const steady_clock::time_point now = clock_();
  if (!started_) {
    started_ = now;
    done_at_start_ = done;
  }
  if (done == done_at_start_) return "time left is known after this launch";
  const auto left = (now - *started_) / (done - done_at_start_) * (all - done);
  return "about " + shown(std::chrono::ceil<std::chrono::seconds>(left)) + " left";
}

void ProgressLine::at(int done, int all, const std::string& next) {
  const bool is_first = !started_;
  const std::string text = "launch " + std::to_string(done + 1) + " of " + std::to_string(all) +
                           ": " + next + "; " + time_left(done, all);
  if (is_terminal_) {
    stream_ << '\r' << text << erase_rest_of_line << std::flush;
    line_is_open_ = true;
  } else if (is_first || done % launches_in_a_block == 0) {
    stream_ << text << std::endl;
  }
}

void ProgressLine::finish() {
  if (line_is_open_) stream_ << '\r' << erase_rest_of_line << std::flush;
  line_is_open_ = false;
}

void say_waiting(std::ostream& stream, bool is_terminal) {
  stream << (is_terminal ? "\n" : "")  // where the progress stands
         << "reports: waiting for the program that runs; Ctrl-C once more kills it" << std::endl;
}

}  // namespace reports
