// SPDX-License-Identifier: MIT
//
// Files of several versions of Google Benchmark, written by it (inputs/make_inputs), and rows that
// only a careless or hostile writer makes.
#include "reports/ingest/google_benchmark.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "reports/files/read_file.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using Catch::Contains;

const std::string inputs = REPORTS_TESTS "/inputs/google_benchmark/";

MeasuredLaunch read_input(const std::string& name) {
  return read_google_benchmark(read_file(inputs + name), name);
}

const MeasuredBenchmark* find(const MeasuredLaunch& launch, const std::string& name) {
  const auto found = std::find_if(launch.benchmarks.begin(), launch.benchmarks.end(),
                                  [&](const auto& benchmark) { return benchmark.name == name; });
  return found == launch.benchmarks.end() ? nullptr : &*found;
}

/// A file with the given rows, which have what every row has unless they say otherwise.
MeasuredLaunch read_rows(const std::string& rows) {
  return read_google_benchmark(R"({"context": {}, "benchmarks": [)" + rows + "]}", "rows.json");
}

std::string row(const std::string& name, const std::string& rest) {
  return R"({"name": ")" + name + R"(", "run_name": ")" + name +
         R"(", "run_type": "iteration", "time_unit": "ns", )" + rest + "}";
}

}  // namespace

TEST_CASE("files of Google Benchmark 1.6, 1.7 and 1.9 hold the same benchmarks",
          "[reports][ingest]") {
  const char* file = GENERATE("version_1_6.json", "version_1_7.json", "version_1_9.json");
  CAPTURE(file);

  const MeasuredLaunch launch = read_input(file);

  const MeasuredBenchmark* steady = find(launch, "BM_steady/8/manual_time");
  REQUIRE(steady != nullptr);
  REQUIRE(steady->sample);
  CHECK(steady->sample->repetitions == 3);
  CHECK(steady->sample->real_time_ns == Approx(800).epsilon(0.05));
  CHECK(steady->sample->counters.contains("bytes_per_second"));
  CHECK(steady->threads == 1);
  CHECK(find(launch, "BM_faster/manual_time")->sample->real_time_ns > 1e6);  // written in ms
  CHECK(find(launch, "BM_allocates/manual_time")->sample->counters.count("allocs_per_iter") == 1);
  CHECK(launch.machine.num_cpus == "2");
  CHECK(launch.machine.cpu_model == "Example_CPU");
  CHECK(launch.warnings.empty());
}

TEST_CASE("a launch counts the median of its repetitions", "[reports][ingest]") {
  const MeasuredLaunch launch = read_rows(
      row("BM", R"("repetition_index": 0, "real_time": 9, "cpu_time": 9, "items": 1)") + "," +
      row("BM", R"("repetition_index": 1, "real_time": 2, "cpu_time": 1, "items": 5)") + "," +
      row("BM", R"("repetition_index": 2, "real_time": 3, "cpu_time": 2, "items": 3)"));

  REQUIRE(launch.benchmarks.size() == 1);
  const Sample& sample = launch.benchmarks[0].sample.value();
  CHECK(sample.repetitions == 3);
  CHECK(sample.real_time_ns == 3);
  CHECK(sample.cpu_time_ns == 2);
  CHECK(sample.counters.at("items") == 3);
  CHECK(sample.varying_counters == std::set<std::string>{"items"});
}

TEST_CASE("a counter that some repetitions lack varies", "[reports][ingest]") {
  const MeasuredLaunch launch =
      read_rows(row("BM", R"("real_time": 9, "cpu_time": 9, "all": 1, "some": 1)") + "," +
                row("BM", R"("real_time": 2, "cpu_time": 1, "all": 1)"));

  CHECK(launch.benchmarks.at(0).sample->varying_counters == std::set<std::string>{"some"});
}

TEST_CASE("aggregates without repetitions give their median", "[reports][ingest]") {
  const MeasuredLaunch launch = read_input("aggregates_only.json");

  REQUIRE(launch.benchmarks.size() == 1);
  CHECK(launch.benchmarks[0].name == "BM_steady/8/manual_time");
  CHECK(launch.benchmarks[0].sample->real_time_ns == Approx(800).epsilon(0.05));
}

TEST_CASE("aggregates without a median are a failure that says what to do", "[reports][ingest]") {
  const MeasuredLaunch launch = read_google_benchmark(
      R"({"context": {}, "benchmarks": [{"run_name": "BM", "run_type": "aggregate",
          "time_unit": "ns", "aggregate_name": "stddev", "real_time": 1, "cpu_time": 1}]})",
      "file");

  REQUIRE(launch.benchmarks.size() == 1);
  CHECK_FALSE(launch.benchmarks[0].sample);
  CHECK_THAT(launch.benchmarks[0].failure.value(), Contains("report_aggregates_only"));
}

TEST_CASE("complexity rows are no benchmarks", "[reports][ingest]") {
  const MeasuredLaunch launch = read_input("version_1_7.json");

  CHECK(find(launch, "BM_steady/manual_time") == nullptr);
  CHECK(find(launch, "BM_steady") == nullptr);
}

TEST_CASE("a file with complexity rows only holds no benchmark", "[reports][ingest]") {
  CHECK_THROWS_WITH(read_rows(R"({"run_name": "BM", "run_type": "aggregate",
                                  "aggregate_name": "BigO"})"),
                    Contains("rows.json: holds no benchmark"));
}

TEST_CASE("an error and a skip keep their message", "[reports][ingest]") {
  const MeasuredLaunch launch = read_input("version_1_9.json");

  const MeasuredBenchmark* breaks = find(launch, "BM_breaks/manual_time");
  const MeasuredBenchmark* skips = find(launch, "BM_skips/manual_time");
  REQUIRE(breaks != nullptr);
  REQUIRE(skips != nullptr);
  CHECK_FALSE(breaks->sample);
  CHECK(breaks->failure == "error: no \"device\" | <none>");
  CHECK(skips->failure == "skipped: needs a second machine");
}

TEST_CASE("numbers that are none are no counters and no times", "[reports][ingest]") {
  const MeasuredLaunch launch =
      read_rows(row("BM_a", R"("real_time": 2, "cpu_time": 2, "x": NaN, "y": -Infinity, "z": 4)") +
                "," + row("BM_b", R"("real_time": NaN, "cpu_time": 2)") + "," +
                row("BM_c", R"("real_time": 0, "cpu_time": 0)") + "," +
                row("BM_d", R"("real_time": -1, "cpu_time": 0)") + "," +
                row("BM_e", R"("real_time": 1e-320, "cpu_time": 0)") + "," +
                R"({"name": "BM_\"NaN", "run_name": "BM_\"NaN", "run_type": "iteration",
                      "real_time": 1e308, "cpu_time": 1e308, "time_unit": "s"})");

  CHECK(find(launch, "BM_a")->sample->counters == std::map<std::string, double>{{"z", 4}});
  for (const char* name : {"BM_b", "BM_c", "BM_d", "BM_e", "BM_\"NaN"}) {
    CAPTURE(name);
    CHECK_FALSE(find(launch, name)->sample);
    CHECK_THAT(find(launch, name)->failure.value(), Contains("not a number"));
  }
}

TEST_CASE("a name registered twice is never measured as one", "[reports][ingest]") {
  const std::string twice = row("BM", R"("repetition_index": 0, "real_time": 2, "cpu_time": 2)");

  const MeasuredLaunch launch = read_rows(twice + "," + twice);

  REQUIRE(launch.benchmarks.size() == 1);
  CHECK_THAT(launch.benchmarks[0].failure.value(), Contains("registered twice"));

  const std::string median =
      R"({"run_name": "BM", "run_type": "aggregate", "aggregate_name": "median",
          "time_unit": "ns", "real_time": 2, "cpu_time": 2})";
  CHECK_THAT(read_rows(median + "," + median).benchmarks.at(0).failure.value(),
             Contains("registered twice"));
}

TEST_CASE("what the file does not say about the machine is unknown", "[reports][ingest]") {
  const MeasuredLaunch launch = read_input("version_1_7.json");

  // The library could not read the governor, and writes false all the same.
  CHECK(launch.machine.cpu_governor == std::nullopt);
  CHECK(launch.machine.kernel == std::nullopt);
  CHECK(launch.machine.library_version == std::nullopt);
  CHECK(launch.machine.library_build_type == "debug");
  CHECK(launch.machine.caches ==
        "Data 1 49152 B/1, Instruction 1 32768 B/1, "
        "Unified 2 2097152 B/1, Unified 3 272629760 B/2");
}

TEST_CASE("a newer schema is read with a warning", "[reports][ingest]") {
  const MeasuredLaunch launch = read_google_benchmark(
      R"({"context": {"json_schema_version": 2, "cpu_scaling_enabled": true}, "benchmarks": [)" +
          row("BM", R"("real_time": 2, "cpu_time": 2)") + "]}",
      "file");

  REQUIRE(launch.warnings.size() == 1);
  CHECK_THAT(launch.warnings[0].text, Contains("schema 2"));
  CHECK_THAT(launch.machine.cpu_governor.value(), Contains("not performance"));
}

TEST_CASE("a damaged or foreign file is one line with the place and what to do",
          "[reports][ingest]") {
  const auto [file, message] = GENERATE(table<const char*, const char*>({
      {"empty.json", "empty.json: is empty: the program that should have written it did not"},
      {"truncated.json", "truncated.json: cut off at line 113, byte 3001"},
      {"console.json", "console.json: not JSON from line 1, byte 2 on; this must be what Google"},
      {"list.json", "not JSON from line 1, byte 1 on"},
      {"foreign.json", "foreign.json: is JSON, but not Google Benchmark's"},
      {"no_benchmarks.json", "holds no benchmark; check the --benchmark_filter"},
      {"no_time.json", "benchmarks[0] ('BM_steady/1/manual_time'): lacks the number real_time"},
      {"unit.json", "unknown time_unit 'fortnight'; known are ns, us, ms and s"},
  }));
  CAPTURE(file);

  CHECK_THROWS_WITH(read_input("damaged/" + std::string(file)), Contains(message));
  CHECK_THROWS_AS(read_input("damaged/" + std::string(file)), Error);
}

TEST_CASE("rows of the wrong type are errors and no crash", "[reports][ingest]") {
  const char* document =
      GENERATE(R"("text")", "[]", "17", R"({"context": [], "benchmarks": [1]})",
               R"({"context": {}, "benchmarks": {}})", R"({"context": {}, "benchmarks": [1]})",
               R"({"context": {}, "benchmarks": [{}]})", R"({"context": {}, "benchmarks": [[]]})",
               R"({"context": {}, "benchmarks": [{"run_name": 1}]})",
               R"({"context": {}, "benchmarks": [{"run_name": "a", "run_type": "aggregate"}]})",
               R"({"context": {}, "benchmarks": [{"run_name": "a", "run_type": "iteration",
          "time_unit": 3}]})",
               R"({"context": {}, "benchmarks": [{"run_name": "a", "run_type": "summary",
          "time_unit": "ns", "real_time": 1, "cpu_time": 1}]})",
               "\xff\xfe{", R"({"context": {"a": "\xff"}, "benchmarks": []})");
  CAPTURE(document);

  CHECK_THROWS_AS(read_google_benchmark(document, "file"), Error);
}

TEST_CASE("a number beyond every type is an error that names the file", "[reports][ingest]") {
  CHECK_THROWS_WITH(read_rows(row("BM", R"("real_time": 1e999, "cpu_time": 1)")),
                    Contains("rows.json: holds a number that is too large"));
}

TEST_CASE("a million open brackets are an error and no stack overflow", "[reports][ingest]") {
  const std::string open(1000000, '[');
  const std::string closed = open + std::string(open.size(), ']');

  CHECK_THROWS_AS(read_google_benchmark(open, "file"), Error);
  CHECK_THROWS_WITH(read_google_benchmark(
                        R"({"benchmarks": [], "context": {"cpu_model": )" + closed + "}}", "file"),
                    Contains("file: nests more than 100 values"));
}

TEST_CASE("every prefix of a real file is an error", "[reports][ingest]") {
  const std::string whole = read_file(inputs + "base/01.json");
  const std::size_t last = whole.find_last_of('}');

  for (std::size_t size = 0; size <= last; size += 61) {
    CAPTURE(size);
    CHECK_THROWS_AS(read_google_benchmark(whole.substr(0, size), "file"), Error);
  }
}

}  // namespace reports
