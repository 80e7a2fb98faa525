#pragma once

#include <verify/scenarios/passages.hpp>
#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace barriers::scenario {

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
        passages_{barrier_, team},
        payloads_{std::make_unique<shown<Env, pair>[]>(team)} {}

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      pass(rank, phase, context, "what was written before a phase is seen after it");
    }
  }

  /// One phase of a rank; `property` is what it shows.
  void pass(std::uint32_t rank, std::uint32_t phase, auto& context, const char* property) {
    payloads_[rank].datum[phase % 2U].write(phase);
    context.enter_phase(rank, phase);
    static_cast<void>(passages_[rank].pass());
    for (std::uint32_t other = 0; other != team_; ++other) {
      context.expect(payloads_[other].datum[phase % 2U].read() == phase, property);
    }
  }

  void after(auto&) {}

 private:
  using pair = std::array<payload<Env>, 2>;

  const std::uint32_t team_;
  const std::uint32_t phases_;
  typename Entry::template barrier<Env> barrier_;
  seated<Env, Pass> passages_;
  shown_by_all<Env, pair> payloads_;
};

template <class Entry, class Env, template <class> class Pass>
using payloads_by = payloads<Entry, Env, Pass<typename Entry::template barrier<Env>>>;

/// Is what was written before a phase seen after it?
///
///     after leaving phase k, every payload reads k                             guaranteed
///     a payload is read older or newer than k, or while it is written          forbidden
template <class Entry, class Env>
struct visibility : payloads_by<Entry, Env, at_once> {
  using payloads_by<Entry, Env, at_once>::payloads_by;
  static constexpr std::string_view name = "visibility";
};

template <class Env>
using from_last_phase_but_one = env::with_phases<Env, env::phase_range<32, ~0U - 1U>>;
template <class Env>
using with_one_bit = env::with_phases<Env, env::phase_range<1>>;

/// Does all this hold where the phase number wraps round at the end of its 32 bits?
///
///     the guarantees of `visibility`, from the last phase but one              guaranteed
template <class Entry, class Env>
struct wrap_around : visibility<Entry, from_last_phase_but_one<Env>> {
  using visibility<Entry, from_last_phase_but_one<Env>>::visibility;
  static constexpr std::string_view name = "wrap_around";
};

/// Does all this hold where the phase number wraps round in every second phase?
///
///     the guarantees of `visibility`, with phase numbers of one bit            guaranteed
template <class Entry, class Env>
struct one_bit_phases : visibility<Entry, with_one_bit<Env>> {
  using visibility<Entry, with_one_bit<Env>>::visibility;
  static constexpr std::string_view name = "one_bit_phases";
};

}  // namespace barriers::scenario
