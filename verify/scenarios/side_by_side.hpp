#pragma once

#include "passages.hpp"
#include "shown.hpp"

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace barriers::scenario {

/// Do the barrier of a team and that of a part of it keep out of each other's way?
///
/// The whole team passes its barrier in each phase; between two of those phases the first half of
/// it passes a barrier of its own, twice, so that the two are never in step.
///
///     after leaving, everybody who shares the barrier is seen to have arrived  promised
///     after leaving, somebody who shares the barrier is seen before it         forbidden
///     a rank waits at one for what happens at the other                        forbidden
template <class Entry, class Env>
class side_by_side {
 public:
  static constexpr std::string_view name = "side_by_side";
  static constexpr bool applies = true;

  side_by_side(std::uint32_t team, std::uint32_t phases)
      : phases_{phases}, whole_{team}, half_{(team + 1U) / 2U} {}

  template <class Court>
  void run(std::uint32_t rank, Court& court) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      if (phase != 1U && rank < half_.team) {
        half_.pass(rank, court);
        half_.pass(rank, court);
      }
      whole_.pass(rank, court);
    }
  }

  template <class Court>
  void after(Court&) {}

 private:
  using barrier = typename Entry::template barrier<Env>;

  struct side {
    explicit side(std::uint32_t size)
        : team{size},
          shared{size},
          passages{shared, size},
          marks{std::make_unique<shown<Env, mark<Env>>[]>(size)} {
      for (std::uint32_t rank = 0; rank != size; ++rank) {
        marks[rank].datum.store(0U, relaxed);
      }
    }

    template <class Court>
    void pass(std::uint32_t rank, Court& court) {
      const std::uint32_t phase = marks[rank].datum.load(relaxed) + 1U;
      marks[rank].datum.store(phase, relaxed);
      court.enters(rank, phase);
      static_cast<void>(passages[rank].pass());
      for (std::uint32_t other = 0; other != team; ++other) {
        court.expect(marks[other].datum.load(relaxed) >= phase,
                     "nobody leaves a barrier before all who share it have arrived");
      }
    }

    const std::uint32_t team;
    barrier shared;
    seated<Env, at_once<barrier>> passages;
    shown_by_all<Env, mark<Env>> marks;
  };

  const std::uint32_t phases_;
  side whole_;
  side half_;
};

}  // namespace barriers::scenario
