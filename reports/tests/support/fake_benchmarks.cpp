// SPDX-License-Identifier: MIT
#include "reports/tests/support/fake_benchmarks.h"

#include <csignal>

#include "reports/files/write_file.h"

namespace reports {
namespace {

using Act = FakeBenchmarks::Act;

FakeBenchmarks::Started parse(const std::vector<std::string>& argv) {
  const std::string flag = "--benchmark_context=";
  FakeBenchmarks::Started started{argv, {}};
  for (const std::string& argument : argv) {
    if (!argument.starts_with(flag)) continue;
    const std::size_t equals = argument.find('=', flag.size());
    started.context.emplace(argument.substr(flag.size(), equals - flag.size()),
                            argument.substr(equals + 1));
  }
  return started;
}

std::string json(const FakeBenchmarks::Started& started, Act act) {
  std::string text = R"({"context": {"executable": ")" + started.argv[0] + "\"";
  if (act != Act::ignores_its_context) {
    for (const auto& [key, value] : started.context) text += ", \"" + key + "\": \"" + value + "\"";
  }
  text += R"(}, "benchmarks": [{"run_name": "BM_work", "run_type": "iteration", )";
  if (act == Act::reports_an_error) return text + R"("error_occurred": true}]})";
  return text + R"("time_unit": "ns", "real_time": 100, "cpu_time": 100}]})";
}

ProcessEnd exited(int code) {
  return {RunEnd::exited, code, std::nullopt, "", 5};
}

ProcessEnd signaled(int signal) {
  return {RunEnd::signaled, std::nullopt, signal, "", 5};
}

}  // namespace

std::string FakeBenchmarks::Started::option(const std::string& name) const {
  std::string value;
  for (const std::string& argument : argv) {
    if (argument.starts_with(name + "=")) value = argument.substr(name.size() + 1);
  }
  return value;
}

ProcessEnd FakeBenchmarks::run(const std::vector<std::string>& argv,
                               std::optional<std::chrono::milliseconds>,
                               const OnOutput& on_output) {
  const Started launch = parse(argv);
  if (launch.option("--benchmark_list_tests") == "true") {
    on_output(listed[argv[0]]);
    return exited(0);
  }
  const auto found = acts.find(started.size());
  const Act act = found == acts.end() ? Act::measures : found->second;
  started.push_back(launch);
  during();
  if (act == Act::cannot_be_started) return {RunEnd::not_started, {}, {}, "No such file", 0};
  on_output(output);
  if (act == Act::is_killed_with_us) throw Killed();
  if (act == Act::exits_3) return exited(3);
  if (act == Act::writes_nothing) return exited(0);
  std::string text = json(launch, act);
  if (act == Act::writes_an_empty_file) text.clear();
  const bool writes_half = act == Act::writes_half_a_file || act == Act::crashes;
  if (writes_half || act == Act::is_interrupted) text.resize(text.size() / 2);
  write_file(launch.option("--benchmark_out"), text);
  if (act == Act::is_killed_when_written) throw Killed();
  if (act == Act::crashes) return signaled(SIGSEGV);
  ProcessEnd end = act == Act::is_interrupted ? signaled(SIGINT) : exited(0);
  if (act == Act::is_interrupted || act == Act::measures_while_signaled) {
    end.forwarded_signal = SIGINT;
  }
  return end;
}

}  // namespace reports
