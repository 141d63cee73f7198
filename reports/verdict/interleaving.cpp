// SPDX-License-Identifier: MIT
#include "reports/verdict/interleaving.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "reports/model/error.h"
#include "reports/model/looks.h"

namespace reports {
namespace {

/// Launches of BASE and of NEW in one block.
using Sizes = std::array<std::size_t, 2>;

const SessionPlace* first_place(const Run& run) {
  return run.launches.empty() || !run.launches[0].place ? nullptr : &*run.launches[0].place;
}

bool is_all_of(const Run& run, const SessionPlace& session) {
  return std::all_of(run.launches.begin(), run.launches.end(), [&](const Launch& launch) {
    return launch.place && launch.place->session == session.session &&
           launch.place->looks == session.looks;
  });
}

std::map<int, Sizes> sizes_of_blocks(const Run& base, const Run& candidate) {
  std::map<int, Sizes> sizes;
  for (const Launch& launch : base.launches) ++sizes[launch.place->block][0];
  for (const Launch& launch : candidate.launches) ++sizes[launch.place->block][1];
  return sizes;
}

/// The blocks that hold what every block should hold, by their number in the session.
std::map<int, std::size_t> whole_blocks(const std::map<int, Sizes>& sizes) {
  Sizes whole{};
  for (const auto& [number, size] : sizes) {
    whole = {std::max(whole[0], size[0]), std::max(whole[1], size[1])};
  }
  std::map<int, std::size_t> blocks;
  for (const auto& [number, size] : sizes) {
    if (size == whole) blocks.emplace(number, blocks.size());
  }
  return blocks;
}

std::vector<std::optional<std::size_t>> used_blocks(const Run& run,
                                                    const std::map<int, std::size_t>& blocks,
                                                    int used) {
  std::vector<std::optional<std::size_t>> block_of;
  for (const Launch& launch : run.launches) {
    const auto found = blocks.find(launch.place->block);
    const bool is_used = found != blocks.end() && static_cast<int>(found->second) < used;
    block_of.push_back(is_used ? std::optional(found->second) : std::nullopt);
  }
  return block_of;
}

void warn_of_unused(const Interleaving& interleaving, std::size_t measured,
                    std::vector<Warning>& warnings) {
  const std::size_t unused = measured - static_cast<std::size_t>(interleaving.blocks);
  if (unused == 0) return;
  warnings.push_back({std::to_string(unused) + " of " + std::to_string(measured) +
                      " blocks are not used: they lack a launch, or come after the last look that "
                      "the session planned"});
}

}  // namespace

std::optional<Interleaving> interleaving_of(const Run& base, const Run& candidate,
                                            std::vector<Warning>& warnings) {
  const SessionPlace* session = first_place(base);
  if (session == nullptr || candidate.launches.empty() || !is_all_of(base, *session) ||
      !is_all_of(candidate, *session)) {
    return std::nullopt;
  }
  const std::vector<Look> looks = parse_looks(session->looks);
  const std::map<int, Sizes> sizes = sizes_of_blocks(base, candidate);
  const std::map<int, std::size_t> blocks = whole_blocks(sizes);
  Interleaving result;
  result.blocks_to_first_look = looks.front().blocks;
  result.blocks = std::min(static_cast<int>(blocks.size()), looks.front().blocks);
  result.share = looks.front().share;
  for (const Look& look : looks) {
    if (look.blocks > static_cast<int>(blocks.size())) break;
    result.blocks = look.blocks;
    result.share = look.share;
  }
  result.block_of = {used_blocks(base, blocks, result.blocks),
                     used_blocks(candidate, blocks, result.blocks)};
  warn_of_unused(result, sizes.size(), warnings);
  return result;
}

Sampling sampling_of(const Run& base, const Run& candidate) {
  std::vector<Warning> ignored;
  return interleaving_of(base, candidate, ignored) ? Sampling::interleaved : Sampling::stored_sets;
}

std::optional<std::string> mixture_of(const Run& base, const Run& candidate) {
  const auto mixture = [](const Run& run, std::string_view side) -> std::optional<std::string> {
    const SessionPlace* first = nullptr;
    for (const Launch& launch : run.launches) {
      if (launch.place && first == nullptr) first = &*launch.place;
    }
    if (first == nullptr || is_all_of(run, *first)) return std::nullopt;
    return "the launches of " + std::string(side) +
           " are of several measurements: keep each 'reports measure' in a folder of its own";
  };
  auto text = mixture(base, base_name);
  return text ? text : mixture(candidate, candidate_name);
}

std::vector<Block> blocks_of(const BenchmarkPair& pair, const Interleaving& interleaving) {
  std::vector<Block> blocks(static_cast<std::size_t>(interleaving.blocks));
  const auto sort_in = [&](const Benchmark& benchmark, std::size_t side,
                           std::vector<double> Block::*values) {
    for (const Sample& sample : benchmark.samples) {
      const auto block = interleaving.block_of[side][sample.launch];
      if (block) (blocks[*block].*values).push_back(std::log(sample.real_time_ns));
    }
  };
  sort_in(*pair.base, 0, &Block::left);
  sort_in(*pair.candidate, 1, &Block::right);
  std::erase_if(blocks,
                [](const Block& block) { return block.left.empty() || block.right.empty(); });
  return blocks;
}

}  // namespace reports
