#pragma once

#include <verify/scenarios/shown.hpp>

#include <barriers/cyclic.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

/// What a cyclic barrier owes where phases break, waits are withdrawn, and parties come and go. All
/// of it is one promise: a phase has one outcome.
///
/// A rank of a scenario is a party, unless it is said to disturb. What a party has done in phase k
/// is its payload; what it has come to know is compared after all have left.
namespace barriers::scenario {

/// A team, one barrier, and what each rank has seen of it.
template <class Env>
class outcomes {
 public:
  using barrier_type = cyclic<Env>;

  outcomes(std::uint32_t team, std::uint32_t phases, std::uint32_t parties,
           cyclic_options options = {})
      : team_{team},
        phases_{phases},
        barrier_{parties, std::move(options)},
        ranks_{std::make_unique<shown<Env, seen>[]>(team)} {}

 protected:
  static constexpr std::uint32_t most_phases = 4;

  [[nodiscard]] std::uint32_t team() const { return team_; }
  [[nodiscard]] std::uint32_t phases() const { return phases_; }
  [[nodiscard]] barrier_type& barrier() { return barrier_; }

  /// Writes the payload of the phase that the rank arrives in next.
  void work(std::uint32_t rank, auto& context) {
    seen& mine = ranks_[rank].datum;
    mine.payloads[mine.passed % 2U].write(mine.passed + 1U);
    context.enter_phase(rank, mine.passed + 1U);
  }

  /// Notes how a wait ended; whether it passed. The payloads of the ranks `first` to `last` - 1, who
  /// were in the phase, have to be there.
  bool note(std::uint32_t rank, const wait_outcome& outcome, std::uint32_t first,
            std::uint32_t last, auto& context) {
    seen& mine = ranks_[rank].datum;
    if (!outcome) {
      mine.broken += outcome.is_broken() ? 1U : 0U;
      return false;
    }
    const passage passed = outcome.value();
    for (std::uint32_t other = first; other != last; ++other) {
      context.expect(payload_of(other, mine.passed + 1U) == mine.passed + 1U,
                     "what was written before a phase is seen after it");
    }
    mine.phase[mine.passed] = passed.phase();
    mine.index[mine.passed] = passed.index();
    ++mine.passed;
    return true;
  }

  /// What the rank has written before it arrived in a phase; the first is 1.
  [[nodiscard]] std::uint32_t payload_of(std::uint32_t rank, std::uint32_t phase) const {
    return ranks_[rank].datum.payloads[(phase - 1U) % 2U].read();
  }
  [[nodiscard]] std::uint32_t passed(std::uint32_t rank) const { return ranks_[rank].datum.passed; }
  [[nodiscard]] std::uint32_t broken(std::uint32_t rank) const { return ranks_[rank].datum.broken; }

  /// The ranks `first` to `last` - 1 have passed the same phases.
  void expect_same_phases(std::uint32_t first, std::uint32_t last, auto& context) {
    const seen& one = ranks_[first].datum;
    for (std::uint32_t rank = first; rank != last; ++rank) {
      const seen& other = ranks_[rank].datum;
      context.expect(other.passed == one.passed, "a phase passes for all or for none");
      context.expect(std::ranges::equal(other.phase, one.phase), "all pass the same phases");
    }
    expect_indices(context);
  }

  /// In each phase the parties were given the indices 0 to parties - 1, each once.
  void expect_indices(auto& context) {
    std::map<std::uint64_t, std::vector<std::uint32_t>> indices;
    for (std::uint32_t rank = 0; rank != team_; ++rank) {
      const seen& one = ranks_[rank].datum;
      for (std::uint32_t at = 0; at != one.passed; ++at) {
        indices[one.phase[at]].push_back(one.index[at]);
      }
    }
    for (auto& [phase, given] : indices) {
      std::ranges::sort(given);
      for (std::uint32_t at = 0; at != given.size(); ++at) {
        context.expect(given[at] == at, "the indices of a phase are 0 to parties - 1, each once");
      }
    }
  }

  /// A wait that may give up at any time.
  wait_outcome wait_until_any_time(give_up then) {
    return barrier_.try_wait_for(std::chrono::nanoseconds{0}, then);
  }

 private:
  struct seen {
    std::array<payload<Env>, 2> payloads;
    std::uint32_t passed = 0;
    std::uint32_t broken = 0;
    std::array<std::uint64_t, most_phases> phase{};
    std::array<std::uint32_t, most_phases> index{};
  };

  const std::uint32_t team_;
  const std::uint32_t phases_;
  barrier_type barrier_;
  shown_by_all<Env, seen> ranks_;
};

/// Is a phase ever split by an abort?
///
///     until the abort all pass the same phases; after it all are told            guaranteed
///     a party passes a phase that broke for another                              forbidden
///
/// The last rank disturbs: it aborts, once.
template <class Env>
class abort_races : outcomes<Env> {
 public:
  static constexpr std::string_view name = "abort_races";
  static constexpr std::uint32_t least_team = 3;

  abort_races(std::uint32_t team, std::uint32_t phases) : outcomes<Env>{team, phases, team - 1U} {}

  void run(std::uint32_t rank, auto& context) {
    const std::uint32_t parties = this->team() - 1U;
    if (rank == parties) {
      this->barrier().abort("the test");
      return;
    }
    bool passes = true;
    for (std::uint32_t phase = 0; passes && phase != this->phases(); ++phase) {
      this->work(rank, context);
      passes = this->note(rank, this->barrier().try_wait(), 0, parties, context);
    }
  }

  void after(auto& context) {
    const std::uint32_t parties = this->team() - 1U;
    this->expect_same_phases(0, parties, context);
    context.expect(this->barrier().broken(), "the barrier stays broken");
    for (std::uint32_t rank = 0; rank != parties; ++rank) {
      context.expect(this->passed(rank) + this->broken(rank) == this->phases() ||
                         this->broken(rank) == 1U,
                     "a wait that does not pass is told why");
    }
  }
};

/// Is a phase ever split by a reset, and is the barrier whole afterwards?
///
///     parties who wait again after the reset pass the same phases as all others  guaranteed
///     a party passes a phase that broke for another; a party is left behind      forbidden
///
/// The last rank disturbs: it resets, once.
template <class Env>
class reset_races : outcomes<Env> {
 public:
  static constexpr std::string_view name = "reset_races";
  static constexpr std::uint32_t least_team = 3;

  reset_races(std::uint32_t team, std::uint32_t phases) : outcomes<Env>{team, phases, team - 1U} {}

  void run(std::uint32_t rank, auto& context) {
    const std::uint32_t parties = this->team() - 1U;
    if (rank == parties) {
      this->barrier().reset();
      return;
    }
    while (this->passed(rank) != this->phases()) {
      this->work(rank, context);
      static_cast<void>(this->note(rank, this->barrier().try_wait(), 0, parties, context));
    }
  }

  void after(auto& context) {
    this->expect_same_phases(0, this->team() - 1U, context);
    context.expect(!this->barrier().broken(), "a reset leaves the barrier whole");
    context.expect(this->barrier().waiting() == 0U, "nobody is counted who does not wait");
  }
};

/// Is a phase ever split by a wait that times out?
///
///     a phase breaks for all, or passes for all                                   guaranteed
///     a party passes a phase that timed out for another                           forbidden
///
/// Each wait of the first rank may time out, and then breaks the barrier.
template <class Env>
class timeout_races : outcomes<Env> {
 public:
  static constexpr std::string_view name = "timeout_races";
  static constexpr std::uint32_t least_team = 2;

  timeout_races(std::uint32_t team, std::uint32_t phases) : outcomes<Env>{team, phases, team} {}

  void run(std::uint32_t rank, auto& context) {
    bool passes = true;
    for (std::uint32_t phase = 0; passes && phase != this->phases(); ++phase) {
      this->work(rank, context);
      passes = this->note(
          rank, rank == 0 ? this->wait_until_any_time(give_up::breaks) : this->barrier().try_wait(),
          0, this->team(), context);
    }
  }

  void after(auto& context) {
    this->expect_same_phases(0, this->team(), context);
    context.expect(this->barrier().broken() == (this->passed(0) != this->phases()),
                   "the barrier is broken if a wait has timed out");
  }
};

/// Is a wait that gives up exactly one of passed and withdrawn?
///
///     after a withdrawal the barrier is as if the wait had never begun            guaranteed
///     a phase passes without somebody, or a phantom is counted                    forbidden
///
/// The waits of the first rank are withdrawn as often as they time out, and then it waits for good.
template <class Env>
class withdraw_races : outcomes<Env> {
 public:
  static constexpr std::string_view name = "withdraw_races";
  static constexpr std::uint32_t least_team = 2;

  withdraw_races(std::uint32_t team, std::uint32_t phases) : outcomes<Env>{team, phases, team} {}

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 0; phase != this->phases(); ++phase) {
      this->work(rank, context);
      if (rank == 0 && this->note(rank, this->wait_until_any_time(give_up::withdraws), 0,
                                  this->team(), context)) {
        continue;
      }
      static_cast<void>(this->note(rank, this->barrier().try_wait(), 0, this->team(), context));
    }
  }

  void after(auto& context) {
    this->expect_same_phases(0, this->team(), context);
    context.expect(this->passed(0) == this->phases(), "every phase passes");
    context.expect(this->barrier().waiting() == 0U, "nobody is counted who does not wait");
  }
};

/// Is a phase whole that breaks after one from which a wait was withdrawn?
///
///     the guarantees of `timeout_races` and of `withdraw_races`                   guaranteed
///     a party that leaves the one phase late changes what is known of the other   forbidden
///
/// The first rank may withdraw its wait from the first phase, and break the last one.
template <class Env>
class both_ways_to_give_up : outcomes<Env> {
 public:
  static constexpr std::string_view name = "both_ways_to_give_up";
  static constexpr std::uint32_t least_team = 2;

  both_ways_to_give_up(std::uint32_t team, std::uint32_t) : outcomes<Env>{team, 2, team} {}

  void run(std::uint32_t rank, auto& context) {
    this->work(rank, context);
    if (rank != 0 || !this->note(rank, this->wait_until_any_time(give_up::withdraws), 0,
                                 this->team(), context)) {
      static_cast<void>(this->note(rank, this->barrier().try_wait(), 0, this->team(), context));
    }
    this->work(rank, context);
    static_cast<void>(this->note(
        rank, rank == 0 ? this->wait_until_any_time(give_up::breaks) : this->barrier().try_wait(),
        0, this->team(), context));
  }

  void after(auto& context) {
    this->expect_same_phases(0, this->team(), context);
    context.expect(this->broken(0) == (this->barrier().broken() ? 1U : 0U),
                   "the barrier is broken if a wait has timed out");
  }
};

/// Are parties who leave for good, and parties who join, counted in the right phase?
///
///     the others pass without the one who left, and know what it had done         guaranteed
///     a phase passes before all of its parties have come                          forbidden
///     a party waits for one who is gone                                           forbidden
///
/// The first rank drops out after the first phase; the last rank adds a party, and is it.
template <class Env>
class parties_come_and_go : outcomes<Env> {
 public:
  static constexpr std::string_view name = "parties_come_and_go";
  static constexpr std::uint32_t least_team = 2;

  parties_come_and_go(std::uint32_t team, std::uint32_t phases)
      : outcomes<Env>{team, phases + 1U, team} {}

  void run(std::uint32_t rank, auto& context) {
    this->work(rank, context);
    static_cast<void>(this->note(rank, this->barrier().try_wait(), 0, this->team(), context));
    if (rank == 0) {
      this->work(rank, context);
      this->barrier().drop_party();
      this->barrier().add_party();
      this->barrier().drop_party();
      return;
    }
    while (this->passed(rank) != this->phases()) {
      const std::uint32_t first = this->passed(rank) == 1U ? 0U : 1U;
      this->work(rank, context);
      static_cast<void>(this->note(rank, this->barrier().try_wait(), first, this->team(), context));
    }
  }

  void after(auto& context) {
    this->expect_same_phases(1, this->team(), context);
    context.expect(this->barrier().parties() == this->team() - 1U, "one party is gone");
  }
};

/// Do ranks that are more than the parties pass all the same?
///
///     each wait passes, and belongs to one phase                                  guaranteed
///     an arrival is lost in a phase that is complete                              forbidden
///
/// Every rank is the only party.
template <class Env>
class more_ranks_than_parties : outcomes<Env> {
 public:
  static constexpr std::string_view name = "more_ranks_than_parties";
  static constexpr std::uint32_t least_team = 2;

  more_ranks_than_parties(std::uint32_t team, std::uint32_t phases)
      : outcomes<Env>{team, phases, 1} {}

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 0; phase != this->phases(); ++phase) {
      this->work(rank, context);
      context.expect(this->note(rank, this->barrier().try_wait(), rank, rank + 1U, context),
                     "a wait passes");
    }
  }

  void after(auto& context) {
    this->expect_indices(context);
    context.expect(this->barrier().waiting() == 0U, "nobody is counted who does not wait");
  }
};

/// Does the action run alone, after all have arrived and before anybody goes on?
///
///     the action reads what all have written, and all who go on read what it wrote guaranteed
///     two actions overlap, or a phase passes without its action                   forbidden
///
/// The last rank disturbs: it aborts, once.
template <class Env>
class action_races : outcomes<Env> {
 public:
  static constexpr std::string_view name = "action_races";
  static constexpr std::uint32_t least_team = 3;

  action_races(std::uint32_t team, std::uint32_t phases)
      : outcomes<Env>{team, phases, team - 1U, {.action = [this] { act(); }}} {
    actions_.write(0U);
  }

  void run(std::uint32_t rank, auto& context) {
    const std::uint32_t parties = this->team() - 1U;
    if (rank == parties) {
      this->barrier().abort("the test");
      return;
    }
    bool passes = true;
    for (std::uint32_t phase = 1; passes && phase <= this->phases(); ++phase) {
      this->work(rank, context);
      passes = this->note(rank, this->barrier().try_wait(), 0, parties, context);
      context.expect(actions_.read() >= phase || !passes, "no phase passes without its action");
    }
  }

  void after(auto& context) {
    this->expect_same_phases(0, this->team() - 1U, context);
    context.expect(complete_, "the action reads what all have written");
  }

 private:
  void act() {
    const std::uint32_t phase = actions_.read() + 1U;
    for (std::uint32_t rank = 0; rank + 1U != this->team(); ++rank) {
      complete_ = complete_ && this->payload_of(rank, phase) == phase;
    }
    actions_.write(phase);
  }

  payload<Env> actions_;
  bool complete_ = true;
};

/// Is a phase whole whose own action aborts it?
///
///     the phase breaks for all, after its action                                  guaranteed
///     a party passes, or is told before the action has returned                   forbidden
template <class Env>
class action_aborts : outcomes<Env> {
 public:
  static constexpr std::string_view name = "action_aborts";
  static constexpr std::uint32_t least_team = 2;

  action_aborts(std::uint32_t team, std::uint32_t phases)
      : outcomes<Env>{team, phases, team, {.action = [this] { act(); }}} {}

  void run(std::uint32_t rank, auto& context) {
    this->work(rank, context);
    context.expect(!this->note(rank, this->barrier().try_wait(), 0, this->team(), context),
                   "nobody passes");
    context.expect(is_over_.read() == 1U, "the action has returned before anybody is told");
  }

  void after(auto& context) {
    for (std::uint32_t rank = 0; rank != this->team(); ++rank) {
      context.expect(this->broken(rank) == 1U, "everybody is told");
    }
  }

 private:
  void act() {
    this->barrier().abort("the action");
    is_over_.write(refuses_reset() ? 1U : 0U);
  }

  bool refuses_reset() {
    try {
      this->barrier().reset();
    } catch (const std::logic_error&) {
      return true;
    }
    return false;
  }

  payload<Env> is_over_;
};

/// All but the last rank listen for a signal while they wait, which is for the first of them. The last
/// one may give it, when it has arrived itself; in the first phase also before.
template <class Env, bool Signals>
class listening {
 public:
  static constexpr std::uint32_t least_team = 2;

  listening(std::uint32_t team, std::uint32_t phases)
      : team_{team}, phases_number_{phases}, phases_{team} {}

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 1; phase <= phases_number_; ++phase) {
      context.enter_phase(rank, phase);
      if (rank + 1U == team_) {
        end_wait_by_signal(phase);
        pass(context, [this, phase] { signal(phase); });
      } else if (pass_unless_signalled(rank, phase, context)) {
        gone_on_.publish(phase, release);
        pass(context, [] {});
      }
    }
  }

  void after(auto& context) {
    context.expect(phases_.state().waiting() == 0U, "nobody is counted who does not wait");
  }

 private:
  using core = breakable_phases<Env, std::uint32_t>;

  void signal(std::uint32_t phase) {
    if constexpr (Signals) {
      signalled_.store(phase, release);
      phases_.signal();
    }
  }

  /// The first phase has to wait for the one who is signalled.
  void end_wait_by_signal(std::uint32_t phase) {
    if (Signals && phase == 1U) {
      signal(phase);
      gone_on_.await(phase, acquire);
    }
  }

  bool is_signalled(std::uint32_t rank, std::uint32_t phase) const {
    return Signals && rank == 0 && signalled_.load(acquire) >= phase;
  }

  void pass(auto& context, auto between) {
    const auto mine = phases_.arrive();
    between();
    if (mine.is == core::role::completes) {
      phases_.end(mine.phase);
    } else {
      phases_.await(mine.phase);
    }
    context.expect(!phases_.leave(mine).broken, "a wait passes");
  }

  /// Whether the wait was withdrawn.
  bool pass_unless_signalled(std::uint32_t rank, std::uint32_t phase, auto& context) {
    const auto mine = phases_.arrive();
    if (mine.is == core::role::completes) {
      phases_.end(mine.phase);
    } else {
      const std::uint64_t settled =
          phases_.await_until(mine.phase, env::never, [&] { return is_signalled(rank, phase); });
      if (!core::is_over(mine.phase, settled)) {
        context.expect(is_signalled(rank, phase), "nobody goes on without a signal");
        if (phases_.withdraw(mine.phase)) {
          return true;
        }
        phases_.await(mine.phase);
      }
    }
    context.expect(!phases_.leave(mine).broken, "a wait passes");
    return false;
  }

  const std::uint32_t team_;
  const std::uint32_t phases_number_;
  core phases_;
  atomic_of<Env> signalled_{0U};
  atomic_of<Env> gone_on_{0U};
};

/// Does a signal end the wait that it is for, and no phase?
///
///     the one who is signalled goes on, withdrawn or passed; then all pass         guaranteed
///     it waits on, though it was signalled; a phase passes without somebody        forbidden
template <class Env>
struct signal_races : listening<Env, true> {
  using listening<Env, true>::listening;
  static constexpr std::string_view name = "signal_races";
};

/// Do those who listen for a signal that never comes hear of the end of their phase?
///
///     all pass                                                                     guaranteed
///     a rank listens on, though its phase has ended                                forbidden
template <class Env>
struct signal_never_comes : listening<Env, false> {
  using listening<Env, false>::listening;
  static constexpr std::string_view name = "signal_never_comes";
};

/// Does a signal arrive that is given while others are?
///
///     the one who is signalled goes on                                             guaranteed
///     it waits on, because a signal that is not its own came in between            forbidden
///
/// The first rank waits alone, for the signal of the last one; those between give signals for nobody.
template <class Env>
class signals_of_many {
 public:
  static constexpr std::string_view name = "signals_of_many";
  static constexpr std::uint32_t least_team = 3;

  signals_of_many(std::uint32_t team, std::uint32_t) : team_{team}, phases_{2} {}

  void run(std::uint32_t rank, auto& context) {
    if (rank == 0) {
      wait(context);
      return;
    }
    if (rank + 1U == team_) {
      signalled_.store(1U, release);
    }
    phases_.signal();
  }

  void after(auto& context) {
    context.expect(phases_.state().waiting() == 0U, "nobody is counted who does not wait");
  }

 private:
  void wait(auto& context) {
    const auto mine = phases_.arrive();
    phases_.await_until(mine.phase, env::never, [this] { return signalled_.load(acquire) == 1U; });
    context.expect(phases_.withdraw(mine.phase), "a wait is withdrawn from an open phase");
  }

  const std::uint32_t team_;
  breakable_phases<Env, std::uint32_t> phases_;
  atomic_of<Env> signalled_{0U};
};

}  // namespace barriers::scenario
