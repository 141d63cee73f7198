// SPDX-License-Identifier: MIT
#include "layoutcheck/model/fingerprint.h"

#include <cstdint>
#include <cstdio>

namespace layoutcheck {
namespace {

class Fnv1a {
 public:
  void add(const std::string& text) {
    for (const char c : text) mix(static_cast<unsigned char>(c));
    mix(0);  // so that "ab", "c" differs from "a", "bc"
  }

  std::string text() const {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash_));
    return digits;
  }

 private:
  void mix(unsigned char c) { hash_ = (hash_ ^ c) * 0x100000001b3; }

  std::uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace

std::string fingerprint_of(const Target& target, const Finding& finding) {
  Fnv1a hash;
  hash.add(finding.rule);
  hash.add(finding.usr);
  for (const FindingField& field : finding.fields) hash.add(field.path);
  if (finding.fields.empty()) hash.add(finding.message);
  hash.add(target.triple);
  hash.add(std::to_string(finding.line_bytes));
  return hash.text();
}

}  // namespace layoutcheck
