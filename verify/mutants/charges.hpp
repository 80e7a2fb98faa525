#pragma once

#include "hunt.hpp"
#include "mutated.hpp"
#include "refusal.hpp"

#include <barriers/env/waiting.hpp>

#include <verify/scenarios/all.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace barriers::mutants {

/// Every scenario that applies to `Entry`, and the one that has to fail. An engine has a `stage`,
/// makes `charge`s, and has words for a pass and for a broken promise.
template <class Engine, class Entry>
std::vector<charge> charges_of() {
  using world = mutated<typename Engine::stage, env::spin>;
  std::vector<charge> charges;
  scenario::for_each_scenario<Entry, world>([&]<class Scenario>() {
    charges.push_back(Engine::template charge_of<Scenario>(1, Engine::passed));
  });
  using refusal = scenario::refusal<Entry, world>;
  charges.push_back(Engine::template charge_of<refusal>(1, Engine::broken_promise));
  return charges;
}

}  // namespace barriers::mutants
