#pragma once

#include <verify/scenarios/passages.hpp>
#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace barriers::scenario {

/// Each rank marks the phase it is about to enter, and looks at everybody's mark when it has left.
/// The marks are relaxed atomics: only the barrier orders what is seen of them.
template <class Entry, class Env, class Property>
class marks {
 public:
  static constexpr bool applies = true;

  marks(std::uint32_t team, std::uint32_t phases)
      : team_{team},
        phases_{phases},
        barrier_{team},
        passages_{barrier_, team},
        marks_{std::make_unique<shown<Env, atomic_of<Env>>[]>(team)} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      marks_[rank].datum.store(0U, relaxed);
    }
  }

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      marks_[rank].datum.store(phase, relaxed);
      context.enter_phase(rank, phase);
      static_cast<void>(passages_[rank].pass());
      for (std::uint32_t other = 0; other != team_; ++other) {
        context.expect(Property::holds(marks_[other].datum.load(relaxed), phase), Property::text);
      }
    }
  }

  void after(auto&) {}

 private:
  using barrier = typename Entry::template barrier<Env>;

  const std::uint32_t team_;
  const std::uint32_t phases_;
  barrier barrier_;
  seated<Env, at_once<barrier>> passages_;
  shown_by_all<Env, atomic_of<Env>> marks_;
};

struct none_behind {
  static constexpr const char* text = "nobody leaves a phase before all have arrived in it";
  static bool holds(std::uint32_t mark, std::uint32_t phase) noexcept { return mark >= phase; }
};

struct none_far_ahead {
  static constexpr const char* text = "no two ranks are more than one phase apart";
  static bool holds(std::uint32_t mark, std::uint32_t phase) noexcept { return mark <= phase + 1U; }
};

/// Does any rank leave before all have arrived?
///
///     after leaving phase k, every rank is seen to have arrived in phase k     guaranteed
///     after leaving phase k, some rank is seen in phase k - 1                  forbidden
template <class Entry, class Env>
struct separation : marks<Entry, Env, none_behind> {
  using marks<Entry, Env, none_behind>::marks;
  static constexpr std::string_view name = "separation";
};

/// Does a fast rank that laps the others mix up the phases?
///
///     after leaving phase k, every rank is seen in phase k + 1 at most         guaranteed
///     after leaving phase k, some rank is seen in phase k + 2                  forbidden
///     a rank waits for phase k for ever, the others being beyond it            forbidden
template <class Entry, class Env>
struct lapping : marks<Entry, Env, none_far_ahead> {
  using marks<Entry, Env, none_far_ahead>::marks;
  static constexpr std::string_view name = "lapping";
};

}  // namespace barriers::scenario
