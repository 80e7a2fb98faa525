#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <array>
#include <optional>

namespace barriers::wrong {

/// A counter with an atomic for the end of each phase, which is destroyed when the phase is over;
/// and the count of the ranks that have left. Odd and even phases take turns.
template <class Env>
struct counter_with_ends : central_counter<Env> {
  std::array<std::optional<atomic_of<Env>>, 2> ended;
  std::array<atomic_of<Env>, 2> out{atomic_of<Env>{0U}, atomic_of<Env>{0U}};

  explicit counter_with_ends(std::uint32_t ranks) : central_counter<Env>{ranks} {
    ended[1].emplace(0U);
  }
};

}  // namespace barriers::wrong
