#include <verify/driver/effort.hpp>

#include <algorithm>

namespace barriers::driver {
namespace {

using enum strategy::method;

constexpr const char* deep_scenario = "visibility";

strategy random_from(std::uint64_t first, std::uint64_t executions) {
  return {random, first, 0, executions};
}

}  // namespace

sampling sampling_of(effort how, const subject& about) {
  switch (how) {
  case effort::brief:
    return {.random = about.is_small ? 2'000U : 500U,
            .bound = about.is_small ? 20'000U : 2'000U,
            .first_bound = 1'000'000,
            .full = 0,
            .largest_small_team = 3,
            .largest_bounded_team = 4};
  case effort::usual:
    return {.random = about.is_small ? 50'000U : 2'000U,
            .bound = about.is_small ? 200'000U : 10'000U,
            .first_bound = 1'000'000,
            .full = 200'000,
            .largest_small_team = 4,
            .largest_bounded_team = 5};
  case effort::full: break;
  }
  sampling deep = sampling_of(effort::usual, about);
  deep.random = std::max<std::uint64_t>(deep.random, 10'000);
  deep.full = 1'000'000;
  return deep;
}

std::vector<strategy> deep_searches(effort how, const test& of, std::uint32_t team) {
  if (how != effort::full) {
    return {};
  }
  const bool is_deep = of.scenario == deep_scenario && of.policy == full_policy;
  if (team == 2 && is_deep) {
    return {{full, 1, 0, 20'000'000}};
  }
  if (team == 3) {
    return {{bound, 1, 2, 1'000'000}};
  }
  if (team == 4 && is_deep) {
    return {{bound, 1, 2, 10'000'000}};
  }
  return {};
}

std::vector<size> sizes_of(effort how, const subject& about, const test& of) {
  if (how == effort::brief) {
    return about.is_small ? std::vector<size>{{std::max(2U, of.least_team), 1}}
                          : std::vector<size>{{2, 3}, {3, 2}};
  }
  if (about.is_small) {
    return {{2, 2}, {3, of.least_team > 2 ? 2U : 1U}};
  }
  std::vector<size> sizes{{2, 3}, {3, 2}, {4, 2}};
  if (how == effort::full && of.scenario == deep_scenario) {
    sizes.insert(sizes.end(), {{4, 3}, {5, 2}});
  }
  return sizes;
}

kill_limits kill_limits_of(effort how) {
  return how == effort::brief ? kill_limits{.executions = 200, .thorough = 2'000} : kill_limits{};
}

kill_limits kill_limits_for(const subject& about, kill_limits limits) {
  if (about.phases < limits.phases) {
    limits.phases = about.phases;
    limits.largest_team = std::min(limits.largest_team, 3U);
    limits.thorough /= 2;
  }
  return limits;
}

task kill_task(const engine& by, const test& of, std::uint32_t team, std::uint32_t pass,
               const kill_limits& limits) {
  if (by.is_exhaustive()) {
    const std::uint64_t budget = pass == 0 ? limits.executions : limits.thorough;
    return {of.make, team, std::min(pass + 1U, limits.phases), {full, 1, 0, budget}};
  }
  const strategy how = pass == 0   ? random_from(1, limits.executions)
                       : pass == 1 ? random_from(limits.executions + 1, limits.thorough)
                                   : strategy{bound, 1, 1, limits.thorough};
  return {of.make, team, limits.phases, how};
}

std::vector<strategy> self_test_searches(const engine& by) {
  if (by.is_exhaustive()) {
    return {{}};
  }
  return {random_from(1, 1'000), {bound, 1, 2, 10'000}};
}

std::vector<task> wrong_searches(const engine& by, const test& of, std::uint32_t team, bool missed,
                                 const strategy& random) {
  std::vector<task> tasks;
  if (by.is_exhaustive()) {
    for (std::uint32_t phases = 1; phases <= usual_phases; ++phases) {
      tasks.push_back({of.make, team, phases, {}});
    }
    return tasks;
  }
  tasks.push_back({of.make, team, usual_phases, random});
  if (missed) {
    tasks.push_back({of.make, team, fewest_phases, {bound, 1, 3, strategy::unlimited}});
  }
  return tasks;
}

}  // namespace barriers::driver
