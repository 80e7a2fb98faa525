#pragma once

#include "scenario_execution.hpp"
#include "trial.hpp"

#include <verify/scenarios/canaries.hpp>

#include <barriers/env/explorer.hpp>

#include <string>
#include <vector>

namespace barriers::explorer {

/// A fault that must be found, and the verdict that finds it.
struct canary_test {
  std::string verdict;
  trial what;
};

inline std::vector<canary_test> canaries() {
  using awake = env::explorer<env::spin>;
  using parked = env::explorer<env::park>;
  return {
      {"use after destroy",
       {"use after destroy", "spin", &make_scenario<canary::use_after_destroy<awake>>}},
      {"use after destroy",
       {"use after free", "spin", &make_scenario<canary::use_after_free<awake>>}},
      {"data race", {"relaxed arrival", "spin", &make_scenario<canary::relaxed_arrival<awake>>}},
      {"uninitialised",
       {"nothing written", "spin", &make_scenario<canary::nothing_written<awake>>}},
      {"hang", {"no parity", "spin", &make_scenario<canary::no_parity<awake>>}},
      {"hang", {"hang", "spin", &make_scenario<canary::hang<awake>>}},
      {"hang", {"never given up", "spin", &make_scenario<canary::never_given_up<awake>>}},
      {"hang", {"sleep without wake", "park", &make_scenario<canary::sleep_without_wake<parked>>}},
      {"broken promise",
       {"stores pass stores", "spin", &make_scenario<canary::stores_pass_stores<awake>>}},
      {"broken promise", {"broken promise", "spin", &make_scenario<canary::broken_promise<awake>>}},
      {"out of memory", {"out of memory", "spin", &make_scenario<canary::out_of_memory<awake>>}},
  };
}

}  // namespace barriers::explorer
