#pragma once

#include <bench/peers/ck/ck.h>
#include <bench/peers/ck/ck.hpp>

#include <cstdint>
#include <string_view>

namespace barriers::peers {

struct ck_tournament_kit {
  using barrier = ck_barrier_tournament_t;
  using seat = ck_barrier_tournament_state_t*;
  static constexpr auto make = &ck_tournament_make;
  static void pass(barrier* shared, seat mine, std::uint32_t) noexcept {
    ck_barrier_tournament(shared, mine);
  }
};

/// Matches in rounds, decided beforehand, and a wake-up back down the tree.
template <env::environment Env>
class ck_tournament : public ck<Env, ck_tournament_kit> {
 public:
  using ck<Env, ck_tournament_kit>::ck;
  static constexpr description about{.title = "tournament barrier of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_tournament"};
  static constexpr std::string_view differs =
      "the rounds of a rank lie side by side, those of different ranks apart";
};

}  // namespace barriers::peers
