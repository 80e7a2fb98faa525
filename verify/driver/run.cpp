#include <verify/driver/run.hpp>

#include <verify/driver/report.hpp>

#include <cinttypes>
#include <map>
#include <new>
#include <stdexcept>
#include <utility>

namespace barriers::driver {
namespace {

using enum strategy::method;

const char* extent(const result& found) {
  if (!found.has_passed()) {
    return "";
  }
  return found.complete ? "complete" : "sampled";
}

std::string counted(const std::optional<std::uint64_t>& number) {
  return number ? std::to_string(*number) : "-";
}

nlohmann::ordered_json record_of(const engine& by, const std::string& barrier, const test& of,
                                 const task& what, const result& found) {
  nlohmann::ordered_json row{
      {"barrier", barrier},          {"scenario", of.scenario},        {"policy", of.policy},
      {"team", what.team},           {"phases", what.phases},          {"engine", by.name()},
      {"search", name_of(what.how)}, {"executions", found.executions}, {"complete", found.complete},
      {"seconds", found.seconds},    {"verdict", name_of(found.found)}};
  if (found.blocked) {
    row["blocked"] = *found.blocked;
  }
  if (what.how.by == random) {
    row["seed"] = what.how.first;
  }
  if (!found.has_passed()) {
    row["failed"] = found.failed;
    row["trace"] = found.trace;
    row["replay"] = replay_command(by, barrier, of, what, found);
  }
  return row;
}

/// The searches of one subject.
class examination {
 public:
  examination(engine& by, const subject& about, const run_options& chosen, report& to)
      : engine_{by},
        about_{about},
        chosen_{chosen},
        limits_{sampling_of(chosen.how, about)},
        report_{to} {}

  void examine(const test& of) {
    if (engine_.is_exhaustive()) {
      for (const size& each : sizes(of)) {
        if (each.team >= of.least_team) {
          attempt(of, each.team, [&] { search_all(of, each); });
        }
      }
      return;
    }
    for (std::uint32_t team = of.least_team; team <= largest_team; ++team) {
      if (chosen_.wants(team)) {
        attempt(of, team, [&] { sample(of, team); });
      }
    }
  }

  /// Complains of each scenario and team that no bounded search has got through, though nothing
  /// failed that would have cut it short. Whether nothing failed.
  bool conclude() {
    for (const auto& [what, has_ended] : ended_) {
      if (!has_ended && !failed_) {
        report_.complain(about_.name + ": no bounded search of " + what.first + " with a team of " +
                         std::to_string(what.second) + " ran to its end; raise --budget");
      }
    }
    return !failed_;
  }

 private:
  [[nodiscard]] bool chooses(strategy::method by) const {
    switch (by) {
    case random: return chosen_.search.empty() || chosen_.search == "random";
    case bound: return chosen_.search.empty() || chosen_.search.starts_with("bound");
    case full: break;
    }
    return chosen_.search.empty() || chosen_.search == "full";
  }
  [[nodiscard]] std::uint32_t phases() const { return chosen_.phases.value_or(about_.phases); }

  template <class Search>
  void attempt(const test& of, std::uint32_t team, Search search) {
    const std::string what = about_.name + ": " + of.scenario + " (" + of.policy +
                             ") with a team of " + std::to_string(team) +
                             " was not searched to its end: ";
    try {
      search();
    } catch (const std::bad_alloc&) {
      report_.complain(what + "there was no memory left");
    } catch (const std::length_error& beyond) {
      report_.complain(what + beyond.what());
    }
  }

  result make(const test& of, std::uint32_t team, std::uint32_t phases, const strategy& how) {
    const task what{of.make, team, phases, how};
    result found = engine_.run(what);
    add(of, what, found);
    return found;
  }

  void add(const test& of, const task& what, const result& found) {
    std::fprintf(
        report_.out(),
        "%-16s %-16s %-16s %4" PRIu32 " %6" PRIu32 "  %-8s %10" PRIu64 " %8s %8.2f  %-8s  %s\n",
        about_.name.c_str(), of.scenario.c_str(), of.policy.c_str(), what.team, what.phases,
        name_of(what.how).c_str(), found.executions, counted(found.blocked).c_str(), found.seconds,
        extent(found), std::string{name_of(found.found)}.c_str());
    report_.add(record_of(engine_, about_.name, of, what, found));
    if (!found.has_passed()) {
      explain(of, what, found);
      failed_ = true;
    }
  }

  void explain(const test& of, const task& what, const result& found) {
    std::fprintf(stderr, "\n%s: %s failed in execution %" PRIu64 ": %s\n%sagain: %s\n",
                 about_.name.c_str(), of.scenario.c_str(), found.failed,
                 std::string{name_of(found.found)}.c_str(),
                 failed_ ? "" : last_lines(found.trace, chosen_.trace).c_str(),
                 replay_command(engine_, about_.name, of, what, found).c_str());
    if (!failed_ && !chosen_.graphviz.empty()) {
      write_file(chosen_.graphviz, found.graphviz);
    }
  }

  // ---- an engine that is exhaustive

  /// The sizes of the teams that are chosen; a team that has none has the phases of the nearest
  /// that is smaller.
  [[nodiscard]] std::vector<size> sizes(const test& of) const {
    const std::vector<size> all = sizes_of(chosen_.how, about_, of);
    if (chosen_.teams.empty()) {
      return all;
    }
    std::vector<size> found;
    for (const std::uint32_t team : chosen_.teams) {
      std::uint32_t phases = all.front().phases;
      for (const size& each : all) {
        if (each.team == team) {
          found.push_back(each);
        } else if (each.team < team) {
          phases = each.phases;
        }
      }
      if (found.empty() || found.back().team != team) {
        found.push_back({team, phases});
      }
    }
    return found;
  }

  void search_all(const test& of, const size& each) {
    const strategy how{full, 1, 0, chosen_.budget.value_or(strategy::unlimited)};
    const result found = make(of, each.team, chosen_.phases.value_or(each.phases), how);
    if (found.has_passed() && !found.complete) {
      report_.complain(about_.name + ": " + of.scenario + " (" + of.policy + ") with a team of " +
                       std::to_string(each.team) + " was not searched to its end; raise --budget");
    }
  }

  // ---- an engine that samples

  void sample(const test& of, std::uint32_t team) {
    if (chosen_.replay) {
      make(of, team, phases(), {random, *chosen_.replay, 0, 1});
      return;
    }
    if (chooses(random)) {
      make(of, team, phases(),
           {random, chosen_.seed, 0, chosen_.executions.value_or(limits_.random)});
    }
    if (chooses(bound)) {
      search_bounds(of, team);
    }
    if (chosen_.search == "full") {
      make(of, team, phases(), {full, 1, 0, chosen_.budget.value_or(strategy::unlimited)});
    } else if (chosen_.search.empty()) {
      search_deeply(of, team);
    }
  }

  void search_deeply(const test& of, std::uint32_t team) {
    if (limits_.full != 0 && team == full_team && of.policy == full_policy) {
      make(of, team, fewest_phases, {full, 1, 0, chosen_.budget.value_or(limits_.full)});
    }
    for (const strategy& how : deep_searches(chosen_.how, of, team)) {
      make(of, team, fewest_phases, how);
    }
  }

  void search_bounds(const test& of, std::uint32_t team) {
    if (const std::size_t dash = chosen_.search.find('-'); dash != std::string::npos) {
      const auto only = static_cast<std::uint32_t>(std::stoul(chosen_.search.substr(dash + 1)));
      make(of, team, phases(), {bound, 1, only, chosen_.budget.value_or(strategy::unlimited)});
    } else if (!chosen_.search.empty() || team <= limits_.largest_small_team) {
      search_small_team(of, team);
    } else if (team <= limits_.largest_bounded_team) {
      bool& ended = ended_[{of.scenario, team}];
      ended = ended || make(of, team, 1, {bound, 1, 0, limits_.first_bound}).complete;
    }
  }

  void search_small_team(const test& of, std::uint32_t team) {
    bool& ended = ended_[{of.scenario, team}];
    const std::uint64_t budget = chosen_.budget.value_or(limits_.bound);
    const std::uint64_t first = ended ? budget : std::max(budget, limits_.first_bound);
    const std::uint32_t next = deepen(of, team, phases(), 0, first, budget);
    if (next != all_bounds && phases() > fewest_phases) {
      deepen(of, team, fewest_phases, next, budget, budget);
    }
    ended |= next != 0;
  }

  static constexpr std::uint32_t all_bounds = ~std::uint32_t{0};

  /// Whether the next bound can be searched within the budget, judged by the growth so far. From
  /// one bound to the next the growth falls, but it has not been seen to fall to less than a half.
  static bool is_worth_trying(std::uint64_t before, std::uint64_t now, std::uint64_t budget) {
    return now <= budget / (now / before) * 2;
  }

  /// Searches bound after bound, from `from` on, the first within a budget of its own, until one is
  /// spent or the next bound would surely spend it. Reports the deepest bound that was searched to
  /// its end, and the one that was not, if there is one. Returns the bound that is to be searched
  /// next: `from` if none was searched to its end, and `all_bounds` if no schedule is left.
  std::uint32_t deepen(const test& of, std::uint32_t team, std::uint32_t phases, std::uint32_t from,
                       std::uint64_t first, std::uint64_t beyond) {
    std::optional<std::pair<task, result>> deepest;
    const auto add_deepest = [&] {
      if (deepest) {
        add(of, deepest->first, deepest->second);
      }
    };
    for (std::uint32_t at = from;; ++at) {
      const task what{of.make, team, phases, {bound, 1, at, at == from ? first : beyond}};
      const result now = engine_.run(what);
      if (!now.complete) {
        add_deepest();
        add(of, what, now);
        return at;
      }
      const std::uint64_t before = deepest ? deepest->second.executions : 1;
      const bool all = team == 1 || (deepest && now.executions == before);
      const bool goes_on = !deepest || is_worth_trying(before, now.executions, beyond);
      deepest = {what, now};
      if (all || !goes_on) {
        add_deepest();
        return all ? all_bounds : at + 1;
      }
    }
  }

  engine& engine_;
  const subject& about_;
  const run_options& chosen_;
  sampling limits_;
  report& report_;
  bool failed_ = false;
  std::map<std::pair<std::string, std::uint32_t>, bool> ended_;
};

}  // namespace

std::string replay_command(const engine& by, const std::string& barrier, const test& of,
                           const task& what, const result& failed) {
  const bool by_seed = what.how.by == random;
  return "scripts/barriers verify " + barrier + " --engine " + std::string{by.name()} +
         " --scenario " + of.scenario + " --policy " + of.policy + " --team " +
         std::to_string(what.team) + " --phases " + std::to_string(what.phases) +
         (by_seed ? " --replay " + std::to_string(failed.failed)
                  : " --search " + name_of(what.how));
}

int run(engine& by, const run_options& chosen) {
  report to{"runs", chosen.json};
  std::fprintf(to.out(), "%-16s %-16s %-16s %4s %6s  %-8s %10s %8s %8s  %-8s  %s\n", "barrier",
               "scenario", "policy", "team", "phases", "search", "executions", "blocked", "seconds",
               "extent", "verdict");
  bool passed = true;
  bool applies = false;
  for (const subject& about : subjects()) {
    if (!chosen.barrier.empty() && chosen.barrier != about.name) {
      continue;
    }
    examination of{by, about, chosen, to};
    for (const test& one : about.tests) {
      if (chosen.wants(one)) {
        of.examine(one);
        applies = true;
      }
    }
    passed = of.conclude() && passed;
  }
  if (!applies) {
    to.complain("nothing was searched: no scenario of that name and policy applies");
  }
  return to.conclude() && passed ? status::passed : status::failed;
}

}  // namespace barriers::driver
