#include "canaries.hpp"
#include "program.hpp"
#include "scenario_execution.hpp"

#include <narrow.hpp>
#include <scenarios.hpp>

#include <barriers_registry.hpp>

#include <string>

using namespace barriers;

/// Everything that the barrier named on the compiler's command line owes, in every execution.
int main(int argc, char** argv) {
  using entry = registry::entry::BARRIERS_WORD;
  using world = env::explorer<env::spin>;
  explorer::subject about{std::string{entry::word}, {}};
  scenario::for_each_scenario<scenario::narrow<entry>, world>([&]<class Scenario>() {
    about.trials.push_back(
        {std::string{Scenario::name}, "spin", &explorer::make_scenario<Scenario>});
  });
  return explorer::program(argc, argv, about, explorer::canaries());
}
