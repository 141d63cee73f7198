// SPDX-License-Identifier: MIT
#include "reports/stats/change_points.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "reports/stats/hodges_lehmann.h"
#include "reports/stats/least_deviation_split.h"
#include "reports/stats/mid_ranks.h"
#include "reports/stats/random_source.h"

namespace reports {
namespace {

using Series = std::span<const double>;

/// The ranks of a stretch about their mean, in units in which a random split has variance 1.
class Scan {
 public:
  Scan(std::size_t size, std::size_t least_segment) : least_(least_segment) {
    const auto n = static_cast<double>(size);
    for (std::size_t left = 0; left < size; ++left) {
      const auto k = static_cast<double>(left);
      // Variance of the sum of k of n numbers with mean square 1, drawn without replacement.
      one_over_deviation_.push_back(left == 0 ? 0 : 1 / std::sqrt(k * (n - k) / (n - 1)));
    }
  }

  double best(const std::vector<double>& ranks) const {
    double best = 0;
    double sum = std::accumulate(ranks.begin(), begin(ranks), 0.0);
    for (std::size_t left = least_; left + least_ <= ranks.size(); ++left) {
      best = std::max(best, std::abs(sum) * one_over_deviation_[left]);
      sum += ranks[left];
    }
    return best;
  }

  /// Whether some split of the ranks does as well, up to rounding.
  bool reaches(const std::vector<double>& ranks, double statistic) const {
    const double goal = statistic * (1 - 1e-9);
    double sum = std::accumulate(ranks.begin(), begin(ranks), 0.0);
    for (std::size_t left = least_; left + least_ <= ranks.size(); ++left) {
      if (std::abs(sum) * one_over_deviation_[left] >= goal) return true;
      sum += ranks[left];
    }
    return false;
  }

 private:
  std::vector<double>::const_iterator begin(const std::vector<double>& ranks) const {
    return ranks.begin() + static_cast<std::ptrdiff_t>(least_);
  }

  std::size_t least_;
  std::vector<double> one_over_deviation_;  ///< by the size of the left side
};

/// Mean 0 and mean square 1; empty if all values are equal.
std::vector<double> standard_ranks(Series stretch) {
  const std::vector<int> doubled = doubled_mid_ranks(stretch);
  const auto mean = static_cast<double>(stretch.size() + 1);  // doubled, as the ranks are
  double squares = 0;
  for (const int rank : doubled) squares += (rank - mean) * (rank - mean);
  std::vector<double> ranks;
  if (squares == 0) return ranks;
  const double deviation = std::sqrt(squares / static_cast<double>(stretch.size()));
  for (const int rank : doubled) ranks.push_back((rank - mean) / deviation);
  return ranks;
}

/// By how much dependence of neighbours widens the spread of means, at least 1: judged by how the
/// ranks inside each level, which ends where the next begins, go with the rank before them.
double inflation(Series series, const std::vector<std::size_t>& level_begins) {
  double neighbours = 0;
  double levels = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i <= level_begins.size(); ++i) {
    const std::size_t last = i < level_begins.size() ? level_begins[i] : series.size();
    const std::vector<double> ranks = standard_ranks(series.subspan(first, last - first));
    for (std::size_t k = 1; k < ranks.size(); ++k) neighbours += ranks[k - 1] * ranks[k];
    levels += 1;
    first = last;
  }
  // The ranks' squares add up to their number. About an estimated level, independent values avoid
  // their neighbours a little: each level takes 1 from the sum.
  const double correlation = (neighbours + levels) / static_cast<double>(series.size());
  const double bounded = std::clamp(correlation, 0.0, 0.95);
  return std::sqrt((1 + bounded) / (1 - bounded));
}

/// Fisher & Yates.
void shuffle(std::vector<double>& values, RandomSource& random) {
  for (std::size_t left = values.size(); left > 1; --left) {
    std::swap(values[left - 1], values[random.below(left)]);
  }
}

double permutation_p(std::vector<double> ranks, const Scan& scan, double statistic,
                     int most_permutations, RandomSource random) {
  constexpr int enough = 10;
  int as_good = 0;
  for (int drawn = 1; drawn <= most_permutations; ++drawn) {
    shuffle(ranks, random);
    as_good += scan.reaches(ranks, statistic) ? 1 : 0;
    if (as_good == enough) return static_cast<double>(enough) / drawn;
  }
  return (as_good + 1.0) / (most_permutations + 1.0);
}

/// Searches one series.
class Search {
 public:
  Search(Series series, const ChangePointOptions& options) : series_(series), options_(options) {}

  std::vector<ChangePoint> run() {
    segment(0, series_.size());
    std::sort(indices_.begin(), indices_.end());
    // A round drops a change, or brings the deviations down by moving some: that ends, at the
    // latest when rounding errors may no longer move them.
    const std::size_t rounds_with_moves = indices_.size() + 100;
    for (std::size_t round = 0;; ++round) {
      const std::vector<ChangePoint> points = tested(round < rounds_with_moves);
      if (settled(points)) return points;
      indices_.clear();
      const std::size_t dropped = weakest(points);
      for (std::size_t i = 0; i < points.size(); ++i) {
        if (i != dropped) indices_.push_back(points[i].index);
      }
    }
  }

 private:
  /// The best split of series[first, last), whether it is good enough or not. Index 0: there is
  /// none.
  ChangePoint best_in(std::size_t first, std::size_t last, double inflated) const {
    ChangePoint point;
    const Series stretch = series_.subspan(first, last - first);
    if (stretch.size() < 2 * options_.least_segment) return point;
    const std::vector<double> ranks = standard_ranks(stretch);
    if (ranks.empty()) return point;
    const Scan scan(stretch.size(), options_.least_segment);
    point.index = first + least_deviation_split(stretch, options_.least_segment);
    point.p = permutation_p(ranks, scan, scan.best(ranks) / inflated, options_.most_permutations,
                            RandomSource(options_.seed).split(first).split(last));
    return point;
  }

  /// As if neighbours were independent: what dependence there is shows only about all the levels.
  void segment(std::size_t first, std::size_t last) {
    const ChangePoint point = best_in(first, last, 1);
    if (point.p > options_.largest_p) return;
    indices_.push_back(point.index);
    segment(first, point.index);
    segment(point.index, last);
  }

  /// Every index again, between its neighbours, at the best place or where it is.
  std::vector<ChangePoint> tested(bool may_move) const {
    const double inflated = inflation(series_, indices_);
    std::vector<ChangePoint> points;
    for (std::size_t i = 0; i < indices_.size(); ++i) {
      const std::size_t first = points.empty() ? 0 : points.back().index;
      const std::size_t last = i + 1 < indices_.size() ? indices_[i + 1] : series_.size();
      points.push_back(best_in(first, last, inflated));
      ChangePoint& point = points.back();
      const bool is_tested = point.index != 0;  // else its stretch is too short now
      if (!is_tested || !may_move) point.index = indices_[i];
      point.before = point.index - first;
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
      ChangePoint& point = points[i];
      const std::size_t last = i + 1 < points.size() ? points[i + 1].index : series_.size();
      point.after = last - point.index;
      point.shift = hodges_lehmann_shift(series_.subspan(point.index - point.before, point.before),
                                         series_.subspan(point.index, point.after));
    }
    return points;
  }

  bool holds(const ChangePoint& point) const {
    return point.p <= options_.largest_p && std::abs(point.shift) >= options_.least_shift;
  }

  bool settled(const std::vector<ChangePoint>& points) const {
    const bool moved = !std::equal(
        points.begin(), points.end(), indices_.begin(), indices_.end(),
        [](const ChangePoint& point, std::size_t index) { return point.index == index; });
    return !moved && std::all_of(points.begin(), points.end(),
                                 [&](const ChangePoint& point) { return holds(point); });
  }

  /// Of those that do not hold, the one with the largest p, and then the smallest shift: without
  /// it, its neighbours may hold. points.size() if all hold.
  std::size_t weakest(const std::vector<ChangePoint>& points) const {
    std::size_t weakest = points.size();
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (holds(points[i])) continue;
      if (weakest == points.size() || is_weaker(points[i], points[weakest])) weakest = i;
    }
    return weakest;
  }

  static bool is_weaker(const ChangePoint& one, const ChangePoint& other) {
    if (one.p != other.p) return one.p > other.p;
    return std::abs(one.shift) < std::abs(other.shift);
  }

  Series series_;
  const ChangePointOptions& options_;
  std::vector<std::size_t> indices_;
};

}  // namespace

std::vector<ChangePoint> change_points(std::span<const double> series,
                                       const ChangePointOptions& options) {
  assert(options.least_segment >= 1 && options.largest_p < 1 && options.most_permutations >= 1);
  return Search(series, options).run();
}

}  // namespace reports
