#pragma once

#include <bench/peers/ck/ck.h>
#include <bench/peers/ck/ck.hpp>

#include <cstdint>
#include <string_view>

namespace barriers::peers {

struct ck_centralized_kit {
  using barrier = ck_barrier_centralized_t;
  using seat = ck_barrier_centralized_state_t*;
  static constexpr auto make = &ck_centralized_make;
  static void pass(barrier* shared, seat mine, std::uint32_t team) noexcept {
    ck_barrier_centralized(shared, mine, team);
  }
};

/// A counter and a sense, in one line.
template <env::environment Env>
class ck_centralized : public ck<Env, ck_centralized_kit> {
 public:
  using ck<Env, ck_centralized_kit>::ck;
  static constexpr description about{.title = "centralized barrier of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_centralized"};
  static constexpr std::string_view differs =
      "the counter and the sense that ranks wait for lie in one line";
};

}  // namespace barriers::peers
