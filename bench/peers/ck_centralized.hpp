#pragma once

#include <bench/peers/ck/ck.hpp>

namespace barriers::peers {

/// A counter and a sense, in one line.
template <env::environment Env>
class ck_centralized : public ck<Env, &ck_centralized_make, &ck_barrier_centralized> {
 public:
  using ck_centralized::ck::ck;
  static constexpr description about{.title = "centralized barrier of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_centralized"};
  static constexpr std::string_view differs =
      "the counter and the sense that ranks wait for lie in one line";
};

}  // namespace barriers::peers
