// SPDX-License-Identifier: MIT
//
// Where and how a benchmark ran, as far as its file says.
//
// To add a fact: 1. a member here; 2. a row in machine_facts(), whose name is also the key of
// --benchmark_context; 3. if the benchmark library knows it by itself, ingest/machine.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reports {

/// Nothing means unknown, which is never taken for "the same" or "off".
struct Machine {
  std::optional<std::string> host_name;
  std::optional<std::string> cpu_model;
  std::optional<std::string> num_cpus;
  std::optional<std::string> caches;
  std::optional<std::string> mhz_per_cpu;
  std::optional<std::string> cpu_governor;
  std::optional<std::string> aslr_enabled;
  std::optional<std::string> kernel;
  std::optional<std::string> compiler;
  std::optional<std::string> compiler_flags;
  std::optional<std::string> build_type;
  std::optional<std::string> library_version;
  std::optional<std::string> library_build_type;
  std::optional<std::string> executable;  ///< as it was started: argv[0]
  std::optional<std::string> binary_sha256;
  std::optional<std::string> commit;
  std::optional<std::string> dirty;

  friend bool operator==(const Machine&, const Machine&) = default;
};

/// What it means for a comparison that a fact is not the same on both sides.
enum class Difference {
  forbids_verdict,  ///< the times measure two things at once
  worth_a_warning,
  expected,
};

struct MachineFact {
  std::string_view name;
  std::optional<std::string> Machine::*value;
  Difference difference;
};

/// Every fact, in the order in which it is shown.
std::span<const MachineFact> machine_facts();

}  // namespace reports
