// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/clang_arguments.h"

#include <algorithm>
#include <string_view>

namespace layoutcheck {
namespace {

constexpr std::string_view kModules[] = {
    "-fmodules",      "-fmodules-ts",     "-fcxx-modules",
    "-fmodule-file=", "-fmodule-mapper=", "-fprebuilt-module-path="};

constexpr std::string_view kDropped[] = {
    "-Werror", "-Wfatal-errors", "-Winvalid-pch", "-pedantic-errors",
    "-fpch-",  "-fplugin=",      "-fplugin-arg-"};

// What matches a prefix that ends in '=' or '-' goes on; "-Werror" also stands for "-Werror=...".
bool matches(std::string_view argument, std::string_view flag) {
  if (!argument.starts_with(flag)) return false;
  return argument.size() == flag.size() || flag.ends_with('=') || flag.ends_with('-') ||
         argument[flag.size()] == '=';
}

template <std::size_t Count>
bool is_one_of(const std::string& argument, const std::string_view (&flags)[Count]) {
  return std::any_of(std::begin(flags), std::end(flags),
                     [&](std::string_view flag) { return matches(argument, flag); });
}

/// Arguments with `-Xclang` taken off what it passes on, so that a flag and its value are
/// neighbours in both spellings.
struct Argument {
  std::string text;
  bool for_frontend = false;
};

std::vector<Argument> unwrap(const std::vector<std::string>& arguments) {
  std::vector<Argument> unwrapped;
  bool for_frontend = false;
  for (const std::string& argument : arguments) {
    if (!for_frontend && argument == "-Xclang") {
      for_frontend = true;
      continue;
    }
    unwrapped.push_back({argument, for_frontend});
    for_frontend = false;
  }
  return unwrapped;
}

}  // namespace

std::optional<std::string> modules_flag(const std::vector<std::string>& arguments) {
  const auto found = std::find_if(arguments.begin(), arguments.end(), [](const auto& argument) {
    return is_one_of(argument, kModules);
  });
  return found == arguments.end() ? std::nullopt : std::optional(*found);
}

std::vector<std::string> clang_arguments(const std::vector<std::string>& arguments) {
  std::vector<std::string> adjusted;
  const auto add = [&](const Argument& argument) {
    if (argument.for_frontend) adjusted.push_back("-Xclang");
    adjusted.push_back(argument.text);
  };
  const std::vector<Argument> unwrapped = unwrap(arguments);
  for (std::size_t index = 0; index < unwrapped.size(); ++index) {
    const Argument& argument = unwrapped[index];
    const bool has_value = index + 1 < unwrapped.size();
    if (is_one_of(argument.text, kDropped)) continue;
    if (argument.text == "-include-pch" && has_value) {
      ++index;
    } else if (argument.text == "-include" && has_value) {
      // The driver would take a precompiled form of the header that lies beside it; the front end
      // does not look for one.
      add({argument.text, true});
      add({unwrapped[++index].text, true});
    } else {
      add(argument);
    }
  }
  return adjusted;
}

}  // namespace layoutcheck
