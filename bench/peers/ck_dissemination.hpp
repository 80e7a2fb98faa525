#pragma once

#include <bench/peers/ck/ck.h>
#include <bench/peers/ck/ck.hpp>

#include <cstdint>
#include <string_view>

namespace barriers::peers {

struct ck_dissemination_kit {
  using barrier = ck_barrier_dissemination_t;
  using seat = ck_barrier_dissemination_state_t*;
  static constexpr auto make = &ck_dissemination_make;
  static void pass(barrier* shared, seat mine, std::uint32_t) noexcept {
    ck_barrier_dissemination(shared, mine);
  }
};

/// Flags in rounds, with parity and sense.
template <env::environment Env>
class ck_dissemination : public ck<Env, ck_dissemination_kit> {
 public:
  using ck<Env, ck_dissemination_kit>::ck;
  static constexpr description about{.title = "dissemination barrier of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_dissemination"};
  static constexpr std::string_view differs =
      "the flags of a rank lie side by side in one line, those of different ranks apart";
};

}  // namespace barriers::peers
