#pragma once

#include "program.hpp"

#include <cstdint>
#include <initializer_list>
#include <random>

namespace barriers::explorer::litmus {

/// Makes a program out of a seed.
class author {
 public:
  explicit author(std::uint64_t seed) : random_{seed} {}

  /// Two to four ranks of up to five operations.
  program write();
  /// The same, but that the first ranks, `alike` in number, do the same, a read-modify-write among
  /// it.
  program write_alike(std::uint32_t alike);

 private:
  std::uint32_t one_of(std::uint32_t options);
  std::memory_order order_of(std::initializer_list<std::memory_order> weak);
  std::vector<step> write_rank();
  step write_step();
  step write_change();

  std::mt19937_64 random_;
  std::uint32_t orders_ = 0;
  std::uint32_t waits_ = 0;
  std::uint32_t changes_ = 0;
  std::uint32_t words_ = 1;
};

}  // namespace barriers::explorer::litmus
