#pragma once

#include <barriers/env/requirements.hpp>

#include <atomic>
#include <cstdint>

namespace barriers::env {

/// Whether a seat is taken, with a futex for those who wait until it is not. The same under every
/// waiting policy, and written over the primitives of any environment, as the policies are.
///
/// Whoever waits may destroy the seat as soon as the wait is over. So the exchange by which the
/// holder leaves has to be its last access: it cannot look for sleepers afterwards, as a publish of
/// `parked` does. Instead the waiter writes into the word itself that it watches, and the exchange
/// finds that there. A plain store would overwrite it unseen.
///
/// Only then the holder wakes, by the address of a word that may be gone. The kernel finds sleepers
/// by their address and does not look at what lies there. If that is another futex by now, its
/// sleepers wake without reason, which a sleep may always do. `shared_bed` says so to the checkers.
template <class P>
class occupancy {
  using enum std::memory_order;

 public:
  /// Whether the seat was vacant, and is now the caller's.
  bool take() noexcept {
    std::uint32_t found = vacant;
    // take <- leave
    // relaxed: who finds it taken goes without it.
    return state_.compare_exchange_strong(found, taken, acquire, relaxed);
  }

  /// The last access of the holder.
  void leave() noexcept {
    auto futex = futex_;
    // leave -> take, see: what the holder did is over for the next one, and for who destroys it.
    if (state_.exchange(vacant, release) == watched) {
      futex->wake_all(state_);
    }
  }

  /// Returns when the seat is vacant, or was; acquires what its holder did.
  void await_vacant() noexcept {
    while (begin_to_watch()) {
      futex_->wait(state_, watched);
    }
    // see <- leave
    static_cast<void>(state_.load(acquire));
  }

  [[nodiscard]] bool is_taken() const noexcept {
    // relaxed: whoever needs to be sure of it knows it from elsewhere.
    return state_.load(relaxed) != vacant;
  }

 private:
  static constexpr std::uint32_t vacant = 0;
  static constexpr std::uint32_t taken = 1;
  static constexpr std::uint32_t watched = 2;  ///< taken, and somebody waits

  /// False if the seat is vacant.
  bool begin_to_watch() noexcept {
    std::uint32_t found = taken;
    // relaxed: to watch orders nothing; what the holder did is acquired at `see`.
    return state_.compare_exchange_strong(found, watched, relaxed, relaxed) || found == watched;
  }

  typename P::template bare_atomic<std::uint32_t> state_{vacant};
  [[no_unique_address]]
  typename P::template shared_futex<typename P::template futex<std::uint32_t>> futex_{};
};

}  // namespace barriers::env
