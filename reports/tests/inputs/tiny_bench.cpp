// SPDX-License-Identifier: MIT
//
// The program that wrote the files of this folder, with ./make_inputs. Its times come from a seed
// through SetIterationTime, so that the files are real and the verdicts on them never change.
//
//   tiny_bench base|new LAUNCH [--benchmark_...]
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>

namespace {

bool is_new = false;
std::mt19937 noise_of_launch;

/// One launch's time: a center in nanoseconds, times what differs from launch to launch.
double launch_time_ns(double center_ns, double deviation) {
  return center_ns * std::exp(std::normal_distribution<double>(0, deviation)(noise_of_launch));
}

void measure(benchmark::State& state, double base_ns, double new_ns, double deviation) {
  const double time_ns = launch_time_ns(is_new ? new_ns : base_ns, deviation);
  for (auto _ : state) state.SetIterationTime(time_ns * 1e-9);
}

void BM_steady(benchmark::State& state) {
  const double center_ns = 100.0 * static_cast<double>(state.range(0));
  measure(state, center_ns, center_ns, 0.01);
  state.SetBytesProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_steady)->Arg(1)->Arg(8)->Arg(64)->UseManualTime()->Complexity(benchmark::oN);

void BM_slower(benchmark::State& state) { measure(state, 5000, 5600, 0.015); }
BENCHMARK(BM_slower)->UseManualTime();

void BM_faster(benchmark::State& state) { measure(state, 2e6, 1.6e6, 0.015); }
BENCHMARK(BM_faster)->UseManualTime()->Unit(benchmark::kMillisecond);

void BM_noisy(benchmark::State& state) { measure(state, 700, 730, 0.12); }
BENCHMARK(BM_noisy)->UseManualTime();

void BM_below_margin(benchmark::State& state) { measure(state, 400, 408, 0.003); }
BENCHMARK(BM_below_margin)->UseManualTime();

void BM_allocates(benchmark::State& state) {
  measure(state, 300, 300, 0.01);
  state.counters["allocs_per_iter"] = is_new ? 3 : 2;
  state.counters["ratio_of_nothing"] = std::nan("");
}
BENCHMARK(BM_allocates)->UseManualTime();

void BM_breaks(benchmark::State& state) {
  if (is_new) state.SkipWithError("no \"device\" | <none>");
  measure(state, 50, 50, 0.01);
}
BENCHMARK(BM_breaks)->UseManualTime();

#ifdef HAS_SKIP_WITH_MESSAGE  // since Google Benchmark 1.8
void BM_skips(benchmark::State& state) {
  state.SkipWithMessage("needs a second machine");
  measure(state, 50, 50, 0.01);
}
BENCHMARK(BM_skips)->UseManualTime();
#endif

void BM_only_here(benchmark::State& state) { measure(state, 50, 50, 0.01); }

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  is_new = std::string(argv[1]) == "new";
  noise_of_launch.seed(static_cast<unsigned>(std::atoi(argv[2]) * 2 + (is_new ? 1 : 0)));
  benchmark::RegisterBenchmark(is_new ? "BM_appeared" : "BM_vanished", BM_only_here)
      ->UseManualTime();
  argv[2] = argv[0];
  argc -= 2;
  argv += 2;
  benchmark::Initialize(&argc, argv);
  return benchmark::RunSpecifiedBenchmarks() > 0 ? 0 : 1;
}
