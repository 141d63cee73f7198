// SPDX-License-Identifier: MIT
#include "layoutcheck/asserts/target_guard.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "layoutcheck/error.h"

namespace layoutcheck {
namespace {

struct Macro {
  std::string_view part;  ///< of the triple
  std::string_view condition;
};

// By the beginning of the triple; the first that fits.
constexpr Macro kArchitectures[] = {
    {"x86_64", "defined(__x86_64__) && !defined(__ILP32__)"},
    {"aarch64", "defined(__aarch64__) && !defined(__ILP32__)"},
    {"arm64", "defined(__aarch64__) && !defined(__ILP32__)"},
    {"i386", "defined(__i386__)"},
    {"i486", "defined(__i386__)"},
    {"i586", "defined(__i386__)"},
    {"i686", "defined(__i386__)"},
    {"arm", "defined(__arm__)"},
    {"thumb", "defined(__arm__)"},
    {"riscv64", "defined(__riscv) && __riscv_xlen == 64"},
    {"riscv32", "defined(__riscv) && __riscv_xlen == 32"},
    {"powerpc64le", "defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)"},
    {"powerpc64", "defined(__powerpc64__) && defined(__BIG_ENDIAN__)"},
    {"s390x", "defined(__s390x__)"},
    {"loongarch64", "defined(__loongarch64)"},
    {"wasm32", "defined(__wasm32__)"},
};

// Anywhere in it; none for what has no system.
constexpr Macro kSystems[] = {
    {"-linux", "defined(__linux__)"},   {"-apple", "defined(__APPLE__)"},
    {"-windows", "defined(_WIN32)"},    {"-freebsd", "defined(__FreeBSD__)"},
    {"-netbsd", "defined(__NetBSD__)"}, {"-openbsd", "defined(__OpenBSD__)"},
    {"-wasi", "defined(__wasi__)"},
};

std::string architecture(const std::string& triple) {
  if (triple.ends_with("x32")) return "defined(__x86_64__) && defined(__ILP32__)";
  const auto* found = std::find_if(std::begin(kArchitectures), std::end(kArchitectures),
                                   [&](const Macro& one) { return triple.starts_with(one.part); });
  if (found != std::end(kArchitectures)) return std::string(found->condition);
  throw Error("no macros are known by which a compiler says that it is for " + triple +
              "; emit assertions for another target");
}

}  // namespace

std::string target_guard(const std::string& triple) {
  std::string guard = architecture(triple);
  for (const Macro& system : kSystems) {
    if (triple.find(system.part) == std::string::npos) continue;
    guard.append(" && ").append(system.condition);
    break;
  }
  return guard;
}

}  // namespace layoutcheck
