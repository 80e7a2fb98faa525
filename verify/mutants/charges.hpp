#pragma once

#include "hunt.hpp"
#include "mutated.hpp"
#include "mutated_execution.hpp"
#include "refusal.hpp"
#include "relacy_stage.hpp"

#include <scenarios.hpp>
#include <simulation.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace barriers::mutants {

template <class Scenario>
charge charge_of(std::uint32_t least_team, std::string expected = model::outcome::passed) {
  return {std::string{Scenario::name}, &mutated_execution<Scenario>::make, std::move(expected),
          least_team};
}

/// Every scenario that applies to `Entry`, and the one that has to fail.
template <class Entry>
std::vector<charge> charges_of() {
  using world = mutated<relacy_stage, env::spin>;
  std::vector<charge> charges;
  scenario::for_each_scenario<Entry, world>(
      [&]<class Scenario>() { charges.push_back(charge_of<Scenario>(1)); });
  charges.push_back(charge_of<scenario::refusal<Entry, world>>(1, "USER ASSERT FAILED"));
  return charges;
}

}  // namespace barriers::mutants
