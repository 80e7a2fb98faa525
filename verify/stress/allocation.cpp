#include <verify/stress/trial.hpp>
#include <verify/stress/verdict.hpp>

#include <barriers/env/native.hpp>
#include <barriers/registry.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <set>
#include <string>
#include <utility>

namespace {

/// How often this thread has called operator new, which is replaced in this executable.
thread_local std::size_t allocations = 0;

void* allocate(std::size_t size, std::size_t alignment) {
  ++allocations;
  const std::size_t whole = (size + alignment - 1) / alignment * alignment;
  if (void* memory = std::aligned_alloc(alignment, whole)) {
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
  const std::size_t for_construction = allocations - before_construction;
  CHECK(for_construction > 0);

  context context{std::move(title), team};
  with_team(context, team, [&](std::uint32_t rank) {
    const std::size_t before = allocations;
    {
      participant me{barrier, rank};
      for (std::uint32_t phase = 1; phase <= phases; ++phase) {
        context.enter_phase(rank, phase);
        static_cast<void>(me.arrive_and_wait());
      }
    }
    context.expect(allocations == before, "nothing is allocated after construction");
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
