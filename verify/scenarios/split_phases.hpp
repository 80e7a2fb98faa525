#pragma once

#include <verify/scenarios/leaders.hpp>
#include <verify/scenarios/passages.hpp>
#include <verify/scenarios/payloads.hpp>
#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace barriers::scenario {

/// Does a rank that arrives first and waits later keep the guarantees of the whole?
///
///     the guarantees of `visibility`, in two steps                             guaranteed
template <class Entry, class Env>
struct split_phase : payloads_by<Entry, Env, in_two_steps> {
  using payloads_by<Entry, Env, in_two_steps>::payloads_by;
  static constexpr std::string_view name = "split_phase";
  static constexpr bool applies = split_phase_barrier<typename Entry::template barrier<Env>>;
};

/// Does each phase have exactly one leader, though its ranks arrive first and wait later?
///
///     the guarantees of `one_leader`, in two steps                             guaranteed
template <class Entry, class Env>
struct split_leader : leaders<Entry, Env, in_two_steps> {
  using leaders<Entry, Env, in_two_steps>::leaders;
  static constexpr std::string_view name = "split_leader";
  static constexpr bool applies = split_phase_barrier<typename Entry::template barrier<Env>>;
};

/// Does a wait return at once when its phase is over?
///
/// Rank 0 arrives, and does not wait before everybody else has arrived in the phase after: then
/// no rank will stir until rank 0 has gone on. The others say that they have arrived with a relaxed
/// store, so that only the barrier orders what rank 0 sees after its wait.
///
///     rank 0 passes phase k while the others wait for it in phase k + 1        guaranteed
///     after its wait, rank 0 reads k from every payload of phase k             guaranteed
///     rank 0 waits for a phase that waits for rank 0                           forbidden
template <class Entry, class Env>
class late_wait {
 public:
  static constexpr std::string_view name = "late_wait";
  static constexpr bool applies = split_phase_barrier<typename Entry::template barrier<Env>>;

  late_wait(std::uint32_t team, std::uint32_t phases)
      : team_{team},
        phases_{phases},
        barrier_{team},
        passages_{barrier_, team},
        ranks_{std::make_unique<late_rank[]>(team)} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      ranks_[rank].arrived.store(0U, relaxed);
    }
  }

  void run(std::uint32_t rank, auto& context) {
    auto& me = passages_[rank].me;
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      ranks_[rank].payload[phase % 2U].write(phase);
      context.enter_phase(rank, phase);
      auto token = me.arrive();
      ranks_[rank].arrived.publish(phase, relaxed);
      if (rank == 0 && phase != phases_) {
        await_all_others(phase + 1U);
      }
      static_cast<void>(me.wait(token));
      for (std::uint32_t other = 0; other != team_; ++other) {
        context.expect(ranks_[other].payload[phase % 2U].read() == phase,
                       "what was written before a phase is seen after it, however late");
      }
    }
  }

  void after(auto&) {}

 private:
  using barrier = typename Entry::template barrier<Env>;

  struct alignas(Env::line) late_rank {
    atomic_of<Env> arrived;
    std::array<scenario::payload<Env>, 2> payload;
  };

  void await_all_others(std::uint32_t phase) {
    for (std::uint32_t other = 1; other != team_; ++other) {
      ranks_[other].arrived.await(phase, relaxed);
    }
  }

  const std::uint32_t team_;
  const std::uint32_t phases_;
  barrier barrier_;
  seated<Env, in_two_steps<barrier>> passages_;
  std::unique_ptr<late_rank[]> ranks_;
};

}  // namespace barriers::scenario
