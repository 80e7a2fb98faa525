#pragma once

#include <verify/driver/subject.hpp>

#include <cstdint>
#include <vector>

/// How far searches go where the command line does not say: the one place that decides it.
namespace barriers::driver {

enum class effort : std::uint8_t { brief, usual, full };

/// Of an engine that samples: how many executions each of its searches may take.
///
/// Small teams: the first bounds of each scenario, while they are cheap, with all the phases; then
/// deeper ones, with the fewest phases that lead through a reuse. Larger teams: one phase and the
/// first bound; those beyond are left to the random search. For each scenario and bounded team one
/// search at least runs to its end, under one policy at least, which is worth more than the usual
/// budget. And every schedule of two ranks that spin, where there are not too many.
struct sampling {
  std::uint64_t random;
  std::uint64_t bound;
  std::uint64_t first_bound;
  std::uint64_t full;
  std::uint32_t largest_small_team;
  std::uint32_t largest_bounded_team;
};

inline constexpr std::uint32_t usual_phases = 3;
inline constexpr std::uint32_t fewest_phases = 2;
inline constexpr std::uint32_t full_team = 2;
inline constexpr const char* full_policy = "spin";

sampling sampling_of(effort how, const subject& about);

/// Searches beyond those, with `fewest_phases`, that take minutes.
std::vector<strategy> deep_searches(effort how, const test& of, std::uint32_t team);

/// How many ranks go through how many phases.
struct size {
  std::uint32_t team;
  std::uint32_t phases;
};

/// Of an engine that is exhaustive: the sizes at which a test is searched to its end, by team.
std::vector<size> sizes_of(effort how, const subject& about, const test& of);

/// Of the search for what kills a mutant: as deep in each pass, in teams up to `largest_team`.
struct kill_limits {
  std::uint32_t phases = usual_phases;
  std::uint32_t largest_team = 4;
  std::uint64_t executions = 500;   ///< of each scenario and team in the first pass
  std::uint64_t thorough = 10'000;  ///< and in the passes after it
};

kill_limits kill_limits_of(effort how);
/// The same for a subject: one that has fewer phases shows its mutants in small teams too.
kill_limits kill_limits_for(const subject& about, kill_limits limits);

inline constexpr std::uint32_t kill_passes = 3;

/// What is searched in a pass for a mutant that the passes before did not kill.
task kill_task(const engine& by, const test& of, std::uint32_t team, std::uint32_t pass,
               const kill_limits& limits);

/// The searches by which an engine has to detect each canary.
std::vector<strategy> self_test_searches(const engine& by);

/// The searches that have to detect a wrong barrier in its team, and must not in a smaller one; for
/// one that the engine misses, those that must not detect it.
std::vector<task> wrong_searches(const engine& by, const test& of, std::uint32_t team, bool missed,
                                 const strategy& random);

}  // namespace barriers::driver
