#pragma once

#include <bench/peers/ck/ck.h>
#include <bench/peers/ck/ck.hpp>

#include <cstdint>
#include <string_view>

namespace barriers::peers {

struct ck_mcs_kit {
  using barrier = ck_barrier_mcs_t;
  using seat = ck_barrier_mcs_state_t*;
  static constexpr auto make = &ck_mcs_make;
  static void pass(barrier* shared, seat mine, std::uint32_t) noexcept {
    ck_barrier_mcs(shared, mine);
  }
};

/// The tree barrier of Mellor-Crummey and Scott: arrival by fours, wake-up by twos.
template <env::environment Env>
class ck_mcs : public ck<Env, ck_mcs_kit> {
 public:
  using ck<Env, ck_mcs_kit>::ck;
  static constexpr description about{.title = "MCS tree barrier of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_mcs"};
  static constexpr std::string_view differs =
      "its nodes are an array of 80 bytes each, so that those of neighbouring ranks share lines";
};

}  // namespace barriers::peers
