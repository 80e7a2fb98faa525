#pragma once

#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace barriers::scenario {

/// May any thread go on in a seat that was given up, and only then?
///
/// Rank 0 is contested: its own thread and the last thread of the team each take its seat, go
/// through one phase, and give it up, until one of them finds the other sitting there and leaves
/// the rest to it. What the rank has come to is plain data that goes with the seat.
///
///     the next holder of a seat goes on where its last one stopped             guaranteed
///     two hold the seat at a time, or a phase is done twice or left out        forbidden
template <class Entry, class Env>
class succession {
 public:
  static constexpr std::string_view name = "succession";
  static constexpr bool applies = true;

  succession(std::uint32_t team, std::uint32_t phases)
      : seats_{team == 1U ? 1U : team - 1U},
        phases_{phases},
        barrier_{seats_},
        phases_done_{std::make_unique<shown<Env, payload<Env>>[]>(seats_)} {
    for (std::uint32_t seat = 0; seat != seats_; ++seat) {
      phases_done_[seat].datum.write(0U);
    }
  }

  void run(std::uint32_t rank, auto& context) {
    try {
      while (has_gone_on(rank % seats_, context)) {
      }
    } catch (const std::logic_error&) {
      context.expect(rank % seats_ == 0U, "a seat that is not contested is vacant");
    }
  }

  void after(auto& context) {
    for (std::uint32_t seat = 0; seat != seats_; ++seat) {
      context.expect(phases_done_[seat].datum.read() == phases_,
                     "each rank has gone through every phase");
    }
  }

 private:
  /// Goes through the next phase in that seat, unless all are over.
  bool has_gone_on(std::uint32_t seat, auto& context) {
    participant me{barrier_, seat};
    const std::uint32_t phase = phases_done_[seat].datum.read() + 1U;
    if (phase > phases_) {
      return false;
    }
    context.enter_phase(seat, phase);
    static_cast<void>(me.arrive_and_wait());
    phases_done_[seat].datum.write(phase);
    return true;
  }

  const std::uint32_t seats_;
  const std::uint32_t phases_;
  typename Entry::template barrier<Env> barrier_;
  shown_by_all<Env, payload<Env>> phases_done_;
};

}  // namespace barriers::scenario
