#pragma once

#include <verify/scenarios/shown.hpp>

#include <barriers/barrier.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace barriers::scenario {

/// Does a team of one pass every phase by itself, and lead it?
///
///     a rank that is alone leads every phase                                   guaranteed
template <class Entry, class Env>
class alone {
 public:
  static constexpr std::string_view name = "alone";
  static constexpr bool applies = true;

  alone(std::uint32_t team, std::uint32_t phases)
      : phases_{phases}, barriers_{std::make_unique<own[]>(team)} {}

  void run(std::uint32_t rank, auto& context) {
    participant me{barriers_[rank].barrier, 0U};
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      context.enter_phase(rank, phase);
      context.expect(me.arrive_and_wait().is_leader(), "a rank that is alone leads every phase");
    }
  }

  void after(auto&) {}

 private:
  struct alignas(Env::line) own {
    typename Entry::template barrier<Env> barrier{1U};
  };

  const std::uint32_t phases_;
  std::unique_ptr<own[]> barriers_;
};

}  // namespace barriers::scenario
