// SPDX-License-Identifier: MIT
//
// What must vouch for a verdict about times, and what happens where nothing does.
#include "reports/verdict/control.h"

#include <catch2/catch.hpp>

#include "reports/tests/support/runs.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

using Catch::Contains;

Machine our_machine() {
  Machine machine;
  machine.cpu_model = "Example CPU";
  machine.num_cpus = "2";
  return machine;
}

Run measured(double center_ns, const std::string& date = "2026-02-01T10:00:00+00:00") {
  std::vector<double> times;
  for (int i = 0; i < 12; ++i) times.push_back(center_ns * (1 + 0.0005 * i));
  Run run = run_of({benchmark_of("BM", times)});
  for (Launch& launch : run.launches) {
    launch.machine = our_machine();
    launch.date = date;
  }
  return run;
}

Calibration good_calibration() {
  Calibration calibration;
  calibration.date = "2026-01-28";
  calibration.machine = our_machine();
  calibration.launches = 12;
  calibration.margin = 0.05;
  calibration.benchmarks = 1;
  calibration.interleaved = {1, {}};
  calibration.stored_sets = {1, {}};
  calibration.floors = {{"BM", 0.01, 0.02, 0}};
  return calibration;
}

Control judge(const Calibration& calibration, const Run& run = measured(100),
              Sampling sampling = Sampling::interleaved, double margin = 0.05) {
  return judge_control(calibration, sampling, margin, run, run);
}

}  // namespace

TEST_CASE("a calibration of this machine, lately and without an alarm, vouches for its times",
          "[reports][control]") {
  CHECK(judge(good_calibration()).state == ControlState::passed);
}

TEST_CASE("a calibration of another machine vouches for nothing", "[reports][control]") {
  Calibration calibration = good_calibration();
  calibration.machine.num_cpus = "16";

  const Control control = judge(calibration);

  CHECK(control.state == ControlState::other_machine);
  CHECK_THAT(control.reason, Contains("num_cpus '16', and '2' in 0.json"));
}

TEST_CASE("a machine that nothing names is not shown to be the calibrated one",
          "[reports][control]") {
  Run nameless = measured(100);
  nameless.launches[3].machine.cpu_model.reset();

  const Control control =
      judge_control(good_calibration(), Sampling::interleaved, 0.05, measured(100), nameless);

  CHECK(control.state == ControlState::other_machine);
  CHECK_THAT(control.reason, Contains("cpu_model is not known of 3.json"));
}

TEST_CASE("a calibration is stale 31 days from a launch, on either side", "[reports][control]") {
  CHECK(judge(good_calibration(), measured(100, "2026-02-27T00:00:00")).is_armed());
  CHECK(judge(good_calibration(), measured(100, "2026-02-28T00:00:00")).state ==
        ControlState::stale);
  CHECK(judge(good_calibration(), measured(100, "2025-12-28T00:00:00")).state ==
        ControlState::stale);
}

TEST_CASE("without a day on either side a calibration is stale", "[reports][control]") {
  Calibration undated = good_calibration();
  undated.date = "yesterday";
  const auto date = GENERATE("", "2026-02-31", "01.02.2026");
  CAPTURE(date);

  CHECK(judge(undated).state == ControlState::stale);
  CHECK(judge(good_calibration(), measured(100, date)).state == ControlState::stale);
}

TEST_CASE("a control that called identical programs different fails", "[reports][control]") {
  Calibration alarm = good_calibration();
  alarm.interleaved.alarms = {"BM/1", "BM/2"};
  Calibration vacuous = good_calibration();
  vacuous.interleaved.judged = 0;

  CHECK_THAT(judge(alarm).reason, Contains("on BM/1 and 1 more"));
  CHECK(judge(alarm).state == ControlState::failed);
  CHECK(judge(vacuous).state == ControlState::failed);
}

TEST_CASE("a machine that cannot tell earlier from later launches is fit for interleaving only",
          "[reports][control]") {
  Calibration drifting = good_calibration();
  drifting.stored_sets.alarms = {"BM"};

  CHECK(judge(drifting, measured(100), Sampling::interleaved).state == ControlState::passed);
  const Control control = judge(drifting, measured(100), Sampling::stored_sets);
  CHECK(control.state == ControlState::failed);
  CHECK_THAT(control.reason, Contains("earlier and later launches of one program"));
}

TEST_CASE("alarms that were counted under a wider margin vouch for no narrower one",
          "[reports][control]") {
  const auto judged_at = [&](double margin) {
    return judge(good_calibration(), measured(100), Sampling::interleaved, margin).state;
  };

  CHECK(judged_at(0.10) == ControlState::passed);
  CHECK(judged_at(0.01) == ControlState::unfit);
}

TEST_CASE("a calibration of other benchmarks vouches for nothing", "[reports][control]") {
  Calibration other = good_calibration();
  other.command = "./another";
  other.floors[0].benchmark = "BM_other";

  const Control control = judge(other);

  CHECK(control.state == ControlState::unfit);
  CHECK_THAT(control.reason, Contains("no benchmark in common with these: it is of ./another"));
}

TEST_CASE("exceptions by name do not arm a gate whose control failed", "[reports][control]") {
  Control control;
  control.state = ControlState::failed;
  Parameters parameters;
  parameters.allowed = {"BM"};
  Run base = measured(100);
  Run candidate = measured(300);
  for (Run* run : {&base, &candidate}) {
    for (Sample& sample : run->benchmarks[0].samples) sample.counters["allocs_per_iter"] = 1;
  }

  CHECK(compare_runs(base, candidate, parameters, control).verdict == Verdict::inconclusive);
}

TEST_CASE("where the control failed, no time is judged", "[reports][control]") {
  Control control = judge(good_calibration());
  control.state = ControlState::failed;
  control.reason = "because";

  const Comparison comparison = compare_runs(measured(100), measured(120), {}, control);

  CHECK(comparison.benchmarks[0].verdict == Verdict::inconclusive);
  CHECK_THAT(comparison.benchmarks[0].reason, Contains("control of this machine failed: because"));
  CHECK(comparison.verdict == Verdict::inconclusive);
}

TEST_CASE("without a control rows keep their verdicts, and the gate does not act on them",
          "[reports][control]") {
  const auto state =
      GENERATE(ControlState::missing, ControlState::stale, ControlState::other_machine);
  Control control;
  control.state = state;

  const Comparison slower = compare_runs(measured(100), measured(120), {}, control);
  const Comparison equal = compare_runs(measured(100), measured(100), {}, control);

  CHECK(slower.benchmarks[0].verdict == Verdict::regressed);
  CHECK(slower.verdict == Verdict::inconclusive);
  CHECK(count_at_gate(slower, Verdict::regressed) == 0);
  CHECK(equal.benchmarks[0].verdict == Verdict::no_change);
  CHECK(equal.verdict == Verdict::inconclusive);
}

TEST_CASE("exact counters need no control", "[reports][control]") {
  Control control;
  control.state = ControlState::missing;
  Run base = measured(100);
  Run candidate = measured(100);
  for (Sample& sample : base.benchmarks[0].samples) sample.counters["allocs_per_iter"] = 1;
  for (Sample& sample : candidate.benchmarks[0].samples) sample.counters["allocs_per_iter"] = 2;

  const Comparison comparison = compare_runs(base, candidate, {}, control);

  CHECK(comparison.verdict == Verdict::regressed);
  CHECK(count_at_gate(comparison, Verdict::regressed) == 1);
}

TEST_CASE("the margin is at least twice the noise of this way of sampling, or what relinking does",
          "[reports][control]") {
  Control control = judge(good_calibration());
  control.calibration->floors = {{"BM", 0.01, 0.02, 0.005}, {"BM_shaky", 0.03, 0.05, 0.09}};

  CHECK(noise_margin(control, Sampling::interleaved, "BM", 12) == Approx(0.02));
  CHECK(noise_margin(control, Sampling::stored_sets, "BM", 12) == Approx(0.04));
  CHECK(noise_margin(control, Sampling::interleaved, "BM_shaky", 12) == Approx(0.09));
}

TEST_CASE("fewer launches than the calibration had widen the noise, more do not narrow it",
          "[reports][control]") {
  const Control control = judge(good_calibration());

  CHECK(noise_margin(control, Sampling::interleaved, "BM", 3) == Approx(0.04));
  CHECK(noise_margin(control, Sampling::interleaved, "BM", 48) == Approx(0.02));
}

TEST_CASE("a benchmark that the calibration lacks is taken to be as noisy as the noisiest",
          "[reports][control]") {
  Control control = judge(good_calibration());
  control.calibration->floors.push_back({"BM_shaky", 0.03, 0.05, 0});

  CHECK(noise_margin(control, Sampling::interleaved, "BM_new", 12) == Approx(0.06));
  CHECK(noise_margin({}, Sampling::interleaved, "BM_new", 12) == 0);
}

TEST_CASE("a difference beyond the margin and inside the noise of the machine is INCONCLUSIVE",
          "[reports][control]") {
  Control control = judge(good_calibration());
  control.calibration->floors = {{"BM", 0.02, 0.06, 0}};

  const auto row = [&](double factor) {
    return compare_runs(measured(100), measured(100 * factor), {}, control).benchmarks[0];
  };

  CHECK(row(1.01).verdict == Verdict::no_change);
  CHECK(row(1.08).verdict == Verdict::inconclusive);
  CHECK_THAT(row(1.08).reason, Contains("identical programs may differ by 12.0 %"));
  CHECK(row(1.20).verdict == Verdict::regressed);
}

TEST_CASE("benchmarks whose noise nobody measured are named", "[reports][control]") {
  const Control control = judge(good_calibration());
  Run run = measured(100);
  run.benchmarks.push_back(run.benchmarks[0]);
  run.benchmarks[1].name = "BM_new";

  const Comparison comparison = compare_runs(run, run, {}, control);

  REQUIRE(comparison.warnings.size() == 1);
  CHECK_THAT(comparison.warnings[0].text, Contains("knows nothing of BM_new"));
}

}  // namespace reports
