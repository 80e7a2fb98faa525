#pragma once

#include <verify/scenarios/passages.hpp>
#include <verify/scenarios/payloads.hpp>

#include <cstdint>
#include <string_view>

namespace barriers::scenario {

/// Do the barrier of a team and that of a part of it keep out of each other's way?
///
/// The whole team passes its barrier in each phase; between the first two of those phases the first
/// half of it passes a barrier of its own, twice, so that the two are never in step.
///
///     the guarantees of `visibility`, for those who share the barrier          guaranteed
///     a rank waits at one for what happens at the other                        forbidden
template <class Entry, class Env>
class side_by_side {
 public:
  static constexpr std::string_view name = "side_by_side";
  static constexpr bool applies = true;

  side_by_side(std::uint32_t team, std::uint32_t phases)
      : phases_{phases},
        half_team_{(team + 1U) / 2U},
        whole_{team, phases},
        half_{half_team_, 2U} {}

  void run(std::uint32_t rank, auto& context) {
    constexpr auto property =
        "what was written before a phase is seen by all who share its barrier";
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      if (phase == 2U && rank < half_team_) {
        half_.pass(rank, 1U, context, property);
        half_.pass(rank, 2U, context, property);
      }
      whole_.pass(rank, phase, context, property);
    }
  }

  void after(auto&) {}

 private:
  const std::uint32_t phases_;
  const std::uint32_t half_team_;
  payloads_by<Entry, Env, at_once> whole_;
  payloads_by<Entry, Env, at_once> half_;
};

}  // namespace barriers::scenario
