// SPDX-License-Identifier: MIT
#include "reports/ingest/launches.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <system_error>

#include "reports/files/read_file.h"
#include "reports/ingest/callgrind.h"
#include "reports/ingest/google_benchmark.h"
#include "reports/ingest/uncounted.h"
#include "reports/model/benchmark_name.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using std::filesystem::path;

constexpr std::string_view callgrind_kind = ".callgrind";

/// The launches in the directory, and what else lies there into `warnings`.
std::vector<path> files_in(const path& directory, std::vector<Warning>& warnings) {
  std::vector<path> files;
  std::vector<path> others;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(directory, failure)) {
    const path kind = entry.path().extension();
    const bool is_read = kind == ".json" || kind == callgrind_kind || kind == uncounted_kind;
    (is_read ? files : others).push_back(entry.path());
  }
  if (failure) throw Error(directory.string() + ": cannot be read: " + failure.message());
  if (files.empty()) {
    throw Error(directory.string() +
                ": holds no *.json; put one file of each process launch there, as "
                "--benchmark_out=" +
                directory.string() + "/1.json writes it");
  }
  std::sort(files.begin(), files.end());
  std::sort(others.begin(), others.end());
  for (const path& other : others) {
    warnings.push_back(
        {other.string() + ": not read, since its name does not end in .json or .callgrind"});
  }
  return files;
}

void refuse_copies(const std::vector<Launch>& launches) {
  std::map<std::size_t, const Launch*> seen;
  for (const Launch& launch : launches) {
    const auto [found, is_new] = seen.emplace(launch.fingerprint, &launch);
    if (is_new) continue;
    throw Error(launch.file + ": holds the same as " + found->second->file +
                ": a copy is not another launch; remove one");
  }
}

/// What `reports measure` fills holds two runs, which are not one.
void refuse_both_sides(const path& directory) {
  const bool is_of_measure = std::filesystem::exists(directory / "session.json") ||
                             std::filesystem::exists(directory / "instructions.json");
  if (!is_of_measure || !std::filesystem::is_directory(directory / "base")) return;
  throw Error(directory.string() + ": holds both sides of a measurement; name " +
              (directory / "base").string() + " and " + (directory / "new").string());
}

/// Collects launches, keeping the benchmarks in order of first appearance.
class RunBuilder {
 public:
  explicit RunBuilder(Run& run) : run_(run) {}

  void add(const path& file) {
    if (file.extension() == callgrind_kind) {
      run_.instructions.push_back(read_callgrind(read_file(file), file.string()));
      return;
    }
    if (file.extension() == uncounted_kind) {
      run_.instructions.push_back(read_uncounted(read_file(file), file.string()));
      return;
    }
    MeasuredLaunch launch = read_google_benchmark(read_file(file), file.string());
    for (const MeasuredBenchmark& measured : launch.benchmarks) add(measured);
    run_.warnings.insert(run_.warnings.end(), launch.warnings.begin(), launch.warnings.end());
    run_.launches.push_back({file.string(), launch.fingerprint, std::move(launch.machine),
                             std::move(launch.place), std::move(launch.date)});
  }

 private:
  void add(const MeasuredBenchmark& measured) {
    const auto [found, is_new] = places_.emplace(measured.name, run_.benchmarks.size());
    if (is_new) {
      run_.benchmarks.push_back(
          {measured.name, family_of(measured.name), measured.threads, {}, {}});
    }
    Benchmark& benchmark = run_.benchmarks[found->second];
    const std::size_t launch = run_.launches.size();
    if (measured.sample) {
      benchmark.samples.push_back(*measured.sample);
      benchmark.samples.back().launch = launch;
    }
    if (measured.failure) benchmark.failures.push_back({launch, *measured.failure});
  }

  Run& run_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace

Run read_launches(const path& path) {
  Run run;
  run.path = path.string();
  refuse_both_sides(path);
  RunBuilder builder(run);
  if (std::filesystem::is_directory(path)) {
    for (const auto& file : files_in(path, run.warnings)) builder.add(file);
  } else {
    builder.add(path);
  }
  refuse_copies(run.launches);
  return run;
}

void refuse_shared_launches(const Run& base, const Run& candidate) {
  // Totals of two runs may well be equal to the byte, which is what they are asked to be.
  if (!base.instructions.empty() && std::filesystem::equivalent(base.path, candidate.path)) {
    throw Error(candidate.path + ": is both sides: a run compared with itself proves nothing; " +
                "name two measurements");
  }
  for (const Launch& left : base.launches) {
    for (const Launch& right : candidate.launches) {
      if (left.fingerprint != right.fingerprint) continue;
      throw Error(right.file + ": holds the same as " + left.file +
                  ": a launch compared with itself proves nothing; name two measurements");
    }
  }
}

}  // namespace reports
