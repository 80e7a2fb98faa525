#pragma once

#include <verify/scenarios/passages.hpp>
#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace barriers::scenario {

/// Does the completion run once, after all have arrived, before any rank leaves, seeing everything?
///
///     the completion of phase k reads k from every payload                     guaranteed
///     the completion of phase k + 1 finds what that of phase k has written     guaranteed
///     after leaving phase k, k completions are seen to have run                guaranteed
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
        passages_{barrier_, team},
        payloads_{std::make_unique<shown<Env, payload<Env>>[]>(team)} {
    completions_.write(0U);
  }

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      payloads_[rank].datum.write(phase);
      context.enter_phase(rank, phase);
      static_cast<void>(passages_[rank].pass());
      context.expect(completions_.read() == phase,
                     "each phase is completed before anybody leaves it");
      context.expect(complete_.read() == 1U, "the completion sees all that was written before");
    }
  }

  void after(auto& context) {
    context.expect(completions_.read() == phases_, "the completion runs once in each phase");
  }

 private:
  struct all_here {
    completion_once* scenario;
    void operator()() const noexcept { scenario->complete(); }
  };
  using barrier = typename Entry::template barrier<Env, all_here>;

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
  barrier barrier_;
  seated<Env, at_once<barrier>> passages_;
  shown_by_all<Env, payload<Env>> payloads_;
  payload<Env> completions_;
  payload<Env> complete_;
};

}  // namespace barriers::scenario
