// SPDX-License-Identifier: MIT
#include "reports/ingest/callgrind.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <system_error>
#include <vector>

#include "reports/model/benchmark_name.h"
#include "reports/model/error.h"

namespace reports {
namespace {

/// A double holds every count up to here, and no process lives to execute as many.
constexpr std::int64_t most_instructions = 9'000'000'000'000'000;

/// What one dump holds: one thread from the last dump on, or all threads together.
struct Part {
  std::string_view trigger;
  std::optional<std::size_t> column;  ///< of Ir, among the events
  std::optional<std::int64_t> total;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = trimmed(text); !text.empty();) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    words.push_back(text.substr(0, end));
    text = trimmed(text.substr(end));
  }
  return words;
}

/// Callgrind writes a backslash of the command as two, and the end of a line as `\n`.
std::string without_quoting(std::string_view quoted) {
  std::string text;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    const std::string_view two = quoted.substr(i, 2);
    const bool is_quoted = two == "\\\\" || two == "\\n";
    text += two == "\\n" ? '\n' : quoted[i];
    if (is_quoted) ++i;
  }
  return text;
}

/// The pattern that `reports measure` writes, a name with its special characters escaped, undone.
/// Nothing if it is some other pattern, which may match several benchmarks.
std::optional<std::string> name_in(std::string_view pattern) {
  std::string name;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '$') return name;
    if (std::string_view(".[()*+?{|^").find(pattern[i]) != std::string_view::npos) break;
    if (pattern[i] == '\\' && ++i == pattern.size()) break;
    name += pattern[i];
  }
  return std::nullopt;
}

class ProfileReader {
 public:
  ProfileReader(std::string_view bytes, const std::string& file) : file_(file), bytes_(bytes) {}

  InstructionTotal read() {
    if (bytes_.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      fail("is empty: callgrind did not finish, or was not told --combine-dumps=yes; run it again");
    }
    for (std::size_t begin = 0; begin < bytes_.size();) {
      const std::size_t end = bytes_.find('\n', begin);
      ++line_;
      if (end == std::string_view::npos) fail_cut_off();
      take(bytes_.substr(begin, end - begin));
      begin = end + 1;
    }
    require_whole();
    const FixedIterations measured = benchmark();
    return {file_, measured.benchmark, measured.iterations, instructions(),
            static_cast<int>(threads_.size())};
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw Error(file_ + ": " + what); }

  [[noreturn]] void fail_here(const std::string& what) const {
    fail("line " + std::to_string(line_) + ": " + what);
  }

  void require_callgrind() const {
    if (is_callgrind_) return;
    fail("no line 'creator: callgrind'; this must be what valgrind --tool=callgrind writes");
  }

  [[noreturn]] void fail_cut_off() const {
    require_callgrind();
    fail("cut off at line " + std::to_string(line_) + ": callgrind did not finish; run it again");
  }

  /// Costs, which are nearly all lines, begin with other words, signs or digits.
  void take(std::string_view line) {
    const auto has = [&](std::string_view key) {
      if (!line.starts_with(key)) return false;
      line = trimmed(line.substr(key.size()));
      return true;
    };
    if (has("creator:")) {
      is_callgrind_ = is_callgrind_ || line.starts_with("callgrind");
    } else if (has("cmd:")) {
      if (!command_.empty() && command_ != line) fail_here("two commands in one file");
      command_ = line;
    } else if (has("part:")) {
      parts_.emplace_back();
    } else if (has("thread:")) {
      threads_.insert(line);
    } else if (has("desc: Trigger:")) {
      part().trigger = line;
    } else if (has("events:")) {
      take_events(words_of(line));
    } else if (has("totals:")) {
      take_totals(words_of(line));
    }
  }

  Part& part() {
    if (parts_.empty()) parts_.emplace_back();
    return parts_.back();
  }

  void take_events(const std::vector<std::string_view>& events) {
    const auto found = std::find(events.begin(), events.end(), "Ir");
    if (found == events.end()) {
      fail_here("no event Ir, instructions executed: this profile counts something else");
    }
    part().column = static_cast<std::size_t>(found - events.begin());
  }

  void take_totals(const std::vector<std::string_view>& totals) {
    if (!part().column) fail_here("totals, but no events before them");
    if (*part().column >= totals.size()) fail_here("the total of Ir is missing");
    const std::string_view text = totals[*part().column];
    std::int64_t total = -1;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), total);
    const bool is_count = failure == std::errc() && end == text.data() + text.size();
    if (!is_count || total < 0 || total > most_instructions) {
      fail_here("the total of Ir is '" + std::string(text.substr(0, 40)) +
                "', which is no count of instructions");
    }
    part().total = total;
  }

  /// Whoever stops after some parts might have gone on to start a thread.
  void require_whole() const {
    require_callgrind();
    const bool counts_a_loop =
        std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return is_loop(part); });
    const bool is_ended =
        !parts_.empty() && (!counts_a_loop || parts_.back().trigger == "Program termination");
    const bool has_totals = std::all_of(parts_.begin(), parts_.end(),
                                        [](const Part& part) { return part.total.has_value(); });
    if (!is_ended || !has_totals) fail_cut_off();
  }

  FixedIterations benchmark() const {
    constexpr std::string_view option = "--benchmark_filter=^";
    const std::size_t place = command_.rfind(option);
    const std::optional<std::string> name =
        place == std::string_view::npos
            ? std::nullopt
            : name_in(without_quoting(command_.substr(place + option.size())));
    const std::optional<FixedIterations> measured = name ? fixed_iterations(*name) : std::nullopt;
    if (!measured) {
      fail(
          "its cmd does not say which benchmark ran how often; it must end in "
          "--benchmark_filter=^NAME/iterations:N$");
    }
    return *measured;
  }

  static bool is_loop(const Part& part) {
    constexpr std::string_view dumped = "--dump-before=";
    return part.trigger.starts_with(dumped) && part.trigger.substr(dumped.size()) == loop_end;
  }

  std::int64_t instructions() const {
    const auto loop = std::find_if(parts_.begin(), parts_.end(), is_loop);
    if (loop != parts_.end()) return *loop->total;
    std::int64_t sum = 0;
    for (const Part& part : parts_) {
      sum += *part.total;
      if (sum > most_instructions) fail("its totals add up to no count of instructions");
    }
    return sum;
  }

  const std::string& file_;
  std::string_view bytes_;
  std::size_t line_ = 0;
  bool is_callgrind_ = false;
  std::string_view command_;
  std::vector<Part> parts_;
  std::set<std::string_view> threads_;
};

}  // namespace

InstructionTotal read_callgrind(std::string_view bytes, const std::string& file) {
  return ProfileReader(bytes, file).read();
}

}  // namespace reports
