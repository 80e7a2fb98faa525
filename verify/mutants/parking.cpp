#include "charges.hpp"
#include "program.hpp"

#include <canaries.hpp>
#include <parking.hpp>

using namespace barriers;

/// The mutants of the protocol by which a rank falls asleep and is woken.
int main(int argc, char** argv) {
  using world = mutants::mutated<mutants::relacy_stage, env::park>;
  return mutants::program(argc, argv, "parking", "impls/",
                          {mutants::charge_of<scenario::one_waker<world>>(2),
                           mutants::charge_of<scenario::many_wakers<world>>(2)},
                          model::canaries());
}
