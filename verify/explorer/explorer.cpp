#include "canaries.hpp"
#include "program.hpp"
#include "scenario_execution.hpp"

#include <verify/scenarios/all.hpp>
#include <verify/scenarios/fan_in_two.hpp>

#include <barriers_registry.hpp>

#include <string>

using namespace barriers;

namespace {

template <class T>
constexpr bool has_ranks_alike = false;
template <class T>
  requires requires { T::ranks_are_alike; }
constexpr bool has_ranks_alike<T> = T::ranks_are_alike;

}  // namespace

/// Everything that the barrier named on the compiler's command line owes, in every execution.
int main(int argc, char** argv) {
  using entry = registry::entry::BARRIERS_WORD;
  using world = env::explorer<env::spin>;
  explorer::subject about{.word = std::string{entry::word}, .trials = {}};
  scenario::for_each_scenario<scenario::fan_in_two<entry>, world>([&]<class Scenario>() {
    about.trials.push_back({std::string{Scenario::name}, "spin", &explorer::make_scenario<Scenario>,
                            has_ranks_alike<entry::barrier<world>> && has_ranks_alike<Scenario>});
  });
  return explorer::program(argc, argv, about, explorer::canaries());
}
