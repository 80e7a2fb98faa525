#pragma once

#include <barriers/barrier.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace barriers::scenario {

/// Is a barrier with a rank in a seat refused its destruction?
///
///     the destructor says that a rank sits there, and ends the execution       guaranteed
///     the barrier is gone                                                      forbidden
///
/// A checker has to report it, so that this scenario has to fail.
template <class Entry, class Env>
class refusal {
 public:
  static constexpr std::string_view name = "refusal";

  refusal(std::uint32_t team, std::uint32_t) : team_{team}, barrier_{std::in_place, team} {}

  void run(std::uint32_t rank, auto&) {
    if (rank == 0) {
      // No participant: a barrier that is gone would have nothing to give up.
      barrier_->seats().take(team_ - 1U);
      barrier_.reset();
    }
  }

  void after(auto&) {}

 private:
  const std::uint32_t team_;
  std::optional<typename Entry::template barrier<Env>> barrier_;
};

}  // namespace barriers::scenario
