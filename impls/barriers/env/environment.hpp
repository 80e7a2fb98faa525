#pragma once

#include <barriers/env/requirements.hpp>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string>

/// The world a barrier runs in.
///
/// An algorithm is written once, as a template over its environment, and asks its world for
/// everything that touches other threads: words, plain shared data, fences, waiting, the distance
/// that keeps two words apart. So the text that is model-checked is the text that is shipped and
/// the text that is measured. Nothing in an algorithm names std::atomic, loops around a load or
/// asks the preprocessor where it is.
///
/// What each part means:
///
///  - `atomic<T>` has no default orders and no operators: an order that was forgotten does not
///    compile. Each operation takes the place it was called from, which is its identity in traces.
///  - `publish(value, order)` is the only store that somebody may be waiting for, and
///    `await(value or predicate, order)` the only way to wait; it returns the value that ended the
///    wait, read with `order`. That lets one text spin, yield or park, and tells a checker that a
///    wait is a wait. `publish_add(value, order)` is a fetch_add that somebody may be waiting for.
///    `await_until(predicate, order, deadline)` may also end at a deadline, and then returns a value
///    that does not satisfy the predicate; under a checker it may end so at any time.
///  - `plain<T>` holds every shared datum that is not atomic, so that a race detector sees it.
///  - `occupancy` says whether a seat is taken: `take` and `leave` it, or `await_vacant`, which
///    sleeps under every policy; afterwards the seat may be destroyed.
///  - `line` is the distance in bytes at which two words no longer disturb each other.
///  - `phases` is the range of phase numbers (see phase_range); a counter that wraps is tested by
///    giving it a small one.
///  - `checked` says whether the checks that would cost time in each phase are compiled in.
///  - `die(message)` ends the program, or the execution under a checker, naming what was wrong.
///  - `caller()` is a number, not 0, that tells the calling thread from all others.
///  - `abandons_waiters()` is asked when a barrier is destroyed under its ranks: whether that is
///    because the program is ending. From then on `keeps_memory()` holds, and nothing is freed.
namespace barriers::env {

/// When a wait gives up. Under the checkers any deadline but `never` may have passed at any time.
using deadline = std::chrono::steady_clock::time_point;
inline constexpr deadline never = deadline::max();

/// Phase numbers: `Bits` wide, starting at `First`, wrapping to 0.
template <unsigned Bits, std::uint32_t First = 0>
struct phase_range {
  static_assert(Bits >= 1 && Bits <= 32);
  static constexpr std::uint32_t last = ~std::uint32_t{0} >> (32U - Bits);
  static_assert(First <= last);
  static constexpr std::uint32_t first = First;

  /// The phase that follows `phase`.
  [[nodiscard]] static constexpr std::uint32_t next(std::uint32_t phase) noexcept {
    return (phase + 1U) & last;
  }
};

/// `Env` with other phase numbers: how a test brings the wrap-around within reach.
template <class Env, class Phases>
struct with_phases : Env {
  using phases = Phases;
};

template <class Word, class T>
concept awaitable = requires(Word& word, T value, std::memory_order order, deadline until) {
  { word.load(order) } -> std::same_as<T>;
  word.store(value, order);
  { word.exchange(value, order) } -> std::same_as<T>;
  { word.fetch_add(value, order) } -> std::same_as<T>;
  { word.fetch_sub(value, order) } -> std::same_as<T>;
  { word.compare_exchange_strong(value, value, order, order) } -> std::same_as<bool>;
  { word.compare_exchange_weak(value, value, order, order) } -> std::same_as<bool>;
  word.publish(value, order);
  { word.publish_add(value, order) } -> std::same_as<T>;
  { word.await(value, order) } -> std::same_as<T>;
  {
    word.await([](T) { return true; }, order)
  } -> std::same_as<T>;
  {
    word.await_until([](T) { return true; }, order, until)
  } -> std::same_as<T>;
};

template <class Seat>
concept leavable = requires(Seat& seat) {
  { seat.take() } -> std::same_as<bool>;
  { seat.is_taken() } -> std::same_as<bool>;
  seat.leave();
  seat.await_vacant();
};

template <class Env>
concept environment =
    awaitable<typename Env::template atomic<std::uint32_t>, std::uint32_t> &&
    awaitable<typename Env::template atomic<std::uint64_t>, std::uint64_t> &&
    leavable<typename Env::occupancy> &&
    requires(typename Env::template plain<std::uint32_t>& datum, std::uint32_t value) {
      { datum.read() } -> std::same_as<std::uint32_t>;
      datum.write(value);
      Env::fence(std::memory_order::seq_cst);
      Env::die(std::string{});
      { Env::caller() } -> std::same_as<std::uint64_t>;
      { Env::abandons_waiters() } -> std::same_as<bool>;
      { Env::keeps_memory() } -> std::same_as<bool>;
      { Env::line } -> std::convertible_to<std::size_t>;
      { Env::checked } -> std::convertible_to<bool>;
      { Env::phases::first } -> std::convertible_to<std::uint32_t>;
      { Env::phases::next(value) } -> std::same_as<std::uint32_t>;
    };

}  // namespace barriers::env
