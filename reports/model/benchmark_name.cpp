// SPDX-License-Identifier: MIT
#include "reports/model/benchmark_name.h"

#include <charconv>
#include <string_view>
#include <system_error>

namespace reports {
namespace {

constexpr std::string_view part = "/iterations:";
constexpr std::int64_t most_iterations = 1'000'000'000'000'000;  // which no program lives to see

}  // namespace

std::string family_of(const std::string& name) {
  return name.substr(0, name.find('/'));
}

std::optional<FixedIterations> fixed_iterations(const std::string& name) {
  const std::size_t begin = name.rfind(part);
  if (begin == std::string::npos) return std::nullopt;
  const char* const digits = name.data() + begin + part.size();
  const char* const end = name.data() + name.size();
  FixedIterations fixed;
  const auto [rest, failure] = std::from_chars(digits, end, fixed.iterations);
  const bool is_whole_part = failure == std::errc() && (rest == end || *rest == '/');
  const bool is_count = fixed.iterations > 0 && fixed.iterations <= most_iterations;
  if (!is_whole_part || !is_count) return std::nullopt;
  fixed.benchmark = name.substr(0, begin) + std::string(rest, end);
  return fixed;
}

}  // namespace reports
