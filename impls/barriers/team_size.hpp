#pragma once

#include <barriers/env/errors.hpp>

#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace barriers {

/// An integer that counts: neither a truth value nor a character.
template <class T>
concept whole_number = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
                       !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                       !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

/// The largest team. A limit that is known beats memory that runs out half way.
inline constexpr std::uint32_t largest_team = 1U << 16U;

/// How many ranks a team has, checked as the caller gave it, in any integer type.
class team_size {
 public:
  /// Throws std::invalid_argument unless 1 <= ranks <= largest_team.
  template <whole_number T>
  constexpr team_size(T ranks) : ranks_{static_cast<std::uint32_t>(ranks)} {
    if (std::cmp_less(ranks, 1) || std::cmp_greater(ranks, largest_team)) {
      fail<std::invalid_argument>("a team has 1 to " + std::to_string(largest_team) +
                                  " ranks, not " + std::to_string(ranks));
    }
  }

  constexpr operator std::uint32_t() const noexcept { return ranks_; }

 private:
  std::uint32_t ranks_;
};

}  // namespace barriers
