#pragma once

#include <barriers/breakable_phases.hpp>
#include <barriers/broken_barrier.hpp>
#include <barriers/env/errors.hpp>
#include <barriers/env/native.hpp>
#include <barriers/env/stop.hpp>
#include <barriers/team_size.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace barriers {

/// What a wait does that reaches its deadline, or is asked to stop, before its phase is complete.
enum class give_up : std::uint8_t {
  breaks,     ///< breaks the barrier: nobody passes until a reset
  withdraws,  ///< takes its arrival back: the phase goes on waiting for somebody
};

/// What a party learns of a phase that it has passed.
class [[nodiscard]] passage {
 public:
  constexpr passage(std::uint32_t index, std::uint64_t phase) noexcept
      : phase_{phase}, index_{index} {}

  /// 0 to parties - 1, each once in a phase; in the order of arrival, unless a wait was withdrawn.
  [[nodiscard]] constexpr std::uint32_t index() const noexcept { return index_; }
  /// True for one party of each phase.
  [[nodiscard]] constexpr bool is_leader() const noexcept { return index_ == 0; }
  /// The number of the phase. The first is 0; those that broke count as well, and so does each reset
  /// of a broken barrier.
  [[nodiscard]] constexpr std::uint64_t phase() const noexcept { return phase_; }

 private:
  std::uint64_t phase_;
  std::uint32_t index_;
};

/// How a wait ended: it passed, or its phase broke, or it was withdrawn. True if it passed.
class [[nodiscard]] wait_outcome {
 public:
  using broken = std::shared_ptr<const breakage>;

  explicit wait_outcome(passage passed) noexcept : outcome_{passed} {}
  explicit wait_outcome(broken why) noexcept : outcome_{std::move(why)} {}
  explicit wait_outcome(withdrawal why) noexcept : outcome_{why} {}

  explicit operator bool() const noexcept { return std::holds_alternative<passage>(outcome_); }
  [[nodiscard]] bool is_broken() const noexcept { return std::holds_alternative<broken>(outcome_); }
  [[nodiscard]] bool is_withdrawn() const noexcept {
    return std::holds_alternative<withdrawal>(outcome_);
  }

  /// The passage; throws broken_barrier or wait_withdrawn if there was none.
  [[nodiscard]] passage value() const {
    const auto* passed = std::get_if<passage>(&outcome_);
    if (passed == nullptr) {
      raise_why();
    }
    return *passed;
  }
  /// Why the phase broke; nullptr if it did not.
  [[nodiscard]] const breakage* why_broken() const noexcept {
    const auto* why = std::get_if<broken>(&outcome_);
    return why != nullptr ? why->get() : nullptr;
  }
  /// Why the wait was withdrawn, if it was.
  [[nodiscard]] std::optional<withdrawal> why_withdrawn() const noexcept {
    const auto* why = std::get_if<withdrawal>(&outcome_);
    return why != nullptr ? std::optional{*why} : std::nullopt;
  }

 private:
  [[noreturn]] void raise_why() const {
    if (const breakage* why = why_broken()) {
      raise(broken_barrier{why->message(), *why});
    }
    const withdrawal why = why_withdrawn().value_or(withdrawal::timed_out);
    raise(wait_withdrawn{message_of(why), why});
  }

  std::variant<passage, broken, withdrawal> outcome_;
};

/// How a cyclic barrier is made.
struct cyclic_options {
  /// Runs once in each phase: in the thread that completes it, after all have arrived and before
  /// anybody passes. If it throws, the phase breaks. It may call `abort`, `parties`, `waiting` and
  /// `broken` of its barrier; anything else is a std::logic_error.
  std::function<void()> action{};
  /// How long a wait takes at most that states no time of its own; then it breaks the barrier.
  std::optional<std::chrono::nanoseconds> timeout{};
  /// The names of parties, for those who wait as somebody (`cyclic::as`): a breakage says who is
  /// missing.
  std::vector<std::string> names{};
};

/// When a wait gives up, and how.
struct wait_limits {
  env::deadline until = env::never;
  env::stop_token stop{};
  give_up then = give_up::breaks;
};

/// The waits of a cyclic barrier, all made of `Waits::enter(limits)`.
///
/// Each arrives, and returns when as many have arrived as there are parties: memory effects as in
/// barrier.hpp. The forms that begin with `try_` return how the wait ended. The others return the
/// passage, and throw broken_barrier if the phase broke, and wait_withdrawn if the wait was
/// withdrawn. All throw std::logic_error if they are called by the barrier's own action, or if
/// there are no parties.
///
/// A wait that gives up is exactly one of three: it has passed, because its phase was complete
/// meanwhile; or it is withdrawn, and the barrier is as if it had never begun; or it breaks the
/// phase for all who are in it. One that comes while the phase before its own still ends is not in
/// any: where it gives up then, it is withdrawn in any case.
template <class Waits>
class cyclic_waits {
 public:
  passage wait() { return passage_of(self().enter({})); }
  passage wait(env::stop_token stop, give_up then = give_up::breaks) {
    return passage_of(try_wait(std::move(stop), then));
  }
  template <class Rep, class Period>
  passage wait_for(const std::chrono::duration<Rep, Period>& time, give_up then = give_up::breaks) {
    return passage_of(try_wait_for(time, then));
  }
  template <class Clock, class Duration>
  passage wait_until(const std::chrono::time_point<Clock, Duration>& end,
                     give_up then = give_up::breaks) {
    return passage_of(try_wait_until(end, then));
  }

  wait_outcome try_wait() { return self().enter({}); }
  wait_outcome try_wait(env::stop_token stop, give_up then = give_up::breaks) {
    return self().enter({.stop = std::move(stop), .then = then});
  }
  template <class Rep, class Period>
  wait_outcome try_wait_for(const std::chrono::duration<Rep, Period>& time,
                            give_up then = give_up::breaks) {
    return self().enter({.until = deadline_in(time), .then = then});
  }
  /// The time of another clock is looked at once: that the clock is set afterwards has no effect.
  template <class Clock, class Duration>
  wait_outcome try_wait_until(const std::chrono::time_point<Clock, Duration>& end,
                              give_up then = give_up::breaks) {
    return try_wait_for(end - Clock::now(), then);
  }

 protected:
  /// `time` from now; `never` where that is too far off to be told.
  template <class Rep, class Period>
  static env::deadline deadline_in(const std::chrono::duration<Rep, Period>& time) {
    const env::deadline now = env::deadline::clock::now();
    const std::chrono::duration<long double> most = env::never - now;
    return time >= most ? env::never
                        : now + std::chrono::ceil<env::deadline::duration>(
                                    std::max<std::chrono::duration<long double>>(time, {}));
  }

 private:
  static passage passage_of(const wait_outcome& outcome) { return outcome.value(); }
  Waits& self() noexcept { return static_cast<Waits&>(*this); }
};

/// A barrier that is used again and again by a number of parties, and that can be broken: what
/// Python has as threading.Barrier and Java as CyclicBarrier.
///
///     barriers::cyclic barrier{3, {.action = add_up, .timeout = 1s}};
///     if (barrier.wait().is_leader()) { ... }
///
/// A party is whoever arrives: it has no rank, and threads may come and go. A phase either passes
/// or breaks, for all who are in it alike (breakable_phases.hpp). Once broken, every wait fails
/// until `reset`. If more threads wait than there are parties, the surplus arrive in the next phase.
///
/// The barrier may be destroyed when every call that was begun has returned. Destroying it while
/// parties wait ends the program.
template <env::environment Env = env::native<env::park>>
class cyclic : public cyclic_waits<cyclic<Env>> {
  using enum std::memory_order;
  using broken_ptr = std::shared_ptr<const breakage>;
  using phases = breakable_phases<Env, broken_ptr>;
  using role = typename phases::role;

 public:
  using environment = Env;

  /// Throws std::invalid_argument unless 1 <= parties <= largest_team, and unless there are as many
  /// names as parties, or none, and each once.
  explicit cyclic(whole_number auto parties, cyclic_options options = {})
      : phases_{checked(parties)}, options_{std::move(options)}, seen_{options_.names.size()} {
    if (!options_.names.empty() && std::cmp_not_equal(options_.names.size(), parties)) {
      fail<std::invalid_argument>("a barrier for " + std::to_string(parties) +
                                  " parties was given " + std::to_string(options_.names.size()) +
                                  " names: name each of them, or none");
    }
    std::vector<std::string> sorted = options_.names;
    std::ranges::sort(sorted);
    if (const auto twice = std::ranges::adjacent_find(sorted); twice != sorted.end()) {
      fail<std::invalid_argument>("two parties have the name \"" + *twice + '"');
    }
  }

  cyclic(const cyclic&) = delete;
  cyclic& operator=(const cyclic&) = delete;

  ~cyclic() {
    if (const std::uint32_t left = waiting(); left != 0 && !Env::abandons_waiters()) {
      Env::die("a barrier was destroyed while " + std::to_string(left) + " of " +
               std::to_string(parties()) + " parties waited: let every wait return first");
    }
  }

  /// The waits of one party, who has a name: see cyclic_options::names.
  class member : public cyclic_waits<member> {
   public:
    /// Used by cyclic_waits.
    wait_outcome enter(const wait_limits& limits) { return of_->enter(limits, number_); }

   private:
    friend cyclic;
    member(cyclic& of, std::size_t number) noexcept : of_{&of}, number_{number} {}
    cyclic* of_;
    std::size_t number_;
  };

  /// The party of that name; throws std::invalid_argument if there is none.
  [[nodiscard]] member as(std::string_view name) {
    const auto found = std::ranges::find(options_.names, name);
    if (found == options_.names.end()) {
      fail<std::invalid_argument>("no party has the name \"" + std::string{name} + '"');
    }
    return {*this, static_cast<std::size_t>(found - options_.names.begin())};
  }

  /// How many have to arrive.
  [[nodiscard]] std::uint32_t parties() const noexcept { return phases_.state().parties(); }
  /// How many have arrived in a phase that has not ended.
  [[nodiscard]] std::uint32_t waiting() const noexcept { return phases_.state().waiting(); }
  /// Whether every wait fails until a reset.
  [[nodiscard]] bool broken() const noexcept {
    return phases_.state().is_broken() || phases_.state().is_breaking();
  }

  /// Breaks the barrier: all who wait, and all who come, are told `reason`. Does nothing if it is
  /// broken already. While the action runs, the phase breaks when the action has returned.
  void abort(std::string reason = {}) {
    phases_.abort(cause_of(make_breakage(break_cause::aborted, nobody, std::move(reason))));
  }

  /// Makes a broken barrier whole, and begins with an empty phase. Whoever waits is told that the
  /// phase broke. While the action runs, it waits for the end of that phase. Throws std::logic_error
  /// if it is called by the action.
  void reset() {
    refuse_action("reset");
    phases_.reset(cause_of(make_breakage(break_cause::reset, nobody)));
  }

  /// One party more, from the phase on that is open now. Throws std::length_error if there are
  /// largest_team, std::logic_error if it is called by the action.
  void add_party() {
    refuse_action("add_party");
    if (!phases_.add_party()) {
      fail<std::length_error>("a barrier has at most " + std::to_string(largest_team) +
                              " parties, and this one has them");
    }
  }

  /// One party fewer, from the phase on that is open now; the caller's, who has not arrived in it.
  /// If the others have all arrived, it completes the phase, and runs the action. Throws
  /// std::logic_error if there are no parties, and if it is called by the action.
  void drop_party() {
    refuse_action("drop_party");
    const auto dropped = phases_.drop_party();
    if (dropped.is == role::is_nobody) {
      fail<std::logic_error>("drop_party was called of a barrier that has no parties");
    }
    if (dropped.is == role::completes) {
      complete(dropped.phase);
    }
  }

  /// Used by cyclic_waits.
  wait_outcome enter(const wait_limits& limits) { return enter(limits, nobody); }

 private:
  static constexpr std::size_t nobody = ~std::size_t{0};

  /// The phase that a party with a name has arrived in last, counted from 1.
  struct alignas(Env::line) last_phase {
    typename Env::template atomic<std::uint64_t> number{0U};
  };

  static std::uint32_t checked(whole_number auto parties) {
    if (std::cmp_less(parties, 1) || std::cmp_greater(parties, largest_team)) {
      fail<std::invalid_argument>("a barrier has 1 to " + std::to_string(largest_team) +
                                  " parties, not " + std::to_string(parties));
    }
    return static_cast<std::uint32_t>(parties);
  }

  wait_outcome enter(const wait_limits& limits, std::size_t who) {
    refuse_action("a wait");
    const env::deadline until = deadline_of(limits);
    for (;;) {
      note_arrival(who);
      const auto mine = phases_.arrive();
      if (mine.is == role::completes) {
        return outcome_of(mine, complete(mine.phase));
      }
      if (mine.is == role::waits) {
        return wait_out(mine, limits, until, who);
      }
      if (mine.is == role::is_nobody) {
        fail<std::logic_error>("a wait was begun at a barrier that has no parties");
      }
      if (mine.is == role::is_surplus) {
        if (!phases::is_over(mine.phase, await(mine.phase, until, limits.stop))) {
          return wait_outcome{withdrawal_of(limits)};
        }
      } else if (broken_ptr why = phases_.cause()) {
        return wait_outcome{std::move(why)};
      }
      // The phase has ended, or the barrier was reset: there is a next one.
    }
  }

  /// Runs the action, and ends the phase.
  std::uint64_t complete(std::uint32_t phase) {
    if (options_.action) {
      // relaxed: only the thread that stores this can find itself there.
      actor_.store(Env::caller(), relaxed);
      const std::exception_ptr error = caught_from(options_.action);
      // relaxed: as above.
      actor_.store(0U, relaxed);
      if (error) {
        auto why = make_breakage(break_cause::action_failed, nobody);
        why->action_error = error;
        phases_.abort(cause_of(std::move(why)));
      }
    }
    return phases_.end(phase);
  }

  env::deadline deadline_of(const wait_limits& limits) const {
    return options_.timeout && limits.until == env::never ? this->deadline_in(*options_.timeout)
                                                          : limits.until;
  }

  /// Why a wait with these limits has given up.
  static withdrawal withdrawal_of(const wait_limits& limits) noexcept {
    return limits.stop.stop_requested() ? withdrawal::stopped : withdrawal::timed_out;
  }

  wait_outcome wait_out(const typename phases::arrival& mine, const wait_limits& limits,
                        env::deadline until, std::size_t who) {
    std::uint64_t settled = await(mine.phase, until, limits.stop);
    if (!phases::is_over(mine.phase, settled)) {
      const withdrawal why = withdrawal_of(limits);
      if (limits.then == give_up::withdraws && phases_.withdraw(mine.phase)) {
        return wait_outcome{why};
      }
      if (limits.then == give_up::breaks) {
        const auto cause =
            why == withdrawal::stopped ? break_cause::stopped : break_cause::timed_out;
        phases_.break_open(mine.phase, cause_of(make_breakage(cause, who)));
      }
      settled = phases_.await(mine.phase);
    }
    return outcome_of(mine, settled);
  }

  std::uint64_t await(std::uint32_t phase, env::deadline until, const env::stop_token& stop) {
    if (stop.stop_possible()) {
      const auto signal = [this]() noexcept { phases_.signal(); };
      const env::stop_callback<decltype(signal)> when_stopped{stop, signal};
      return phases_.await_until(phase, until, [&stop] { return stop.stop_requested(); });
    }
    return until == env::never ? phases_.await(phase) : phases_.await_until(phase, until);
  }

  wait_outcome outcome_of(const typename phases::arrival& mine, std::uint64_t settled) {
    auto left = phases_.leave(mine);
    return left.broken ? wait_outcome{std::move(left.broken)}
                       : wait_outcome{passage{left.index, phases::number(mine.phase, settled)}};
  }

  std::shared_ptr<breakage> make_breakage(break_cause cause, std::size_t who,
                                          std::string reason = {}) const {
    return std::make_shared<breakage>(
        breakage{.cause = cause,
                 .phase = 0,
                 .arrived = 0,
                 .parties = 0,
                 .who = who == nobody ? std::string{} : options_.names[who],
                 .reason = std::move(reason),
                 .action_error = {},
                 .missing = missing()});
  }

  /// The breakage, when it is known which state of the phase it has ended.
  auto cause_of(std::shared_ptr<breakage> unfinished) const {
    return [this, made = std::move(unfinished)](phase_state broke) noexcept -> broken_ptr {
      made->phase = phases::number(broke.phase(), phases_.settled());
      made->arrived = broke.waiting();
      made->parties = broke.parties();
      return made;
    };
  }

  /// Those with a name that have not arrived in the phase that is open now.
  [[nodiscard]] std::vector<std::string> missing() const {
    const std::uint64_t phase = phases_.settled() + 1U;
    std::vector<std::string> names;
    for (std::size_t who = 0; who != seen_.size(); ++who) {
      // relaxed: for somebody to read.
      if (seen_[who].number.load(relaxed) != phase) {
        names.push_back(options_.names[who]);
      }
    }
    return names;
  }

  void note_arrival(std::size_t who) noexcept {
    if (who != nobody) {
      // relaxed: for somebody to read.
      seen_[who].number.store(phases_.settled() + 1U, relaxed);
    }
  }

  void refuse_action(const char* what) const {
    // relaxed: only the thread that stores this can find itself there.
    if (options_.action && actor_.load(relaxed) == Env::caller()) {
      fail<std::logic_error>(std::string{what} +
                             " was called by the action of the same barrier, which runs before its "
                             "phase is over");
    }
  }

  phases phases_;
  /// The thread that runs the action; 0 if none does.
  typename Env::template atomic<std::uint64_t> actor_{0U};
  cyclic_options options_;
  std::vector<last_phase> seen_;
};

cyclic(whole_number auto) -> cyclic<>;
cyclic(whole_number auto, cyclic_options) -> cyclic<>;

}  // namespace barriers
