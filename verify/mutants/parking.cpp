#include "charges.hpp"
#include "program.hpp"
#include BARRIERS_ENGINE_HEADER

#include <verify/scenarios/parking.hpp>

using namespace barriers;

/// The mutants of the protocol by which a rank falls asleep and is woken, before the engine named
/// on the compiler's command line.
int main(int argc, char** argv) {
  using engine = mutants::BARRIERS_ENGINE;
  using world = mutants::mutated<engine::stage, env::park>;
  return mutants::program(argc, argv,
                          {"parking",
                           "impls/",
                           {engine::charge_of<scenario::one_waker<world>>(2, engine::passed),
                            engine::charge_of<scenario::many_wakers<world>>(2, engine::passed)},
                           &engine::is_awake,
                           &engine::why_untried});
}
