#pragma once

#include <verify/scenarios/passages.hpp>
#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace barriers::scenario {

/// Do the barrier of a team and that of a part of it keep out of each other's way?
///
/// The whole team passes its barrier in each phase; between the first two of those phases the first
/// half of it passes a barrier of its own, twice, so that the two are never in step.
///
///     the guarantees of `visibility`, for those who share the barrier            guaranteed
///     a rank waits at one for what happens at the other                        forbidden
template <class Entry, class Env>
class side_by_side {
 public:
  static constexpr std::string_view name = "side_by_side";
  static constexpr bool applies = true;

  side_by_side(std::uint32_t team, std::uint32_t phases)
      : phases_{phases}, whole_{team}, half_{(team + 1U) / 2U} {}

  template <class Context>
  void run(std::uint32_t rank, Context& context) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      if (phase == 2U && rank < half_.team) {
        half_.pass(rank, 1U, context);
        half_.pass(rank, 2U, context);
      }
      whole_.pass(rank, phase, context);
    }
  }

  template <class Context>
  void after(Context&) {}

 private:
  using barrier = typename Entry::template barrier<Env>;
  using pair = std::array<payload<Env>, 2>;

  struct side {
    explicit side(std::uint32_t size)
        : team{size},
          shared{size},
          passages{shared, size},
          payloads{std::make_unique<shown<Env, pair>[]>(size)} {}

    template <class Context>
    void pass(std::uint32_t rank, std::uint32_t phase, Context& context) {
      payloads[rank].datum[phase % 2U].write(phase);
      context.enter_phase(rank, phase);
      static_cast<void>(passages[rank].pass());
      for (std::uint32_t other = 0; other != team; ++other) {
        context.expect(payloads[other].datum[phase % 2U].read() == phase,
                       "what was written before a phase is seen by all who share its barrier");
      }
    }

    const std::uint32_t team;
    barrier shared;
    seated<Env, at_once<barrier>> passages;
    shown_by_all<Env, pair> payloads;
  };

  const std::uint32_t phases_;
  side whole_;
  side half_;
};

}  // namespace barriers::scenario
