#include <verify/driver/effort.hpp>
#include <verify/driver/tests_of.hpp>
#include <verify/rc11/backend.hpp>
#include <verify/rc11/search.hpp>
#include <verify/scenarios/all.hpp>
#include <verify/scenarios/fan_in_two.hpp>

#include <barriers/registry.hpp>

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <set>
#include <string>
#include <string_view>

using namespace barriers;
using namespace barriers::rc11;

namespace {

/// Ranks that count at one counter come in any order in each phase: (team!)^phases executions.
const std::set<std::string_view> counters{"central", "sense_reversing"};
/// Where each location has one writer, and each wait one value, there is one execution.
const std::set<std::string_view> flags{"dissemination", "tournament"};

std::uint64_t factorial(std::uint32_t of) {
  return of == 0 ? 1 : of * factorial(of - 1);
}

/// Whether a barrier has as many executions as it must have.
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

/// The numbers of executions that can be worked out. An algorithm for which none is known is left
/// to the searches of check_rc11.
int main() {
  bool right = true;
  std::size_t known = 0;
  registry::for_each_barrier([&]<class Entry>() {
    known += counters.count(Entry::name) + flags.count(Entry::name);
    for (const auto [team, most_phases] : {driver::size{2, 3}, {3, 3}, {4, 3}, {5, 2}}) {
      std::uint64_t executions = 1;
      for (std::uint32_t phases = 1; counters.contains(Entry::name) && phases <= most_phases;
           ++phases) {
        executions *= factorial(team);
        right = has<Entry>({team, phases}, executions) && right;
      }
    }
    for (std::uint32_t team = 1; flags.contains(Entry::name) && team <= rc11::largest_team;
         ++team) {
      right = has<Entry>({team, 3}, 1) && right;
    }
  });
  return right && known == counters.size() + flags.size() ? 0 : 1;
}
