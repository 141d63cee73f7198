// SPDX-License-Identifier: MIT
#include "reports/measure/cpus.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>

#include "reports/model/error.h"

namespace reports {
namespace {

constexpr int largest_cpu = 1023;  // what a cpu_set_t holds

std::string shown(const std::vector<int>& cpus) {
  std::string text = cpus.size() == 1 ? "CPU" : "CPUs";
  for (const int cpu : cpus) text += (cpu == cpus.front() ? " " : ",") + std::to_string(cpu);
  return text;
}

/// Reads a CPU's number off the front of `text`; -1 if there is none.
int take_cpu(std::string_view& text) {
  int cpu = -1;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), cpu);
  if (failure != std::errc{} || cpu > largest_cpu) return -1;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return cpu;
}

bool take(std::string_view& text, char expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

std::vector<int> parse_cpus(const std::string& wanted) {
  std::set<int> cpus;
  std::string_view text = wanted;
  do {
    const int first = take_cpu(text);
    const int last = take(text, '-') ? take_cpu(text) : first;
    if (first < 0 || last < first) {
      throw Error("--cpus " + wanted + ": must be a list as in 2,3 or 0-3, or all");
    }
    for (int cpu = first; cpu <= last; ++cpu) cpus.insert(cpu);
  } while (take(text, ','));
  if (!text.empty()) throw Error("--cpus " + wanted + ": must be a list as in 2,3 or 0-3, or all");
  return {cpus.begin(), cpus.end()};
}

void expect_allowed(const std::vector<int>& cpus, const std::vector<int>& allowed) {
  for (const int cpu : cpus) {
    if (allowed.empty() || std::binary_search(allowed.begin(), allowed.end(), cpu)) continue;
    throw Error("--cpus: CPU " + std::to_string(cpu) +
                " is not one that this process may use: " + shown(allowed));
  }
}

/// Google Benchmark appends to the name what a benchmark chose: threads, or another clock than the
/// CPU time of its thread.
bool is_of_one_thread(const std::string& name) {
  for (const char* part : {"/threads:", "/real_time", "/manual_time", "/process_time"}) {
    if (name.find(part) != std::string::npos) return false;
  }
  return true;
}

Pinning pin_to(const std::vector<int>& cpus, CpuAffinity& affinity) {
  if (affinity.restrict_to(cpus)) return {cpus, "pinned to " + shown(cpus), false};
  return {{}, "on any CPU: this machine refuses to pin to " + shown(cpus), true};
}

}  // namespace

Pinning pin(const std::string& wanted, const std::vector<std::string>& benchmarks,
            CpuAffinity& affinity) {
  if (wanted == "all") return {{}, "on any CPU", false};
  const std::vector<int> allowed = affinity.allowed();
  if (!wanted.empty()) {
    const std::vector<int> cpus = parse_cpus(wanted);
    expect_allowed(cpus, allowed);
    return pin_to(cpus, affinity);
  }
  if (!std::all_of(benchmarks.begin(), benchmarks.end(), is_of_one_thread)) {
    return {{}, "on any CPU, since some benchmarks use threads or a clock of their own", false};
  }
  if (allowed.size() < 2) return {{}, "on the only CPU", false};
  Pinning pinning = pin_to({allowed.back()}, affinity);
  if (!pinning.refused) {
    pinning.text += " (--cpus all for benchmarks that start threads of their own)";
  }
  return pinning;
}

}  // namespace reports
