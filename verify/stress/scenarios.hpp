#pragma once

#include <verify/scenarios/all.hpp>
#include <verify/stress/tested.hpp>
#include <verify/stress/trial.hpp>
#include <verify/stress/verdict.hpp>

#include <barriers/env/native.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>

/// Every scenario on real threads, in teams that fit the machine and in teams far beyond it.
namespace barriers::verify {

/// A team that spins for want of PUs needs a time slice for each rank and round.
template <class Policy>
std::uint32_t phases_for(std::uint32_t team) {
  const bool oversubscribed = team > std::thread::hardware_concurrency();
  return std::is_same_v<Policy, env::spin> && oversubscribed ? 4 : usual_phases(team);
}

inline std::string title_of(std::string_view scenario, std::uint32_t team) {
  return Catch::getResultCapture().getCurrentTestName() + ": " + std::string{tested::name} + ", " +
         std::string{scenario} + ", team of " + std::to_string(team);
}

template <class Scenario>
void expect_kept(std::uint32_t team, std::uint32_t phases) {
  const std::string title = title_of(Scenario::name, team);
  expect_none(try_scenario<Scenario>(title, team, phases), title);
}

template <class Policy>
void try_every_scenario(std::uint32_t team) {
  scenario::for_each_scenario<tested, env::native<Policy>>(
      [&]<class Scenario>() { expect_kept<Scenario>(team, phases_for<Policy>(team)); });
}

template <class Policy>
using visibility_by = scenario::visibility<tested, env::native<Policy>>;

inline constexpr auto small_teams = {1U, 2U, 3U, 4U, 5U, 7U, 8U, 16U};
inline constexpr auto large_teams = {33U, 64U};

}  // namespace barriers::verify
