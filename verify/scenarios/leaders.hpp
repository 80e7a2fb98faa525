#pragma once

#include <verify/scenarios/passages.hpp>
#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace barriers::scenario {

/// Each rank that leads a phase adds itself to the leaders of that phase.
template <class Entry, class Env, template <class> class Pass>
class leaders {
 public:
  static constexpr bool applies = true;

  leaders(std::uint32_t team, std::uint32_t phases)
      : phases_{phases},
        barrier_{team},
        passages_{barrier_, team},
        leaders_{std::make_unique<shown<Env, atomic_of<Env>>[]>(phases)} {
    for (std::uint32_t phase = 0; phase != phases; ++phase) {
      leaders_[phase].datum.store(0U, relaxed);
    }
  }

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 0; phase != phases_; ++phase) {
      context.enter_phase(rank, phase + 1U);
      if (passages_[rank].pass().is_leader()) {
        context.expect(leaders_[phase].datum.fetch_add(1U, relaxed) == 0U,
                       "no phase has two leaders");
      }
    }
  }

  void after(auto& context) {
    for (std::uint32_t phase = 0; phase != phases_; ++phase) {
      context.expect(leaders_[phase].datum.load(relaxed) == 1U, "each phase has a leader");
    }
  }

 private:
  using barrier = typename Entry::template barrier<Env>;

  const std::uint32_t phases_;
  barrier barrier_;
  seated<Env, Pass<barrier>> passages_;
  shown_by_all<Env, atomic_of<Env>> leaders_;
};

/// Does each phase have exactly one leader, on reuse too?
///
///     each phase is led by one rank                                            guaranteed
///     a phase is led by none, or by two                                        forbidden
template <class Entry, class Env>
struct one_leader : leaders<Entry, Env, at_once> {
  using leaders<Entry, Env, at_once>::leaders;
  static constexpr std::string_view name = "one_leader";
};

}  // namespace barriers::scenario
