#include <verify/scenarios/parking.hpp>

#include "canaries.hpp"
#include "program.hpp"
#include "restless.hpp"
#include "scenario_execution.hpp"

#include <string>
#include <vector>

using namespace barriers;

/// The protocol by which a rank falls asleep and is woken, under Relacy.
///
/// A waker that is held up: a bound of b, run to its end, has held up b ranks, each at any of its
/// steps and for as long as the others could go on. Sleeps that end without reason: `restless`.
///
/// Each step of the protocol that could be left out is left out in verify/wrong: either fence, the
/// comparison before the sleep, the count, the loop and the acquire after the sleep. What Relacy
/// does not show: its seq_cst fences order more than the standard's do where plain data is
/// concerned, so the payload of `one_waker` rests on the acquire and release of the word and is no
/// evidence about the fences. And the futex is a model: that the kernel compares and lies down in
/// one step is taken from its manual.
int main(int argc, char** argv) {
  std::vector<model::trial> trials;
  const auto add = [&trials]<class Scenario>(const char* policy, Scenario*) {
    trials.push_back(
        {std::string{Scenario::name}, policy, &model::scenario_execution<Scenario>::make, 2});
  };
  const auto add_all = [&add]<class Policy>(const char* policy, Policy) {
    using world = env::relacy<Policy>;
    add(policy, static_cast<scenario::one_waker<world>*>(nullptr));
    add(policy, static_cast<scenario::many_wakers<world>*>(nullptr));
  };
  add_all("park", env::park{});
  add_all("restless", model::restless{});
  return model::program(argc, argv, {"parking", trials}, model::canaries());
}
