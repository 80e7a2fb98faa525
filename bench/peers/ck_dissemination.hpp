#pragma once

#include <bench/peers/ck/ck.hpp>

namespace barriers::peers {

/// Flags in rounds, with parity and sense.
template <env::environment Env>
class ck_dissemination : public ck<Env, &ck_dissemination_make, &ck_barrier_dissemination> {
 public:
  using ck_dissemination::ck::ck;
  static constexpr description about{.title = "dissemination barrier of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_dissemination"};
  static constexpr std::string_view differs =
      "the flags of a rank lie side by side in one line, those of different ranks apart";
};

}  // namespace barriers::peers
