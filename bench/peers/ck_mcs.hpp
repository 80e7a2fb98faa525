#pragma once

#include <bench/peers/ck/ck.hpp>

namespace barriers::peers {

/// The tree barrier of Mellor-Crummey and Scott: arrival by fours, wake-up by twos.
template <env::environment Env>
class ck_mcs : public ck<Env, &ck_mcs_make, &ck_barrier_mcs> {
 public:
  using ck_mcs::ck::ck;
  static constexpr description about{.title = "MCS tree barrier of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_mcs"};
  static constexpr std::string_view differs =
      "its nodes are an array of 80 bytes each, so that those of neighbouring ranks share lines";
};

}  // namespace barriers::peers
