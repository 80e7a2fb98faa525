#include <barriers/barriers.hpp>

#include <catch2/catch.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>

/// What the compiler has to accept, and what it has to refuse.
namespace barriers::verify {
namespace {

using machine = env::native<env::park>;

static_assert(env::environment<env::native<env::spin>>);
static_assert(env::environment<env::native<env::yield>>);
static_assert(env::environment<env::native<env::park>>);
static_assert(env::environment<env::with_phases<machine, env::phase_range<1>>>);

// Split phase is where it is natural, and only there.
static_assert(split_phase_barrier<central<machine>>);
static_assert(split_phase_barrier<sense_reversing<machine>>);
static_assert(!split_phase_barrier<combining_tree<machine>>);
static_assert(!split_phase_barrier<tournament<machine>>);
static_assert(!split_phase_barrier<dissemination<machine>>);

// A completion does not throw; where there is no serial point there is none.
struct may_throw {
  void operator()() const {}
};
struct never_throws {
  void operator()() const noexcept {}
};
template <template <class...> class Barrier, class Completion>
concept completed_by = requires { typename Barrier<machine, Completion>; };
static_assert(completion<no_completion> && !completion<may_throw>);
static_assert(completed_by<central, no_completion>);
static_assert(!completed_by<dissemination, no_completion>);
static_assert(std::is_same_v<decltype(central{2, never_throws{}}), central<machine, never_throws>>);

// A seat is one thread's: it moves, and cannot be copied. Neither can a barrier, at all.
using central_seat = participant<central<machine>>;
static_assert(std::movable<central_seat> && !std::is_copy_constructible_v<central_seat>);
static_assert(!std::is_copy_constructible_v<central<machine>>);

// A forgotten memory order does not compile.
template <class Word>
concept takes_no_order = requires(Word& word) { word.load(); } || requires(Word& word) {
  word.store(1U);
} || requires(Word& word) { word.publish(1U); } || requires(Word& word) { word.await(1U); };
static_assert(!takes_no_order<machine::atomic<std::uint32_t>>);

static_assert(wait_result::leader().is_leader());
static_assert(!wait_result::follower().is_leader());
static_assert(wait_result::leader_if(true).is_leader());
static_assert(!wait_result::leader_if(false).is_leader());

// Phase numbers wrap to 0 at the end of their range.
static_assert(env::phase_range<32>::next(~0U) == 0U);
static_assert(env::phase_range<1>::next(0U) == 1U && env::phase_range<1>::next(1U) == 0U);
static_assert(env::phase_range<2, 3>::first == 3U && env::phase_range<2, 3>::next(3U) == 0U);

TEST_CASE("every name of the list is a barrier that says what it is") {
  registry::for_each_barrier([]<class Entry>() {
    using barrier_type = typename Entry::template barrier<machine>;
    static_assert(barrier<barrier_type>);
    static_assert(std::is_same_v<typename Entry::template barrier<>, barrier_type>);
    static_assert(!completed_by<Entry::template barrier, may_throw>);
    static_assert(!std::is_copy_constructible_v<barrier_type>);
    INFO(Entry::name);
    CHECK_FALSE(barrier_type::about.title.empty());
    CHECK_FALSE(barrier_type::about.reference.empty());
  });
}

}  // namespace
}  // namespace barriers::verify
