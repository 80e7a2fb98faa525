#include "program.hpp"

#include "deepening.hpp"
#include "options.hpp"
#include "report.hpp"
#include "simulation.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <new>
#include <string>
#include <utility>

namespace barriers::model {
namespace {

/// What is searched where the command line does not say.
///
/// Small teams: the first bounds of each scenario, while they are cheap, with all the phases; then
/// deeper ones, with the fewest phases that lead through a reuse. Larger teams: one phase, no
/// bound but the first; those beyond are left to the random search. For each scenario and bounded
/// team one search at least runs to its end, under one policy at least, which is worth more than
/// the usual budget. And every schedule of two ranks that stay awake, where there are not too many.
namespace usual {
constexpr std::uint64_t bound_budget = 10'000;
constexpr std::uint64_t first_bound_budget = 1'000'000;
constexpr std::uint64_t full_budget = 200'000;
constexpr std::uint32_t largest_small_team = 4;
constexpr std::uint32_t largest_bounded_team = 5;
constexpr std::uint32_t full_team = 2;
constexpr std::uint32_t fewest_phases = 2;
constexpr const char* full_policy = "spin";
}  // namespace usual

/// What is owed under one word, as the command line wants it.
class examination {
 public:
  examination(const options& chosen, report& to) : chosen_{chosen}, report_{to} {}

  void examine(const trial& one, std::uint32_t team) {
    if (chosen_.wants(search::method::random)) {
      make(one, team, chosen_.phases,
           {search::method::random, chosen_.seed, 0, chosen_.executions});
    }
    if (chosen_.bound) {
      make(one, team, chosen_.phases,
           {search::method::bound, 1, *chosen_.bound, chosen_.budget_or(search::to_its_end)});
    } else if (chosen_.wants(search::method::bound)) {
      search_bounds(one, team);
    }
    if (chosen_.only == search::method::full) {
      make(one, team, chosen_.phases,
           {search::method::full, 1, 0, chosen_.budget_or(search::to_its_end)});
    } else if (!chosen_.only && team == usual::full_team && one.policy == usual::full_policy) {
      make(one, team, usual::fewest_phases,
           {search::method::full, 1, 0, chosen_.budget_or(usual::full_budget)});
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
  /// Whether the search ran to its end.
  bool make(const trial& one, std::uint32_t team, std::uint32_t phases, const search& how) {
    const outcome found = simulate({one.make, team, phases, how});
    report_.add({one, team, phases, how, found});
    return found.complete;
  }

  void search_bounds(const trial& one, std::uint32_t team) {
    if (chosen_.only || team <= usual::largest_small_team) {
      search_small_team(one, team);
    } else if (team <= usual::largest_bounded_team) {
      bool& ended = ended_[{one.scenario, team}];
      ended = ended || make(one, team, 1, {search::method::bound, 1, 0, usual::first_bound_budget});
    }
  }

  void search_small_team(const trial& one, std::uint32_t team) {
    bool& ended = ended_[{one.scenario, team}];
    const std::uint64_t budget = chosen_.budget_or(usual::bound_budget);
    const std::uint64_t first_budget = ended ? budget : std::max(budget, usual::first_bound_budget);
    const std::uint32_t next =
        deepen(one, team, chosen_.phases, 0, {first_budget, budget}, report_);
    if (next != all_bounds && chosen_.phases > usual::fewest_phases) {
      deepen(one, team, usual::fewest_phases, next, {budget, budget}, report_);
    }
    ended |= next != 0;
  }

  const options& chosen_;
  report& report_;
  std::map<std::pair<std::string, std::uint32_t>, bool> ended_;
};

void try_out(const trial& one, std::uint32_t team, examination& by, report& told) {
  try {
    by.examine(one, team);
  } catch (const std::bad_alloc&) {
    told.complain(one.scenario + " (" + one.policy + ") with a team of " + std::to_string(team) +
                  " was not searched to its end: there was no memory left");
  }
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
  examination examination{chosen, told};
  for (const trial& one : about.trials) {
    for (const std::uint32_t team : chosen.teams) {
      if (chosen.wants(one) && team >= one.least_team) {
        try_out(one, team, examination, told);
      }
    }
  }
  examination.conclude();
  return told.conclude() ? 0 : 1;
}

}  // namespace barriers::model
