// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {

std::string quoted(const std::string& path) {
  return "'" + path + "'";
}

std::string line(std::uint64_t line_bytes) {
  return std::to_string(line_bytes) + "-byte line";
}

std::string how_often(const Finding& finding) {
  const Proof& proof = finding.proof;
  if (proof.placement() == Placement::every) {
    return finding.of_elements ? "at every index" : "wherever the object starts";
  }
  return "in " + std::to_string(proof.failing) + " of " + std::to_string(proof.placements) +
         " placements";
}

std::string advice_to_align(const std::string& field, std::uint64_t offset_bytes,
                            const Contract& contract, std::uint64_t line_bytes) {
  const std::string bytes = std::to_string(line_bytes);
  const bool storage_is_less = contract.storage_align_bytes < line_bytes;
  if (storage_is_less && contract.assumption == declared_storage) {
    return "the storage is aligned to " + std::to_string(contract.storage_align_bytes) +
           " bytes only, so start '" + field + "' at offset " + std::to_string(offset_bytes) +
           " or later";
  }
  std::string advice = "declare '" + field + "' with alignas(" + bytes + ")";
  if (storage_is_less && field != contract.name)
    advice += ", which aligns " + contract.name + " to " + bytes + " bytes too";
  return advice;
}

}  // namespace layoutcheck
