#include <verify/driver/effort.hpp>
#include <verify/driver/tests_of.hpp>
#include <verify/rc11/backend.hpp>
#include <verify/rc11/search.hpp>
#include <verify/scenarios/all.hpp>
#include <verify/scenarios/fan_in_two.hpp>

#include <barriers_registry.hpp>

#include <cinttypes>
#include <cstdio>

using namespace barriers;
using namespace barriers::rc11;

namespace {

/// Whether a location has as many executions as it must have.
template <class Entry>
bool has(driver::size of, std::uint64_t executions) {
  using scenario = scenario::visibility<scenario::fan_in_two<Entry>, env::rc11<env::spin>>;
  const auto make = driver::factory_of<rc11_backend, scenario>();
  const search_result found =
      search{{.make = [&] { return make(of.team, of.phases); }, .team = of.team}}.run();
  const bool right = found.complete && !found.found && found.executions == executions;
  std::printf("%-16s %" PRIu32 " x %" PRIu32 "  %8" PRIu64 " executions%s\n",
              std::string{Entry::name}.c_str(), of.team, of.phases, found.executions,
              right ? "" : "  WRONG");
  return right;
}

}  // namespace

/// The numbers of executions that can be worked out.
///
/// Whoever counts ranks at one counter lets them come in any order in each phase: (team!)^phases.
/// Where each location has one writer, and each wait one value, nothing is left to chance: one.
int main() {
  namespace entry = registry::entry;
  bool right = true;
  const auto factorial = [](std::uint32_t of) {
    std::uint64_t product = 1;
    for (std::uint32_t factor = 2; factor <= of; ++factor) {
      product *= factor;
    }
    return product;
  };
  for (const driver::size largest :
       {driver::size{2, 3}, driver::size{3, 3}, driver::size{4, 3}, driver::size{5, 2}}) {
    std::uint64_t executions = 1;
    for (std::uint32_t phases = 1; phases <= largest.phases; ++phases) {
      executions *= factorial(largest.team);
      right = has<entry::central>({largest.team, phases}, executions) && right;
      right = has<entry::sense_reversing>({largest.team, phases}, executions) && right;
    }
  }
  for (std::uint32_t team = 1; team <= rc11::largest_team; ++team) {
    right = has<entry::dissemination>({team, 3}, 1) && right;
    right = has<entry::tournament>({team, 3}, 1) && right;
  }
  return right ? 0 : 1;
}
