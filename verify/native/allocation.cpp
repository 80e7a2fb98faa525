#include "trial.hpp"

#include <barriers/env/native.hpp>
#include <barriers_registry.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <set>
#include <string>

namespace {

thread_local std::size_t allocations = 0;

void* allocate(std::size_t size, std::size_t alignment) {
  ++allocations;
  if (void* memory =
          std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)) {
    return memory;
  }
  throw std::bad_alloc{};
}

}  // namespace

// The arrays and the nothrow forms of the standard library come to these.
void* operator new(std::size_t size) {
  return allocate(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

/// Once a barrier stands it needs no memory: neither for a seat nor for a phase.
namespace barriers::verify {
namespace {

constexpr std::uint32_t team = 3;
constexpr std::uint32_t phases = 10;

template <class Barrier>
std::set<std::string> allocating(std::string title) {
  const std::size_t before_construction = allocations;
  Barrier barrier{team};
  CHECK(allocations > before_construction);

  court court{std::move(title), team};
  with_team(court, team, [&](std::uint32_t rank, auto& judge) {
    const std::size_t before = allocations;
    {
      participant me{barrier, rank};
      for (std::uint32_t phase = 1; phase <= phases; ++phase) {
        judge.enters(rank, phase);
        static_cast<void>(me.arrive_and_wait());
      }
    }
    judge.expect(allocations == before, "nothing is allocated after construction");
  });
  return court.broken();
}

TEMPLATE_TEST_CASE("nothing is allocated after construction", "", env::spin, env::yield,
                   env::park) {
  registry::for_each_barrier([]<class Entry>() {
    using barrier = typename Entry::template barrier<env::native<TestType>>;
    INFO(Entry::word);
    CHECK(allocating<barrier>(std::string{Entry::word}) == std::set<std::string>{});
  });
}

}  // namespace
}  // namespace barriers::verify
