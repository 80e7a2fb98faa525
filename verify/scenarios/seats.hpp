#pragma once

#include <verify/scenarios/passages.hpp>
#include <verify/scenarios/payloads.hpp>
#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace barriers::scenario {

/// May a rank leave its seat between two phases, and another thread go on in its place?
///
///     the guarantees of `visibility`, with a new participant in each phase     guaranteed
template <class Entry, class Env>
struct reseating : payloads_by<Entry, Env, anew> {
  using payloads_by<Entry, Env, anew>::payloads_by;
  static constexpr std::string_view name = "reseating";
};

/// Takes a seat whose last holder has left or is leaving: the news of it, relaxed, may be first.
template <class Barrier, class Context>
participant<Barrier> take_when_left(Barrier& barrier, std::uint32_t rank, Context& context) {
  for (;; context.retry()) {
    try {
      return participant{barrier, rank};
    } catch (const std::logic_error&) {
      continue;
    }
  }
}

/// Does the next holder of a seat see what its last holder did?
///
/// In phase k, rank r sits on seat r + k. Before it goes on to the next seat it waits until it is
/// told, with a relaxed store, that this one was left: only the seat orders what it sees of the last
/// holder.
///
///     the diary of a seat ends with the entry of its last holder               guaranteed
///     a diary is read older, or while it is written                            forbidden
template <class Entry, class Env>
class handing_over {
 public:
  static constexpr std::string_view name = "handing_over";
  static constexpr bool applies = true;

  handing_over(std::uint32_t team, std::uint32_t phases)
      : team_{team}, phases_{phases}, barrier_{team}, seats_{std::make_unique<seat_diary[]>(team)} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].left.store(0U, relaxed);
      seats_[rank].diary.write(0U);
    }
  }

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      const std::uint32_t here = (rank + phase) % team_;
      seats_[here].left.await(phase - 1U, relaxed);
      {
        participant me = take_when_left(barrier_, here, context);
        context.expect(seats_[here].diary.read() == phase - 1U, "a seat shows what its holder did");
        context.enter_phase(rank, phase);
        static_cast<void>(me.arrive_and_wait());
        seats_[here].diary.write(phase);
      }
      seats_[here].left.publish(phase, relaxed);
    }
  }

  void after(auto&) {}

 private:
  struct alignas(Env::line) seat_diary {
    atomic_of<Env> left;
    payload<Env> diary;
  };

  const std::uint32_t team_;
  const std::uint32_t phases_;
  typename Entry::template barrier<Env> barrier_;
  std::unique_ptr<seat_diary[]> seats_;
};

/// May a barrier be destroyed as soon as its participants are gone?
///
/// The last rank to leave takes every seat in turn, and then destroys the barrier. It has counted
/// the others with relaxed increments, so that all it knows of them it has learnt from their seats.
///
///     the barrier is destroyed once, and not touched afterwards                guaranteed
///     a rank that leaves reads or writes a part of the dead barrier            forbidden
template <class Entry, class Env>
class destruction {
 public:
  static constexpr std::string_view name = "destruction";
  static constexpr bool applies = true;

  destruction(std::uint32_t team, std::uint32_t phases)
      : team_{team}, phases_{phases}, barrier_{std::in_place, team} {}

  void run(std::uint32_t rank, auto& context) {
    {
      participant me{*barrier_, rank};
      for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
        context.enter_phase(rank, phase);
        static_cast<void>(me.arrive_and_wait());
      }
    }
    if (gone_.fetch_add(1U, relaxed) + 1U == team_) {
      for (std::uint32_t other = 0; other != team_; ++other) {
        static_cast<void>(take_when_left(*barrier_, other, context));
      }
      barrier_.reset();
    }
  }

  void after(auto& context) {
    context.expect(!barrier_.has_value(), "the last one to leave has destroyed the barrier");
  }

 private:
  const std::uint32_t team_;
  const std::uint32_t phases_;
  std::optional<typename Entry::template barrier<Env>> barrier_;
  atomic_of<Env> gone_{0U};
};

/// May a barrier be destroyed as soon as a rank has waited until all seats are vacant?
///
/// Rank 0 leaves after the last phase, waits for the others to leave, and destroys the barrier. All
/// that it knows of them it has learnt from their seats.
///
///     rank 0 reads what each rank wrote after the last phase, before it left   guaranteed
///     the barrier is destroyed once, and not touched afterwards                guaranteed
///     rank 0 waits on, though every seat is vacant                             forbidden
template <class Entry, class Env>
class vacating {
 public:
  static constexpr std::string_view name = "vacating";
  static constexpr bool applies = true;

  vacating(std::uint32_t team, std::uint32_t phases)
      : team_{team},
        phases_{phases},
        barrier_{std::in_place, team},
        last_words_{std::make_unique<shown<Env, payload<Env>>[]>(team)} {}

  void run(std::uint32_t rank, auto& context) {
    {
      participant me{*barrier_, rank};
      for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
        context.enter_phase(rank, phase);
        static_cast<void>(me.arrive_and_wait());
      }
      last_words_[rank].datum.write(rank);
    }
    if (rank == 0) {
      barrier_->seats().wait_until_vacant();
      for (std::uint32_t other = 0; other != team_; ++other) {
        context.expect(last_words_[other].datum.read() == other,
                       "what was written before a seat was left is seen when it is vacant");
      }
      barrier_.reset();
    }
  }

  void after(auto& context) {
    context.expect(!barrier_.has_value(), "the barrier is destroyed when all seats are vacant");
  }

 private:
  const std::uint32_t team_;
  const std::uint32_t phases_;
  std::optional<typename Entry::template barrier<Env>> barrier_;
  shown_by_all<Env, payload<Env>> last_words_;
};

}  // namespace barriers::scenario
