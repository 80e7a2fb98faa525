#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

namespace barriers::bench {

/// The percentiles of a sample, by nearest rank: each is a value that was measured.
class percentiles {
 public:
  /// Throws std::invalid_argument for an empty sample.
  explicit percentiles(std::vector<double> sample) : sorted_{std::move(sample)} {
    if (sorted_.empty()) {
      throw std::invalid_argument("an empty sample has no percentiles");
    }
    std::ranges::sort(sorted_);
  }

  /// The least value that at least `percent` of 100 values do not exceed.
  [[nodiscard]] double at(double percent) const {
    const double rank = std::ceil(percent / 100 * static_cast<double>(sorted_.size()));
    const double last = static_cast<double>(sorted_.size());
    return sorted_[static_cast<std::size_t>(std::clamp(rank, 1.0, last)) - 1];
  }

  [[nodiscard]] double mean() const noexcept {
    return std::accumulate(sorted_.begin(), sorted_.end(), 0.0) /
           static_cast<double>(sorted_.size());
  }

  [[nodiscard]] std::size_t count() const noexcept { return sorted_.size(); }

 private:
  std::vector<double> sorted_;
};

}  // namespace barriers::bench
