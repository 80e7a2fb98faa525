#pragma once

#include "scenario_execution.hpp"
#include "trial.hpp"

#include <scenarios.hpp>

#include <barriers/env/relacy.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace barriers::model {

/// A barrier with a fan-in to choose, made with a fan-in of 2: small teams then build a tree.
template <class Barrier>
struct narrowed : Barrier {
  using Barrier::Barrier;
};
template <class Barrier>
  requires requires { Barrier::usual_fan_in; }
struct narrowed<Barrier> : Barrier {
  explicit narrowed(std::uint32_t team) : Barrier{team, {}, 2U} {}
  template <class Completion>
  narrowed(std::uint32_t team, Completion completion) : Barrier{team, std::move(completion), 2U} {}
};

template <class Entry>
struct narrow {
  static constexpr std::string_view word = Entry::word;
  template <class Env, class... Completion>
  using barrier = narrowed<typename Entry::template barrier<Env, Completion...>>;
};

/// Every scenario that applies to `Entry`, waiting by each of the policies.
template <class Entry>
std::vector<trial> trials_of() {
  std::vector<trial> trials;
  const auto add = [&trials]<class Policy>(const char* policy, Policy) {
    scenario::for_each_scenario<Entry, env::relacy<Policy>>([&]<class Scenario>() {
      trials.push_back(
          {std::string{Scenario::name}, policy, &scenario_execution<Scenario>::make, 1});
    });
  };
  // Park first: ranks that sleep give the fewest schedules, so there the bounds end soonest.
  add("park", env::park{});
  add("spin", env::spin{});
  return trials;
}

}  // namespace barriers::model
