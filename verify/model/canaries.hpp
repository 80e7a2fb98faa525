#pragma once

#include "scenario_execution.hpp"
#include "self_test.hpp"

#include <verify/scenarios/canaries.hpp>

#include <barriers/env/relacy.hpp>

#include <vector>

namespace barriers::model {

inline std::vector<canary_test> canaries() {
  using awake = env::relacy<env::spin>;
  using parked = env::relacy<env::park>;
  return {
      {"use after destroy", "ACCESS TO FREED MEMORY",
       scenario_execution<canary::use_after_destroy<awake>>::make},
      {"relaxed arrival", "DATA RACE", scenario_execution<canary::relaxed_arrival<awake>>::make},
      {"no parity", "LIVELOCK", scenario_execution<canary::no_parity<awake>>::make},
      {"hang", "LIVELOCK", scenario_execution<canary::hang<awake>>::make},
      {"sleep without wake", "DEADLOCK",
       scenario_execution<canary::sleep_without_wake<parked>>::make},
      {"broken promise", "USER ASSERT FAILED",
       scenario_execution<canary::broken_promise<awake>>::make},
      {"out of memory", "OUT OF MEMORY", scenario_execution<canary::out_of_memory<awake>>::make},
  };
}

}  // namespace barriers::model
