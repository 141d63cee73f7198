// SPDX-License-Identifier: MIT
//
// Linux tells these in files; elsewhere they stay unknown. The keys are those that reports
// documents.

#include "bench/context.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <string>

namespace bench {
namespace {

void add_unless_empty(const char* key, const std::string& value) {
  if (!value.empty()) benchmark::AddCustomContext(key, value);
}

std::string first_line_of(const char* path) {
  std::string line;
  std::ifstream file(path);
  std::getline(file, line);
  return line;
}

/// "model name      : Intel(R) Xeon(R)" as /proc/cpuinfo has it once for each processor.
std::string cpu_model() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

/// Of the whole system; a process may still be started without it.
std::string address_randomisation() {
  const std::string setting = first_line_of("/proc/sys/kernel/randomize_va_space");
  return setting.empty() ? setting : setting == "0" ? "false" : "true";
}

}  // namespace

void add_context() {
  add_unless_empty("cpu_model", cpu_model());
  add_unless_empty("cpu_governor",
                   first_line_of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
  add_unless_empty("aslr_enabled", address_randomisation());
  add_unless_empty("compiler", BENCH_COMPILER);
  add_unless_empty("compiler_flags", BENCH_FLAGS);
  add_unless_empty("build_type", BENCH_BUILD_TYPE);
}

}  // namespace bench
