#include <verify/stress/allocations.hpp>
#include <verify/stress/trial.hpp>
#include <verify/stress/verdict.hpp>

#include <barriers/env/native.hpp>
#include <barriers_registry.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

/// Once a barrier stands it needs no memory: neither for a seat nor for a phase.
namespace barriers::verify {
namespace {

constexpr std::uint32_t team = 3;
constexpr std::uint32_t phases = 10;

template <class Barrier>
std::set<std::string> allocating(std::string title) {
  const std::size_t before_construction = allocations();
  Barrier barrier{team};
  const std::size_t for_construction = allocations() - before_construction;
  CHECK(for_construction > 0);

  context context{std::move(title), team};
  with_team(context, team, [&](std::uint32_t rank) {
    const std::size_t before = allocations();
    {
      participant me{barrier, rank};
      for (std::uint32_t phase = 1; phase <= phases; ++phase) {
        context.enter_phase(rank, phase);
        static_cast<void>(me.arrive_and_wait());
      }
    }
    context.expect(allocations() == before, "nothing is allocated after construction");
  });
  return context.broken();
}

TEMPLATE_TEST_CASE("nothing is allocated after construction", "", env::spin, env::yield,
                   env::park) {
  registry::for_each_barrier([]<class Entry>() {
    using barrier = typename Entry::template barrier<env::native<TestType>>;
    const std::string title{Entry::name};
    expect_none(allocating<barrier>(title), title);
  });
}

}  // namespace
}  // namespace barriers::verify
