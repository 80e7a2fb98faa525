#include "program.hpp"

#include "deepening.hpp"
#include "options.hpp"
#include "report.hpp"
#include "simulation.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <utility>

namespace barriers::model {
namespace {

/// Deeper bounds are within reach where there are fewer phases to go through.
constexpr std::uint32_t fewer_phases = 2;

/// With all its phases, a scenario is searched to the end of the first bound at least, for each
/// team and under one policy at least. That is worth more than the usual budget.
constexpr std::uint64_t enough_for_the_first_bound = 1'000'000;

/// What is owed under one word, as the command line wants it.
class examination {
 public:
  examination(const options& chosen, report& to) : chosen_{chosen}, report_{to} {}

  void examine(const trial& one, std::uint32_t team) {
    if (chosen_.wants(search::method::random)) {
      sample(one, team);
    }
    if (chosen_.wants(search::method::bound)) {
      search_bounds(one, team);
    }
  }

  /// Complains of each scenario and team that no bounded search has got through, though nothing
  /// failed that would have cut it short.
  void conclude() {
    if (report_.has_failures()) {
      return;
    }
    for (const auto& [what, has_ended] : ended_) {
      if (!has_ended) {
        report_.complain("no bounded search of " + what.first + " with a team of " +
                         std::to_string(what.second) + " ran to its end; raise --budget");
      }
    }
  }

 private:
  void sample(const trial& one, std::uint32_t team) {
    const search how{search::method::random, chosen_.seed, 0, chosen_.executions};
    report_.add({one, team, chosen_.phases, how, simulate({one.make, team, chosen_.phases, how})});
  }

  void search_bounds(const trial& one, std::uint32_t team) {
    bool& ended = ended_[{one.scenario, team}];
    const std::uint32_t from = chosen_.bound.value_or(0U);
    const std::uint64_t first_budget =
        ended ? chosen_.budget : std::max(chosen_.budget, enough_for_the_first_bound);
    const std::uint32_t next =
        deepen(one, team, chosen_.phases, from, first_budget, chosen_, report_);
    if (next != all_bounds && !chosen_.bound && chosen_.phases > fewer_phases) {
      deepen(one, team, fewer_phases, next, chosen_.budget, chosen_, report_);
    }
    ended |= next > from;
  }

  const options& chosen_;
  report& report_;
  std::map<std::pair<std::string, std::uint32_t>, bool> ended_;
};

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
  examination examination{chosen, told};
  for (const trial& one : about.trials) {
    for (const std::uint32_t team : chosen.teams) {
      if (chosen.wants(one) && team >= one.least_team) {
        examination.examine(one, team);
      }
    }
  }
  examination.conclude();
  return told.conclude() ? 0 : 1;
}

}  // namespace barriers::model
