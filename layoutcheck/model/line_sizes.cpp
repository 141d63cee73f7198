// SPDX-License-Identifier: MIT
#include "layoutcheck/model/line_sizes.h"

#include <utility>

namespace layoutcheck {
namespace {

struct LineSize {
  std::string_view architecture;  // as the triple begins
  std::uint64_t size_bytes;
};

// Where the figures come from:
//   x86_64       CPUID leaf 4 says 64 on every model. The L2 spatial prefetcher fetches pairs, so
//                128 can matter: --line-size 128 (Intel 64 optimization manual, "Data
//                Prefetching").
//   aarch64      CTR_EL0 of Arm's own cores says 64. Apple's cores have lines of 128 in their L2
//                (`sysctl hw.cachelinesize` says 128), hence the test for Apple below.
//   powerpc64    128 since POWER5 (Power ISA user manuals; Linux's L1_CACHE_BYTES).
//   s390x        256 since z10 (Linux's arch/s390/include/asm/cache.h).
//   riscv64      64 on the cores of SiFive and T-Head, and Linux's L1_CACHE_BYTES.
constexpr LineSize kLineSizes[] = {
    {"x86_64", 64}, {"i386", 64},    {"i486", 64},    {"i586", 64},
    {"i686", 64},   {"aarch64", 64}, {"arm64", 64},   {"powerpc64", 128},
    {"ppc64", 128}, {"s390x", 256},  {"riscv64", 64},
};

constexpr std::uint64_t kUnknownLineSize = 64;
constexpr std::uint64_t kAppleArmLineSize = 128;

// What triples of LLVM begin with, and what people write.
constexpr std::pair<std::string_view, std::string_view> kArchitectures[] = {
    {"x86_64", "x86_64"},   {"amd64", "x86_64"},        {"i386", "i386"},
    {"i486", "i386"},       {"i586", "i386"},           {"i686", "i386"},
    {"x86", "i386"},        {"aarch64", "aarch64"},     {"arm64", "aarch64"},
    {"arm", "arm"},         {"armv6", "arm"},           {"armv7", "arm"},
    {"armv7l", "arm"},      {"armv7a", "arm"},          {"thumb", "arm"},
    {"thumbv7", "arm"},     {"powerpc64", "powerpc64"}, {"powerpc64le", "powerpc64"},
    {"ppc64", "powerpc64"}, {"ppc64le", "powerpc64"},   {"powerpc", "powerpc"},
    {"ppc", "powerpc"},     {"s390x", "s390x"},         {"riscv64", "riscv64"},
    {"riscv32", "riscv32"}, {"mips", "mips"},           {"mipsel", "mips"},
    {"mips64", "mips64"},   {"mips64el", "mips64"},     {"loongarch64", "loongarch64"},
    {"sparc", "sparc"},     {"sparcv9", "sparcv9"},     {"wasm32", "wasm32"},
    {"wasm64", "wasm64"},
};

}  // namespace

std::string_view architecture(std::string_view name) {
  for (const auto& [known, canonical] : kArchitectures) {
    if (known == name) return canonical;
  }
  return {};
}

std::vector<std::uint64_t> default_line_sizes(std::string_view triple) {
  const bool apple = triple.find("-apple-") != std::string_view::npos;
  if (apple && (triple.starts_with("arm64") || triple.starts_with("aarch64"))) {
    return {kAppleArmLineSize};
  }
  for (const LineSize& known : kLineSizes) {
    if (triple.starts_with(known.architecture)) return {known.size_bytes};
  }
  return {kUnknownLineSize};
}

}  // namespace layoutcheck
