#include "canaries.hpp"
#include "program.hpp"
#include "restless.hpp"
#include "scenario_execution.hpp"

#include <verify/scenarios/parking.hpp>

#include <string>

using namespace barriers;

/// The protocol by which a rank falls asleep and is woken, in every execution: with the seq_cst
/// fences as the standard has them, a waker held up anywhere, and sleeps that end without reason
/// (`restless`). The futex is a model: that the kernel compares and lies down in one step is taken
/// from its manual.
int main(int argc, char** argv) {
  explorer::subject about{"parking", {}, {{2, 2}, {3, 1}}};
  const auto add = [&about]<class Policy>(const char* policy, Policy) {
    using world = env::explorer<Policy>;
    using one_waker = scenario::one_waker<world>;
    using many_wakers = scenario::many_wakers<world>;
    about.trials.push_back(
        {std::string{one_waker::name}, policy, &explorer::make_scenario<one_waker>});
    about.trials.push_back(
        {std::string{many_wakers::name}, policy, &explorer::make_scenario<many_wakers>});
  };
  add("park", env::park{});
  add("restless", explorer::restless{});
  return explorer::program(argc, argv, about, explorer::canaries());
}
