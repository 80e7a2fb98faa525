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
  [[nodiscard]] double at(double percent) const { return sorted_[rank(percent) - 1]; }

  /// Whether the sample is large enough for that percentile: 5 values lie beyond it. For the median
  /// it always is.
  [[nodiscard]] bool holds(double percent) const noexcept {
    constexpr std::size_t enough = 5;
    return percent <= 50 || count() - rank(percent) >= enough;
  }

  [[nodiscard]] double mean() const noexcept {
    return std::accumulate(sorted_.begin(), sorted_.end(), 0.0) /
           static_cast<double>(sorted_.size());
  }

  [[nodiscard]] std::size_t count() const noexcept { return sorted_.size(); }

 private:
  [[nodiscard]] std::size_t rank(double percent) const noexcept {
    const auto last = static_cast<double>(sorted_.size());
    return static_cast<std::size_t>(std::clamp(std::ceil(percent / 100 * last), 1.0, last));
  }

  std::vector<double> sorted_;
};

}  // namespace barriers::bench
