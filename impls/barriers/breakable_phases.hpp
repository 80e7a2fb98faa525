#pragma once

#include <barriers/env/environment.hpp>
#include <barriers/team_size.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace barriers {

/// Where a barrier with breakable phases stands, in one word:
///
///     phase 26 | exceptional 1 | breaking 1 | broken 1 | arrived 18 | parties 17
///
/// A phase is open until as many have arrived as there are parties; then it is complete, and whoever
/// came last ends it. More than that can arrive in a complete phase, and any number in a broken
/// barrier: they are none of the phase's, and the next one begins with 0 arrivals again.
class phase_state {
 public:
  static constexpr std::uint32_t phase_bits = 26;
  static constexpr std::uint64_t one_arrival = std::uint64_t{1} << 17U;

  explicit constexpr phase_state(std::uint64_t word) noexcept : word_{word} {}
  [[nodiscard]] constexpr std::uint64_t word() const noexcept { return word_; }

  [[nodiscard]] constexpr std::uint32_t parties() const noexcept {
    return static_cast<std::uint32_t>(word_ & (one_arrival - 1U));
  }
  [[nodiscard]] constexpr std::uint32_t arrived() const noexcept {
    return static_cast<std::uint32_t>((word_ & (broken - 1U)) / one_arrival);
  }
  /// The number of the phase, modulo 2^26.
  [[nodiscard]] constexpr std::uint32_t phase() const noexcept {
    return static_cast<std::uint32_t>(word_ / one_phase);
  }

  /// Nobody passes until a reset.
  [[nodiscard]] constexpr bool is_broken() const noexcept { return (word_ & broken) != 0; }
  /// The phase is complete, and will end as a broken one.
  [[nodiscard]] constexpr bool is_breaking() const noexcept { return (word_ & breaking) != 0; }
  /// There is a record of the phase.
  [[nodiscard]] constexpr bool is_exceptional() const noexcept {
    return (word_ & exceptional) != 0;
  }
  [[nodiscard]] constexpr bool is_complete() const noexcept {
    return !is_broken() && parties() != 0 && arrived() >= parties();
  }
  [[nodiscard]] constexpr bool is_fresh() const noexcept { return !is_broken() && arrived() == 0; }
  [[nodiscard]] constexpr bool is_open() const noexcept { return !is_broken() && !is_complete(); }
  /// The arrivals that belong to the phase.
  [[nodiscard]] constexpr std::uint32_t waiting() const noexcept {
    return is_broken() ? 0U : std::min(arrived(), parties());
  }

  [[nodiscard]] constexpr phase_state with_parties(std::uint32_t parties) const noexcept {
    return phase_state{(word_ & ~(one_arrival - 1U)) | parties};
  }
  [[nodiscard]] constexpr phase_state with_no_arrivals() const noexcept {
    return phase_state{word_ - arrived() * one_arrival};
  }
  [[nodiscard]] constexpr phase_state with_one_arrival_less() const noexcept {
    return phase_state{word_ - one_arrival};
  }
  [[nodiscard]] constexpr phase_state with_record() const noexcept {
    return phase_state{word_ | exceptional};
  }
  [[nodiscard]] constexpr phase_state about_to_break() const noexcept {
    return phase_state{word_ | exceptional | breaking};
  }
  /// The next phase, with nobody in it.
  [[nodiscard]] constexpr phase_state next_phase() const noexcept {
    return phase_state{((word_ / one_phase + 1U) * one_phase) | parties()};
  }
  [[nodiscard]] constexpr phase_state next_phase_broken() const noexcept {
    return phase_state{next_phase().word() | broken};
  }

 private:
  static constexpr std::uint64_t broken = one_arrival << 18U;
  static constexpr std::uint64_t breaking = broken << 1U;
  static constexpr std::uint64_t exceptional = broken << 2U;
  static constexpr std::uint64_t one_phase = broken << 3U;
  static_assert(one_phase << (phase_bits - 1U) == std::uint64_t{1} << 63U);
  static_assert(largest_team < one_arrival);

  std::uint64_t word_;
};

/// A central counter whose phases either pass or break, for all who are in them alike.
///
/// Everything about a phase is in one word (phase_state), and a phase ends by one compare-and-
/// exchange of it: by the last arriver's, which found no reason against it, or by that of somebody
/// who breaks the phase, which found it open. So what races cannot split a phase: an abort or an
/// expired wait either comes before the last arrival, and all of them are told, or after it, and
/// they pass. While the last arriver runs an action the phase is complete, but has not ended: it
/// can still be made to break, and will, when the last arriver ends it.
///
///     arrived:   1  2  3 .. parties -> 0, phase + 1            passed      settled: n -> n + 1
///                1  2 -> 0, phase + 1, broken                  broken      settled: n -> n + 1
///
/// The others wait for `settled`, the number of phases that have ended. It is counted up after the
/// word has changed, and by addition: two who end phases one after the other may count them in the
/// other order. Whoever is let go by the later one's count knows of the earlier end all the same,
/// since the later one has seen it in the word.
///
/// What a passed phase has nothing to say about is in a record, under a lock: why the phase broke,
/// or that arrivals were withdrawn, so that the numbers of the others have gaps and are given anew
/// to those who leave. A record is there before its phase ends, or before the lock that it came
/// under is free, and it stays until the last of its phase has left. So the path of a phase that
/// passes is lock-free, and looks at one word more, which hardly ever changes.
///
/// A wait can be ended by a signal, from another thread. Those who wait so listen to a bell of their
/// own, which is rung for each signal, and for each phase while anybody listens.
///
/// `Cause` says why a phase broke: `Cause{}` is none, and false. It may be copied, without throwing.
///
/// Cost for each phase that passes with P parties: P + 2 read-modify-writes on 2 lines.
///
/// Reference: the counter is that of central.hpp; that a wait which is given up is either withdrawn
/// or has passed, by compare-and-exchange, is what System.Threading.Barrier of .NET does.
template <env::environment Env, class Cause>
class breakable_phases {
  using enum std::memory_order;

 public:
  /// What has become of an arrival.
  enum class role : std::uint8_t {
    waits,
    completes,   ///< it was the last: the caller ends the phase
    is_surplus,  ///< the phase was complete: not counted
    is_refused,  ///< the barrier is broken: not counted
    is_nobody,   ///< there are no parties: not counted
  };

  struct arrival {
    role is;
    std::uint32_t phase;  ///< modulo 2^26
    std::uint32_t index;  ///< how many were there before
  };

  /// How a phase ended for one of its arrivals.
  struct outcome {
    Cause broken;         ///< false if it has passed
    std::uint32_t index;  ///< 0 to parties - 1, each once, if it has passed
  };

  explicit breakable_phases(std::uint32_t parties)
      : state_{phase_state{0}.with_parties(parties).word()}, cause_{Cause{}} {
    records_.reserve(usual_records);
  }

  /// Arrives. Releases what the caller did before.
  arrival arrive() noexcept {
    // arrive <-> arrive, change: gives what I did to whoever ends the phase, who takes everybody's,
    // and what was done before it began.
    const phase_state before{state_.fetch_add(phase_state::one_arrival, acq_rel)};
    const std::uint32_t index = before.arrived();
    if (before.is_open() && before.parties() != 0) {
      return {index + 1U == before.parties() ? role::completes : role::waits, before.phase(),
              index};
    }
    if (before.is_complete()) {
      return {role::is_surplus, before.phase(), index};
    }
    take_back(before.phase());
    return {before.is_broken() ? role::is_refused : role::is_nobody, before.phase(), index};
  }

  /// Ends the phase that the caller has completed: it passes, unless it was made to break. Returns
  /// the number of phases that had been counted as ended, for `number`.
  std::uint64_t end(std::uint32_t phase) noexcept {
    phase_state seen = state();
    while (!seen.is_exceptional()) {
      if (change(seen, seen.next_phase())) {
        return count();
      }
    }
    end_exceptional(phase);
    return count();
  }

  /// Returns when the phase has ended, with the number of phases that had; acquires what everybody
  /// did who arrived in it.
  std::uint64_t await(std::uint32_t phase) noexcept {
    // pass <- count
    return settled_.await(has_ended(phase), acquire);
  }

  /// The same, or after the deadline has passed: see `is_over`.
  std::uint64_t await_until(std::uint32_t phase, env::deadline until) noexcept {
    // equivalent: returns early: as if the deadline had passed.
    // pass_in_time <- count
    return settled_.await_until(has_ended(phase), acquire, until);
  }

  /// The same, or after `is_signalled()` is true, if `signal` was called since.
  template <class Signalled>
  std::uint64_t await_until(std::uint32_t phase, env::deadline until,
                            Signalled is_signalled) noexcept {
    // equivalent: one more: the bell is rung in vain.
    // listen <-> look: I am a listener before I look for the end; the count is before its look for me.
    listeners_.fetch_add(1U, seq_cst);
    news heard = listen();
    while (!is_over(phase, heard.settled) && !is_signalled() && is_rung(heard.bell, until)) {
      heard = listen();
    }
    // equivalent: one less: the bell is rung in vain.
    // relaxed: a bell that nobody hears does no harm.
    listeners_.fetch_sub(1U, relaxed);
    return heard.settled;
  }

  /// Lets those who wait for a signal look at theirs.
  void signal() noexcept {
    // equivalent: one more: it is another number all the same.
    // ring -> hear: that it was given, or that a phase has ended.
    bell_.publish_add(1U, release);
  }

  /// Whether a wait for the phase that returned `settled` has seen its end.
  [[nodiscard]] static bool is_over(std::uint32_t phase, std::uint64_t settled) noexcept {
    return has_ended(phase)(settled);
  }

  /// The number of a phase, of which 26 bits are known, in 64 bits. `settled` is what a wait for it
  /// or its end has returned.
  [[nodiscard]] static std::uint64_t number(std::uint32_t phase, std::uint64_t settled) noexcept {
    return settled - static_cast<std::uint64_t>(distance(phase, settled));
  }

  /// The number of phases that have ended.
  [[nodiscard]] std::uint64_t settled() const noexcept {
    // equivalent: stale value: near is enough for `number`.
    // relaxed: for somebody to read.
    return settled_.load(relaxed);
  }

  /// How the phase has ended for an arrival that waited or completed it; to be called once.
  outcome leave(const arrival& mine) noexcept {
    // relaxed: a record of my phase was made before the phase ended.
    if (exceptions_.load(relaxed) == 0U) {
      return {Cause{}, mine.index};
    }
    const locked lock{*this};
    const auto found = record_of(mine.phase);
    if (found == records_.end()) {
      return {Cause{}, mine.index};
    }
    const outcome made{found->broken, found->next_index++};
    if (found->next_index == found->leavers) {
      records_.erase(found);
      look_for_records();
    }
    return made;
  }

  /// Takes an arrival back. False if its phase is complete or has ended: then it will be over soon.
  bool withdraw(std::uint32_t phase) noexcept {
    const locked lock{*this};
    phase_state seen = state();
    while (seen.phase() == phase && seen.is_open()) {
      if (change(seen, seen.with_one_arrival_less().with_record())) {
        record_for(phase);
        return true;
      }
    }
    return false;
  }

  /// Breaks the phase that is open or complete now, for the cause `why(state that it was in)`. False
  /// if the barrier is broken already.
  template <class Why>
  bool abort(Why why) noexcept {
    return break_if([](phase_state) { return true; }, why);
  }

  /// Breaks the phase of an arrival. False if it is complete or has ended: then it will be over soon.
  template <class Why>
  bool break_open(std::uint32_t phase, Why why) noexcept {
    return break_if([phase](phase_state seen) { return seen.phase() == phase && seen.is_open(); },
                    why);
  }

  /// Begins a fresh phase, where the barrier is broken or somebody waits. Those who wait are told
  /// that their phase broke. If the phase is complete, returns after it has ended.
  template <class Why>
  void reset(Why why) noexcept {
    phase_state found = try_reset(why);
    while (found.is_complete()) {
      await_complete();
      found = try_reset(why);
    }
    if (!found.is_fresh()) {
      count();
    }
  }

  /// One party more. False if there are `largest_team`. Returns after a complete phase has ended.
  bool add_party() noexcept {
    phase_state seen = state();
    while (seen.parties() != largest_team) {
      if (seen.is_complete()) {
        seen = await_complete();
        continue;
      }
      const phase_state before = seen.parties() != 0 ? seen : seen.with_no_arrivals();
      if (change(seen, before.with_parties(seen.parties() + 1U))) {
        return true;
      }
    }
    return false;
  }

  /// One party fewer, in a phase that the caller has not arrived in. If that completes the phase,
  /// the caller ends it. Releases what the caller did before. Returns after a complete phase has
  /// ended.
  arrival drop_party() noexcept {
    phase_state seen = state();
    while (seen.parties() != 0) {
      if (seen.is_complete()) {
        seen = await_complete();
        continue;
      }
      const phase_state next = seen.with_parties(seen.parties() - 1U);
      if (change(seen, next)) {
        return {next.is_complete() ? role::completes : role::waits, next.phase(), 0U};
      }
    }
    return {role::is_nobody, seen.phase(), 0U};
  }

  /// Why the barrier is broken; `Cause{}` if it is not.
  [[nodiscard]] Cause cause() noexcept {
    const locked lock{*this};
    return cause_.read();
  }

  /// Where it stands now.
  [[nodiscard]] phase_state state() const noexcept {
    // relaxed: for somebody to read, or to be looked at again by `change`.
    return phase_state{state_.load(relaxed)};
  }

 private:
  static constexpr std::size_t usual_records = 4;

  /// What there is to say about a phase.
  struct record {
    std::uint32_t phase;
    std::uint32_t leavers;     ///< how many leave it; 0 as long as it has not ended
    std::uint32_t next_index;  ///< how many have left, and the index of the next one
    Cause broken;
  };
  using records = std::vector<record>;

  class locked {
   public:
    explicit locked(breakable_phases& of) noexcept : lock_{of.lock_} {
      std::uint32_t free = 0;
      // lock <- unlock
      // relaxed: who finds it taken waits.
      while (!lock_.compare_exchange_strong(free, 1U, acquire, relaxed)) {
        // relaxed: it is taken above.
        lock_.await(0U, relaxed);
        free = 0;
      }
      of.owner_.write(Env::caller());
    }
    locked(const locked&) = delete;
    locked& operator=(const locked&) = delete;
    ~locked() {
      // equivalent: swapped with the next store in cyclic.hpp: only the thread itself looks at that.
      // unlock -> lock: the records and the cause.
      lock_.publish(0U, release);
    }

   private:
    typename Env::template atomic<std::uint32_t>& lock_;
  };

  /// How many phases have ended since `phase` began: negative if that is still to come.
  static std::int64_t distance(std::uint32_t phase, std::uint64_t settled) noexcept {
    constexpr unsigned unknown = 64U - phase_state::phase_bits;
    return static_cast<std::int64_t>((settled - phase) << unknown) >> unknown;
  }

  static auto has_ended(std::uint32_t phase) noexcept {
    return [phase](std::uint64_t settled) noexcept { return distance(phase, settled) > 0; };
  }

  /// Changes the state, which was found to be `seen`, to `next`. If it is another by now, `seen` is
  /// that one, and nothing has changed. On success `seen` stays what it was.
  bool change(phase_state& seen, phase_state next) noexcept {
    std::uint64_t word = seen.word();
    // change <-> arrive: as for an arrival; an end gives what was done since the last arrival as well.
    // relaxed: a failure tells nothing.
    const bool changed = state_.compare_exchange_strong(word, next.word(), acq_rel, relaxed);
    seen = phase_state{word};
    return changed;
  }

  /// What a listener hears of.
  struct news {
    std::uint32_t bell;
    std::uint64_t settled;
  };

  news listen() const noexcept {
    // equivalent: stale value: the bell is another by now, and the caller listens again.
    // hear <- ring
    const std::uint32_t bell = bell_.load(acquire);
    // hear_of <-> count: comes after I became a listener.
    return {bell, settled_.load(seq_cst)};
  }

  /// False if the deadline has passed.
  bool is_rung(std::uint32_t heard, env::deadline until) noexcept {
    const auto is_news = [heard](std::uint32_t bell) noexcept { return bell != heard; };
    // relaxed: the caller listens again.
    return is_news(bell_.await_until(is_news, relaxed, until));
  }

  /// A phase has ended.
  std::uint64_t count() noexcept {
    // count <-> pass, pass_in_time, hear_of: what was gathered at `arrive` goes to all who wait; and
    // it comes before the look for listeners.
    const std::uint64_t before = settled_.publish_add(1U, seq_cst);
    // look <-> listen: comes after the count.
    if (listeners_.load(seq_cst) != 0U) {
      signal();
    }
    return before;
  }

  /// Takes back an arrival that does not count, unless it is gone: with the phase, or with the first
  /// party.
  void take_back(std::uint32_t phase) noexcept {
    phase_state seen = state();
    while (seen.phase() == phase && seen.arrived() != 0 &&
           (seen.is_broken() || seen.parties() == 0)) {
      if (change(seen, seen.with_one_arrival_less())) {
        return;
      }
    }
  }

  void end_exceptional(std::uint32_t phase) noexcept {
    const locked lock{*this};
    phase_state seen = state();
    record_for(phase).leavers = seen.parties();
    bool ended = false;
    while (!ended) {
      ended = change(seen, seen.is_breaking() ? seen.next_phase_broken() : seen.next_phase());
    }
  }

  template <class Condition, class Why>
  bool break_if(Condition holds, Why why) noexcept {
    const std::optional<phase_state> broke = try_break(holds, why);
    if (broke && broke->is_open()) {
      count();
    }
    return broke.has_value();
  }

  /// The state that was changed, if the condition held and the barrier was not broken already.
  template <class Condition, class Why>
  std::optional<phase_state> try_break(Condition holds, Why why) noexcept {
    const locked lock{*this};
    phase_state seen = state();
    while (!seen.is_broken() && !seen.is_breaking() && holds(seen)) {
      const phase_state next =
          seen.is_complete() ? seen.about_to_break() : seen.next_phase_broken();
      if (change(seen, next)) {
        const Cause cause = why(seen);
        note_end(seen, cause);
        cause_.write(cause);
        return seen;
      }
    }
    return {};
  }

  /// The state that it has found: changed, unless that is complete or fresh.
  template <class Why>
  phase_state try_reset(Why why) noexcept {
    const locked lock{*this};
    phase_state seen = state();
    while (!seen.is_complete() && !seen.is_fresh()) {
      if (change(seen, seen.next_phase())) {
        note_end(seen, why(seen));
        cause_.write(Cause{});
        break;
      }
    }
    return seen;
  }

  // Memory for a record that cannot be had ends the program: a phase that has ended cannot be undone.

  /// A phase in the state `seen` has ended, or will, as a broken one.
  void note_end(phase_state seen, const Cause& why) noexcept {
    if (seen.waiting() != 0) {
      record& made = record_for(seen.phase());
      made.broken = why;
      made.leavers = seen.waiting();
    } else {
      std::erase_if(records_,
                    [&](const record& one) noexcept { return one.phase == seen.phase(); });
      look_for_records();
    }
  }

  phase_state await_complete() noexcept {
    phase_state seen = state();
    if (seen.is_complete()) {
      await(seen.phase());
      seen = state();
    }
    return seen;
  }

  typename records::iterator record_of(std::uint32_t phase) noexcept {
    return std::ranges::find(records_, phase, &record::phase);
  }

  record& record_for(std::uint32_t phase) noexcept {
    const auto found = record_of(phase);
    if (found != records_.end()) {
      return *found;
    }
    records_.push_back({phase, 0U, 0U, Cause{}});
    // relaxed: the lock, and then the end of the phase, orders it.
    exceptions_.store(1U, relaxed);
    return records_.back();
  }

  /// After some were erased.
  void look_for_records() noexcept {
    if (records_.empty()) {
      // equivalent: dropped: leavers look for a record in vain.
      // relaxed: the lock orders it.
      exceptions_.store(0U, relaxed);
    }
  }

  alignas(Env::line) typename Env::template atomic<std::uint64_t> state_;
  alignas(Env::line) typename Env::template atomic<std::uint64_t> settled_{0U};
  typename Env::template atomic<std::uint32_t> listeners_{0U};
  typename Env::template atomic<std::uint32_t> bell_{0U};
  /// Written in exceptions alone, so that all who leave can have it at once.
  alignas(Env::line)
      typename Env::template atomic<std::uint32_t> exceptions_{0U};  ///< 1 while there are records
  typename Env::template atomic<std::uint32_t> lock_{0U};
  typename Env::template plain<std::uint64_t> owner_{};  ///< the last caller to have the lock
  typename Env::template plain<Cause> cause_;
  records records_{};
};

}  // namespace barriers
