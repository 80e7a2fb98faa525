#include "canaries.hpp"
#include "program.hpp"
#include "trials.hpp"

#include <verify/scenarios/fan_in_two.hpp>

#include <barriers_registry.hpp>

using namespace barriers;

/// Everything that the barrier named on the compiler's command line owes, under Relacy.
int main(int argc, char** argv) {
  using entry = registry::entry::BARRIERS_WORD;
  return model::program(argc, argv,
                        {std::string{entry::word}, model::trials_of<scenario::fan_in_two<entry>>()},
                        model::canaries());
}
