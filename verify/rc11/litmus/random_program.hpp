#pragma once

#include <verify/rc11/litmus/program.hpp>

#include <cstdint>
#include <initializer_list>
#include <random>

namespace barriers::rc11::litmus {

/// Makes a program out of a seed.
class random_program {
 public:
  explicit random_program(std::uint64_t seed) : random_{seed} {}

  /// Two to four ranks of up to five operations.
  program write();

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
  std::uint32_t locations_ = 1;
};

}  // namespace barriers::rc11::litmus
