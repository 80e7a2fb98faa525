#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace barriers::bench {

/// All that is drawn at random in one cell, from one seed.
class randomization {
 public:
  explicit randomization(std::uint64_t seed) : draw_{seed} {}

  /// Which rank has which slot.
  std::vector<std::uint32_t> ranks(std::size_t team);

  /// Memory that is taken before the barrier is made, to move all that the barrier allocates: up
  /// to 16 KiB, by lines. Addresses decide where in the cache a line lives, and so matter.
  std::vector<std::byte> spacer();

  /// A seed for each slot's workload.
  std::vector<std::uint64_t> seeds(std::size_t team);

 private:
  std::mt19937_64 draw_;
};

}  // namespace barriers::bench
