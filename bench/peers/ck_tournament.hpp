#pragma once

#include <bench/peers/ck/ck.hpp>

namespace barriers::peers {

/// Matches in rounds, decided beforehand, and a wake-up back down the tree.
template <env::environment Env>
class ck_tournament : public ck<Env, &ck_tournament_make, &ck_barrier_tournament> {
 public:
  using ck_tournament::ck::ck;
  static constexpr description about{.title = "tournament barrier of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_tournament"};
  static constexpr std::string_view differs =
      "the rounds of a rank lie side by side, those of different ranks apart";
};

}  // namespace barriers::peers
