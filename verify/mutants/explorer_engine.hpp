#pragma once

#include "explorer_stage.hpp"
#include "hunt.hpp"
#include "mutated_execution.hpp"

#include <canaries.hpp>
#include <picture.hpp>
#include <scenario_execution.hpp>
#include <search.hpp>
#include <self_test.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace barriers::mutants {

/// Mutants before the explorer: in each round with one phase more, as far as the budget goes.
struct explorer_engine {
  using stage = explorer_stage;
  static constexpr const char* passed = "passed";
  static constexpr const char* broken_promise = "broken promise";

  static bool is_awake() { return explorer::is_awake(explorer::canaries()); }

  static std::string why_untried(const mutant& one) {
    return one.how == way::neighbours_word
               ? "what it does depends on who came first in time, which a graph does not say"
               : "";
  }

  template <class Scenario>
  static charge charge_of(std::uint32_t least_team, std::string expected) {
    using execution = mutated_execution<explorer::scenario_execution<Scenario>>;
    return {std::string{Scenario::name}, std::move(expected), least_team,
            [](std::uint32_t team, unsigned round, const effort& by) {
              const std::uint32_t phases = std::min(round + 1U, by.phases);
              return outcome_of({.make = [=] { return execution::make(team, phases); },
                                 .team = team,
                                 .budget = round == 0 ? by.executions : by.thorough});
            }};
  }

 private:
  static outcome outcome_of(const explorer::question& what) {
    const explorer::answer found = explorer::search{what}.run();
    if (!found.found) {
      return {passed, found.executions + found.blocked, ""};
    }
    return {found.found->verdict, found.executions + found.blocked + 1U,
            explorer::picture(found.last, *found.found)};
  }
};

}  // namespace barriers::mutants
