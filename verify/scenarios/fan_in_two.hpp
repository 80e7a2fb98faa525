#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

namespace barriers::scenario {

/// A barrier with a fan-in to choose, made with a fan-in of 2: small teams then build a tree.
template <class Barrier>
struct with_fan_in_two : Barrier {
  using Barrier::Barrier;
};
template <class Barrier>
  requires requires { Barrier::usual_fan_in; }
struct with_fan_in_two<Barrier> : Barrier {
  explicit with_fan_in_two(std::uint32_t team) : Barrier{team, {}, 2U} {}
  template <class Completion>
  with_fan_in_two(std::uint32_t team, Completion completion)
      : Barrier{team, std::move(completion), 2U} {}
};

template <class Entry>
struct fan_in_two {
  static constexpr std::string_view name = Entry::name;
  template <class Env, class... Completion>
  using barrier = with_fan_in_two<typename Entry::template barrier<Env, Completion...>>;
};

}  // namespace barriers::scenario
