#pragma once

#include "hunt.hpp"
#include "mutated_execution.hpp"
#include "relacy_stage.hpp"

#include <canaries.hpp>
#include <report.hpp>
#include <scenario_execution.hpp>
#include <self_test.hpp>
#include <simulation.hpp>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

namespace barriers::mutants {

/// Mutants before Relacy: at random, then at random for longer, then by the bounded search.
struct relacy_engine {
  using stage = relacy_stage;
  static constexpr const char* passed = model::outcome::passed;
  static constexpr const char* broken_promise = "USER ASSERT FAILED";

  static bool is_awake() { return model::is_awake(model::canaries()); }

  static std::string why_untried(const mutant&) { return ""; }

  template <class Scenario>
  static charge charge_of(std::uint32_t least_team, std::string expected) {
    using execution = mutated_execution<model::scenario_execution<Scenario>>;
    return {std::string{Scenario::name}, std::move(expected), least_team,
            [](std::uint32_t team, unsigned round, const effort& by) {
              return outcome_of({&make<execution>, team, by.phases, method(round, by)});
            }};
  }

 private:
  template <class Execution>
  static std::unique_ptr<model::execution> make(std::uint32_t team, std::uint32_t phases) {
    return Execution::make(team, phases);
  }

  static model::search method(unsigned round, const effort& by) {
    using enum model::search::method;
    switch (round) {
    case 0: return {random, 1, 0, by.executions};
    case 1: return {random, by.executions + 1, 0, by.thorough};
    default: return {bound, 1, 1, by.thorough};
    }
  }

  static outcome outcome_of(const model::simulation& what) {
    const model::outcome found = model::simulate(what);
    return {found.verdict, found.executions,
            model::readable(found.trace, std::numeric_limits<std::size_t>::max())};
  }
};

}  // namespace barriers::mutants
