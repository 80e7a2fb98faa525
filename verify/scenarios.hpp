#pragma once

#include <barriers/barrier.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

/// What every barrier owes, written once and run in every world.
///
/// A scenario is made for a team, and then entered by each rank once: `run(rank, court)`. It knows
/// neither the algorithm (an `Entry` of the registry, or a wrong barrier of the same shape) nor who
/// is checking (`Env`, and the court, which the world of the run supplies):
///
///     court.expect(condition, "what was promised")   a promise; broken, the run has failed
///     court.enters(rank, phase)                       what a stuck rank is said to be doing
///
/// Above each scenario stands its question, and its verdict on what can be seen.
namespace barriers::scenario {

using enum std::memory_order;

/// What one rank shows to the others, on a line of its own.
template <class Env, class Datum>
struct alignas(Env::line) shown {
  Datum datum;
};

/// One shown datum for each rank.
template <class Env, class Datum>
using shown_by_all = std::unique_ptr<shown<Env, Datum>[]>;

template <class Env>
using mark = typename Env::template atomic<std::uint32_t>;
template <class Env>
using payload = typename Env::template plain<std::uint32_t>;

/// Each rank marks the phase it is about to enter, and looks at everybody's mark when it has left.
/// The marks are relaxed atomics: what is seen of them is owed to the barrier alone.
template <class Entry, class Env, class Promise>
class marks {
 public:
  static constexpr bool applies = true;

  marks(std::uint32_t team, std::uint32_t phases)
      : team_{team},
        phases_{phases},
        barrier_{team},
        marks_{std::make_unique<shown<Env, mark<Env>>[]>(team)} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      marks_[rank].datum.store(0U, relaxed);
    }
  }

  template <class Court>
  void run(std::uint32_t rank, Court& court) {
    participant me{barrier_, rank};
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      marks_[rank].datum.store(phase, relaxed);
      court.enters(rank, phase);
      static_cast<void>(me.arrive_and_wait());
      for (std::uint32_t other = 0; other != team_; ++other) {
        court.expect(Promise::holds(marks_[other].datum.load(relaxed), phase), Promise::text);
      }
    }
  }

  template <class Court>
  void after(Court&) {}

 private:
  const std::uint32_t team_;
  const std::uint32_t phases_;
  typename Entry::template barrier<Env> barrier_;
  shown_by_all<Env, mark<Env>> marks_;
};

struct nobody_behind {
  static constexpr const char* text = "nobody leaves a phase before all have arrived in it";
  static bool holds(std::uint32_t mark, std::uint32_t phase) noexcept { return mark >= phase; }
};

struct nobody_far_ahead {
  static constexpr const char* text = "no two ranks are more than one phase apart";
  static bool holds(std::uint32_t mark, std::uint32_t phase) noexcept { return mark <= phase + 1U; }
};

/// Does anybody leave before all have arrived?
///
///     after leaving phase k, every rank is seen to have arrived in phase k     promised
///     after leaving phase k, some rank is seen in phase k - 1                  forbidden
template <class Entry, class Env>
struct separation : marks<Entry, Env, nobody_behind> {
  static constexpr std::string_view name = "separation";
  using marks<Entry, Env, nobody_behind>::marks;
};

/// Does a fast rank that laps the others mix up the phases?
///
///     after leaving phase k, every rank is seen in phase k + 1 at most         promised
///     after leaving phase k, some rank is seen in phase k + 2                  forbidden
///     a rank waits for phase k for ever, the others being beyond it            forbidden
template <class Entry, class Env>
struct lapping : marks<Entry, Env, nobody_far_ahead> {
  static constexpr std::string_view name = "lapping";
  using marks<Entry, Env, nobody_far_ahead>::marks;
};

/// Each rank writes its payload before it arrives and reads everybody's after it has left. There
/// are two payloads for each rank, used in turn: that of phase k is written again before phase
/// k + 2, which is after everybody has arrived in phase k + 1, having read that of phase k.
/// `Pass` is how a rank goes through a phase.
template <class Entry, class Env, class Pass>
class payloads {
 public:
  static constexpr bool applies = true;

  payloads(std::uint32_t team, std::uint32_t phases)
      : team_{team},
        phases_{phases},
        barrier_{team},
        payloads_{std::make_unique<shown<Env, pair>[]>(team)} {}

  template <class Court>
  void run(std::uint32_t rank, Court& court) {
    Pass passage{barrier_, rank};
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      payloads_[rank].datum[phase % 2U].write(phase);
      court.enters(rank, phase);
      passage.pass();
      for (std::uint32_t other = 0; other != team_; ++other) {
        court.expect(payloads_[other].datum[phase % 2U].read() == phase,
                     "what was written before a phase is seen after it");
      }
    }
  }

  template <class Court>
  void after(Court&) {}

 private:
  using pair = std::array<payload<Env>, 2>;

  const std::uint32_t team_;
  const std::uint32_t phases_;
  typename Entry::template barrier<Env> barrier_;
  shown_by_all<Env, pair> payloads_;
};

/// Arrives and waits in one go.
template <class Barrier>
struct at_once {
  participant<Barrier> me;
  at_once(Barrier& barrier, std::uint32_t rank) : me{barrier, rank} {}
  void pass() { static_cast<void>(me.arrive_and_wait()); }
};

/// Arrives first, and waits later.
template <class Barrier>
struct in_two_steps {
  participant<Barrier> me;
  in_two_steps(Barrier& barrier, std::uint32_t rank) : me{barrier, rank} {}
  void pass() {
    auto token = me.arrive();
    static_cast<void>(me.wait(token));
  }
};

/// Takes a seat for each phase, and gives it up again.
template <class Barrier>
struct anew {
  Barrier& barrier;
  std::uint32_t rank;
  void pass() { static_cast<void>(participant{barrier, rank}.arrive_and_wait()); }
};

template <class Entry, class Env, template <class> class Pass>
using payloads_by = payloads<Entry, Env, Pass<typename Entry::template barrier<Env>>>;

/// Is what was written before a phase seen after it?
///
///     after leaving phase k, every payload reads k                             promised
///     a payload is read older or newer than k, or while it is written          forbidden
template <class Entry, class Env>
struct visibility : payloads_by<Entry, Env, at_once> {
  using base = payloads_by<Entry, Env, at_once>;
  using base::base;
  static constexpr std::string_view name = "visibility";
};

/// Does all this hold where the phase number wraps round at the end of its 32 bits?
///
///     the promises of `visibility`, from the last phase but one                promised
template <class Entry, class Env>
struct wrap_around
    : visibility<Entry, env::with_phases<Env, env::phase_range<32, ~std::uint32_t{0} - 1U>>> {
  static constexpr std::string_view name = "wrap_around";
  using visibility<Entry,
                   env::with_phases<Env, env::phase_range<32, ~std::uint32_t{0} - 1U>>>::visibility;
};

/// Does all this hold where the phase number wraps round in every second phase?
///
///     the promises of `visibility`, with phase numbers of one bit              promised
template <class Entry, class Env>
struct one_bit_phases : visibility<Entry, env::with_phases<Env, env::phase_range<1>>> {
  static constexpr std::string_view name = "one_bit_phases";
  using visibility<Entry, env::with_phases<Env, env::phase_range<1>>>::visibility;
};

/// Does a rank that arrives first and waits later keep the promises of the whole?
///
///     the promises of `visibility`, in two steps                               promised
template <class Entry, class Env>
struct split_phase : payloads_by<Entry, Env, in_two_steps> {
  using base = payloads_by<Entry, Env, in_two_steps>;
  using base::base;
  static constexpr std::string_view name = "split_phase";
  static constexpr bool applies = split_phase_barrier<typename Entry::template barrier<Env>>;
};

/// May a rank leave its seat between two phases, and somebody go on in its place?
///
///     the promises of `visibility`, with a new participant in each phase       promised
template <class Entry, class Env>
struct reseating : payloads_by<Entry, Env, anew> {
  using base = payloads_by<Entry, Env, anew>;
  using base::base;
  static constexpr std::string_view name = "reseating";
};

/// Does each phase have exactly one leader, on reuse too?
///
///     each phase is led by one rank                                            promised
///     a phase is led by none, or by two                                        forbidden
template <class Entry, class Env>
class one_leader {
 public:
  static constexpr std::string_view name = "one_leader";
  static constexpr bool applies = true;

  one_leader(std::uint32_t team, std::uint32_t phases)
      : phases_{phases},
        barrier_{team},
        leaders_{std::make_unique<shown<Env, mark<Env>>[]>(phases)} {
    for (std::uint32_t phase = 0; phase != phases; ++phase) {
      leaders_[phase].datum.store(0U, relaxed);
    }
  }

  template <class Court>
  void run(std::uint32_t rank, Court& court) {
    participant me{barrier_, rank};
    for (std::uint32_t phase = 0; phase != phases_; ++phase) {
      court.enters(rank, phase + 1U);
      if (me.arrive_and_wait().is_leader()) {
        court.expect(leaders_[phase].datum.fetch_add(1U, relaxed) == 0U,
                     "no phase has two leaders");
      }
    }
  }

  template <class Court>
  void after(Court& court) {
    for (std::uint32_t phase = 0; phase != phases_; ++phase) {
      court.expect(leaders_[phase].datum.load(relaxed) == 1U, "each phase has a leader");
    }
  }

 private:
  const std::uint32_t phases_;
  typename Entry::template barrier<Env> barrier_;
  shown_by_all<Env, mark<Env>> leaders_;
};

/// Does the completion run once, after all have arrived, before anybody leaves, seeing everything?
///
///     the completion of phase k reads k from every payload                     promised
///     after leaving phase k, k completions are seen to have run                promised
///     a completion meets a payload, or its own count, while it is written      forbidden
template <class Entry, class Env>
struct completion_once {
  static constexpr bool applies = false;
};

template <class Entry, class Env>
  requires requires { typename Entry::template barrier<Env, no_completion>; }
class completion_once<Entry, Env> {
 public:
  static constexpr std::string_view name = "completion_once";
  static constexpr bool applies = true;

  completion_once(std::uint32_t team, std::uint32_t phases)
      : team_{team},
        phases_{phases},
        barrier_{team, all_here{this}},
        payloads_{std::make_unique<shown<Env, payload<Env>>[]>(team)} {
    completions_.write(0U);
  }

  template <class Court>
  void run(std::uint32_t rank, Court& court) {
    participant me{barrier_, rank};
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      payloads_[rank].datum.write(phase);
      court.enters(rank, phase);
      static_cast<void>(me.arrive_and_wait());
      court.expect(completions_.read() == phase,
                   "each phase is completed before anybody leaves it");
      court.expect(complete_.read() == 1U, "the completion sees all that was written before");
    }
  }

  template <class Court>
  void after(Court& court) {
    court.expect(completions_.read() == phases_, "the completion runs once in each phase");
  }

 private:
  struct all_here {
    completion_once* scenario;
    void operator()() const noexcept { scenario->complete(); }
  };

  void complete() noexcept {
    const std::uint32_t phase = completions_.read() + 1U;
    bool seen = true;
    for (std::uint32_t rank = 0; rank != team_; ++rank) {
      seen = seen && payloads_[rank].datum.read() == phase;
    }
    complete_.write(seen ? 1U : 0U);
    completions_.write(phase);
  }

  const std::uint32_t team_;
  const std::uint32_t phases_;
  typename Entry::template barrier<Env, all_here> barrier_;
  shown_by_all<Env, payload<Env>> payloads_;
  payload<Env> completions_;
  payload<Env> complete_;
};

/// May a barrier be destroyed as soon as its participants are gone?
///
/// Whoever leaves last destroys it; all that it knows of the others is that they have gone.
///
///     the barrier is destroyed once, with nobody touching it afterwards        promised
///     a rank on its way out reads or writes a word of the dead barrier         forbidden
template <class Entry, class Env>
class destruction {
 public:
  static constexpr std::string_view name = "destruction";
  static constexpr bool applies = true;

  destruction(std::uint32_t team, std::uint32_t phases)
      : team_{team}, phases_{phases}, barrier_{std::in_place, team} {}

  template <class Court>
  void run(std::uint32_t rank, Court& court) {
    {
      participant me{*barrier_, rank};
      for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
        court.enters(rank, phase);
        static_cast<void>(me.arrive_and_wait());
      }
    }
    // gone <-> gone: my participant is gone; the last one knows that all are.
    if (gone_.fetch_add(1U, acq_rel) + 1U == team_) {
      barrier_.reset();
    }
  }

  template <class Court>
  void after(Court& court) {
    court.expect(!barrier_.has_value(), "the last one to leave has destroyed the barrier");
  }

 private:
  const std::uint32_t team_;
  const std::uint32_t phases_;
  std::optional<typename Entry::template barrier<Env>> barrier_;
  mark<Env> gone_{0U};
};

/// Does a team of one pass every phase by itself, and lead it?
///
///     a rank that is alone leads every phase                                   promised
template <class Entry, class Env>
class alone {
 public:
  static constexpr std::string_view name = "alone";
  static constexpr bool applies = true;

  alone(std::uint32_t team, std::uint32_t phases)
      : phases_{phases}, barriers_{std::make_unique<own[]>(team)} {}

  template <class Court>
  void run(std::uint32_t rank, Court& court) {
    participant me{barriers_[rank].barrier, 0U};
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      court.enters(rank, phase);
      court.expect(me.arrive_and_wait().is_leader(), "who is alone leads every phase");
    }
  }

  template <class Court>
  void after(Court&) {}

 private:
  struct alignas(Env::line) own {
    typename Entry::template barrier<Env> barrier{1U};
  };

  const std::uint32_t phases_;
  std::unique_ptr<own[]> barriers_;
};

/// Calls `visit.operator()<Scenario>()` for every scenario that applies to the entry.
template <class Entry, class Env, class Visitor>
constexpr void for_each_scenario(Visitor&& visit) {
  const auto visit_if_it_applies = [&]<class Scenario>() {
    if constexpr (Scenario::applies) {
      visit.template operator()<Scenario>();
    }
  };
  [&]<class... Scenario>() {
    (visit_if_it_applies.template operator()<Scenario>(), ...);
  }.template operator()<separation<Entry, Env>, lapping<Entry, Env>, visibility<Entry, Env>,
                        wrap_around<Entry, Env>, one_bit_phases<Entry, Env>, one_leader<Entry, Env>,
                        completion_once<Entry, Env>, split_phase<Entry, Env>, reseating<Entry, Env>,
                        destruction<Entry, Env>, alone<Entry, Env>>();
}

}  // namespace barriers::scenario
