#include "charges.hpp"
#include "program.hpp"
#include BARRIERS_ENGINE_HEADER

#include <verify/scenarios/fan_in_two.hpp>

#include <barriers_registry.hpp>

using namespace barriers;

/// The mutants of the barrier named on the compiler's command line, and of the seats it has, before
/// the engine named there.
///
/// Its ranks spin. How a rank falls asleep and is woken has mutants of its own (parking.cpp).
int main(int argc, char** argv) {
  using entry = registry::entry::BARRIERS_WORD;
  using engine = mutants::BARRIERS_ENGINE;
  return mutants::program(argc, argv,
                          {std::string{entry::word}, "impls/",
                           mutants::charges_of<engine, scenario::fan_in_two<entry>>(),
                           &engine::is_awake, &engine::why_untried});
}
