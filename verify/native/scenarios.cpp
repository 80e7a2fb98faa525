#include "../scenarios.hpp"
#include "tested.hpp"
#include "trial.hpp"

#include <barriers/env/native.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <set>
#include <string>
#include <thread>
#include <type_traits>

/// Every scenario on real threads, in teams that fit the machine and in teams far beyond it.
namespace barriers::verify {
namespace {

/// The fewest phases that lead through every parity, sense and wrap-around.
constexpr std::uint32_t fewest = 4;

/// Phases enough for the ranks to meet in many ways. A team that spins for want of PUs needs a
/// time slice for each rank and round, and has to do with the fewest.
template <class Policy>
std::uint32_t phases_for(std::uint32_t team) {
  if (std::is_same_v<Policy, env::spin> && team > std::thread::hardware_concurrency()) {
    return fewest;
  }
  return std::max(effort / team, fewest);
}

template <class Scenario>
void expect_no_breach(std::uint32_t team, std::uint32_t phases) {
  const std::string title = Catch::getResultCapture().getCurrentTestName() + ": " +
                            std::string{tested::word} + ", " + std::string{Scenario::name} +
                            ", team of " + std::to_string(team);
  INFO(title);
  CHECK(try_scenario<Scenario>(title, team, phases) == std::set<std::string>{});
}

template <class Policy>
void try_every_scenario(std::initializer_list<std::uint32_t> teams) {
  for (const std::uint32_t team : teams) {
    scenario::for_each_scenario<tested, env::native<Policy>>(
        [&]<class Scenario>() { expect_no_breach<Scenario>(team, phases_for<Policy>(team)); });
  }
}

template <class Policy>
using visibility = scenario::visibility<tested, env::native<Policy>>;

TEST_CASE("every promise is kept by ranks that spin") {
  try_every_scenario<env::spin>({1, 2, 3, 5, 8});
}

TEMPLATE_TEST_CASE("every promise is kept by ranks that let others run", "", env::yield,
                   env::park) {
  try_every_scenario<TestType>({1, 2, 3, 4, 5, 7, 8, 16, 33, 64});
}

TEST_CASE("teams that spin get through even where they share their PUs") {
  for (std::uint32_t team = 16; team <= largest_spinning; team *= 2) {
    expect_no_breach<visibility<env::spin>>(team, 2);
  }
}

TEST_CASE("a team may have 1,024 ranks") {
  expect_no_breach<visibility<env::park>>(1024, fewest);
}

TEST_CASE("the largest team finds room") {
  const typename tested::barrier<env::native<env::park>> barrier{largest_team};
  SUCCEED();
}

}  // namespace
}  // namespace barriers::verify
