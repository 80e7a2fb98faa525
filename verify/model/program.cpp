#include "program.hpp"

#include "deepening.hpp"
#include "options.hpp"
#include "report.hpp"
#include "simulation.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

namespace barriers::model {
namespace {

/// Deeper bounds are within reach where there are fewer phases to go through.
constexpr std::uint32_t fewer_phases = 2;

void sample(const trial& one, std::uint32_t team, const options& chosen, report& to) {
  const search how{search::method::random, chosen.seed, 0, chosen.executions};
  to.add({one, team, chosen.phases, how, simulate({one.make, team, chosen.phases, how})});
}

/// Whether a bounded search with all the phases ran to its end.
bool search_bounds(const trial& one, std::uint32_t team, const options& chosen, report& to) {
  const std::uint32_t from = chosen.bound.value_or(0U);
  const std::uint32_t next = deepen(one, team, chosen.phases, from, chosen, to);
  if (next != all_bounds && !chosen.bound && chosen.phases > fewer_phases) {
    deepen(one, team, fewer_phases, next, chosen, to);
  }
  return next > from;
}

}  // namespace

int program(int argc, char** argv, const subject& about, const std::vector<canary_test>& canaries) {
  const options chosen = read_options(argc, argv, about);
  if (!is_awake(canaries)) {
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  std::fprintf(stderr, "%s: random searches of %llu executions from seed %llu on\n",
               about.word.c_str(), static_cast<unsigned long long>(chosen.executions),
               static_cast<unsigned long long>(chosen.seed));

  report told{argv[0], about.word, chosen.json, chosen.trace};
  std::map<std::pair<std::string, std::uint32_t>, bool> ended;
  for (const trial& one : about.trials) {
    for (const std::uint32_t team : chosen.teams) {
      if (!chosen.wants(one) || team < one.least_team) {
        continue;
      }
      if (chosen.wants(search::method::random)) {
        sample(one, team, chosen, told);
      }
      if (chosen.wants(search::method::bound)) {
        ended[{one.scenario, team}] |= search_bounds(one, team, chosen, told);
      }
    }
  }
  for (const auto& [what, has_ended] : ended) {
    if (!has_ended) {
      told.complain("no bounded search of " + what.first + " with a team of " +
                    std::to_string(what.second) + " ran to its end; raise --budget");
    }
  }
  return told.conclude() ? 0 : 1;
}

}  // namespace barriers::model
