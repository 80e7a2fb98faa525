#pragma once

#include <bench/peers/ck/ck.hpp>

namespace barriers::peers {

/// A binary tree of groups; the ranks sit in pairs, at inner groups too.
template <env::environment Env>
class ck_combining : public ck<Env, &ck_combining_make, &ck_barrier_combining> {
 public:
  using ck_combining::ck::ck;
  static constexpr description about{.title = "software combining tree of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_combining"};
  static constexpr std::string_view differs =
      "a binary tree of groups below a root without ranks; each group holds two ranks and the "
      "winners of two other groups, with its counter and its sense in one line";
};

}  // namespace barriers::peers
