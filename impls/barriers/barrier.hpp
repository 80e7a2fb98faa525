#pragma once

#include <barriers/env/environment.hpp>
#include <barriers/env/native.hpp>
#include <barriers/seating.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

/// What a barrier is, and how one is used.
///
///     barriers::central<> barrier{team};
///     // in the thread that is rank r:
///     barriers::participant me{barrier, r};
///     if (me.arrive_and_wait().is_leader()) { ... }
///
/// Memory effects: everything before any rank's arrival in phase k happens-before the completion
/// of phase k, which happens-before everything after any rank's departure from phase k.
///
/// A barrier is for the threads of one process. Its seats and arrays lie on the heap of the process
/// that made it, and `park` sleeps on a futex that only that process wakes: ranks of another
/// process that shares the barrier's memory hang or crash. Under SCHED_FIFO and SCHED_RR `spin` and
/// `yield` are for ranks of one priority (see waiting.hpp).
namespace barriers {

/// What a barrier says of itself.
struct description {
  std::string_view title;
  std::string_view reference;
};

/// What a rank learns when a phase is over: whether it is the leader of that phase.
///
/// Each phase has exactly one leader; which rank it is stays unspecified. Leading is not
/// completing: the leader learns of it when the others are already leaving.
class [[nodiscard]] wait_result {
 public:
  static constexpr wait_result leader() noexcept { return wait_result{true}; }
  static constexpr wait_result follower() noexcept { return wait_result{false}; }
  static constexpr wait_result leader_if(bool leads) noexcept { return wait_result{leads}; }

  [[nodiscard]] constexpr bool is_leader() const noexcept { return leads_; }

 private:
  explicit constexpr wait_result(bool leads) noexcept : leads_{leads} {}
  bool leads_;
};

/// A completion runs once in each phase, after all have arrived and before any rank leaves. It must
/// not throw: no caller could take the exception while the whole team waits.
template <class Completion>
concept completion = std::is_nothrow_invocable_v<Completion&>;

/// The completion that does nothing.
struct no_completion {
  constexpr void operator()() const noexcept {}
};

/// An algorithm: made for a team, entered by one rank with what that rank keeps (`local`).
template <class B>
concept barrier = requires(B& b, typename B::local& me) {
  requires env::environment<typename B::environment>;
  { B::about } -> std::convertible_to<description>;
  { b.seats() } -> std::same_as<seating<typename B::environment, typename B::local>&>;
  { b.arrive_and_wait(me) } noexcept -> std::same_as<wait_result>;
};

/// A barrier that can be entered in two steps, with other work between them. Then
/// `arrive_and_wait(me)` is `wait(me, arrive(me))`.
template <class B>
concept split_phase_barrier = barrier<B> && requires(B& b, typename B::local& me) {
  { b.arrive(me) } noexcept -> std::same_as<typename B::token>;
  { b.wait(me, std::declval<typename B::token>()) } noexcept -> std::same_as<wait_result>;
};

/// One thread's seat: rank `rank` of `barrier`, from construction to destruction.
///
/// Move-only. The rank is stated, not guessed, so that a thread's place in the team is known to
/// the program. A seat that was given up may be taken again, by any thread. The barrier must
/// outlive its participants; it may be destroyed as soon as the last of them is gone.
///
/// Errors: std::out_of_range for a rank outside the team, std::logic_error for a rank whose seat
/// is taken; the barrier is unharmed. Both are always checked, once, when the seat is taken. Using
/// a participant that was moved from ends the program in debug builds (Env::checked), and is
/// undefined otherwise; so is arriving twice without waiting, waiting without having arrived, and
/// giving up the seat in between.
template <barrier Barrier>
class participant {
  using env = typename Barrier::environment;

 public:
  participant(Barrier& barrier, whole_number auto rank)
      : barrier_{&barrier},
        local_{&barrier.seats().take(rank)},
        rank_{static_cast<std::uint32_t>(rank)} {}

  participant(participant&& other) noexcept
      : barrier_{std::exchange(other.barrier_, nullptr)},
        local_{std::exchange(other.local_, nullptr)},
        rank_{other.rank_},
        arrived_{std::exchange(other.arrived_, false)} {}

  participant& operator=(participant&& other) noexcept {
    participant{std::move(other)}.swap(*this);
    return *this;
  }

  participant(const participant&) = delete;
  participant& operator=(const participant&) = delete;

  ~participant() {
    if (barrier_ != nullptr) {
      check(!arrived_, "was given up between arrive and wait");
      barrier_->seats().give_up(rank_);
    }
  }

  void swap(participant& other) noexcept {
    std::swap(barrier_, other.barrier_);
    std::swap(local_, other.local_);
    std::swap(rank_, other.rank_);
    std::swap(arrived_, other.arrived_);
  }

  [[nodiscard]] std::uint32_t rank() const noexcept { return rank_; }

  /// Arrives, and returns when all have. Acquires what every rank did before it arrived.
  wait_result arrive_and_wait() noexcept {
    check(barrier_ != nullptr, "was used after being moved from");
    check(!arrived_, "arrived twice without waiting");
    barrier_->seats().arrives(rank_);
    const wait_result result = barrier_->arrive_and_wait(*local_);
    barrier_->seats().leaves(rank_);
    return result;
  }

  /// Arrives and returns at once, with the token that `wait` takes. Releases what this rank did.
  [[nodiscard]] auto arrive() noexcept
    requires split_phase_barrier<Barrier>
  {
    check(barrier_ != nullptr, "was used after being moved from");
    check(!arrived_, "arrived twice without waiting");
    arrived_ = true;
    barrier_->seats().arrives(rank_);
    return barrier_->arrive(*local_);
  }

  /// Returns when all have arrived in the phase of the token. Acquires what they did before.
  template <class Token>
    requires split_phase_barrier<Barrier> && std::same_as<Token, typename Barrier::token>
  wait_result wait(Token token) noexcept {
    check(barrier_ != nullptr, "was used after being moved from");
    check(arrived_, "waited without having arrived");
    arrived_ = false;
    const wait_result result = barrier_->wait(*local_, token);
    barrier_->seats().leaves(rank_);
    return result;
  }

 private:
  void check(bool condition, const char* fault) const noexcept {
    if constexpr (env::checked) {
      if (!condition) {
        env::die("participant of rank " + std::to_string(rank_) + ' ' + fault);
      }
    }
  }

  Barrier* barrier_;
  typename Barrier::local* local_;
  std::uint32_t rank_;
  bool arrived_ = false;
};

template <barrier Barrier>
participant(Barrier&, whole_number auto) -> participant<Barrier>;

}  // namespace barriers
