#pragma once

#include "scenario_execution.hpp"
#include "trial.hpp"

#include <verify/scenarios/all.hpp>
#include <verify/scenarios/fan_in_two.hpp>

#include <barriers/env/relacy.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace barriers::model {

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
