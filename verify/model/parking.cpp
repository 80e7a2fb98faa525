#include "parking.hpp"

#include "canaries.hpp"
#include "program.hpp"
#include "scenario_execution.hpp"

using namespace barriers;

/// The protocol by which a rank falls asleep and is woken, under Relacy.
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
