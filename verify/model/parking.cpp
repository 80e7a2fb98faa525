#include "parking.hpp"

#include "canaries.hpp"
#include "program.hpp"
#include "scenario_execution.hpp"

using namespace barriers;

/// The protocol by which a rank falls asleep and is woken, under Relacy.
///
/// Each of its steps that could be left out is left out in verify/wrong: either fence, and the
/// comparison before the sleep. Relacy sees all three. What it does not show: sleeps that end
/// without reason come in the random search alone, and its seq_cst fences order more than the
/// standard's do where plain data is concerned, so the payload of `one_waker` rests on the acquire
/// and release of the word and is no evidence about the fences.
int main(int argc, char** argv) {
  using world = env::relacy<env::park>;
  const auto trial_of = []<class Scenario>(Scenario*) {
    return model::trial{std::string{Scenario::name}, "park",
                        &model::scenario_execution<Scenario>::make, 2};
  };
  return model::program(argc, argv,
                        {"parking",
                         {trial_of(static_cast<scenario::one_waker<world>*>(nullptr)),
                          trial_of(static_cast<scenario::many_wakers<world>*>(nullptr))}},
                        model::canaries());
}
