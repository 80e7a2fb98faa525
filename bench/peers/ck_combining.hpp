#pragma once

#include <bench/peers/ck/ck.h>
#include <bench/peers/ck/ck.hpp>

#include <cstdint>
#include <string_view>

namespace barriers::peers {

struct ck_combining_kit {
  using barrier = ck_barrier_combining_t;
  using seat = ck_combining_seat;
  static constexpr auto make = &ck_combining_make;
  static void pass(barrier* shared, seat mine, std::uint32_t) noexcept {
    ck_barrier_combining(shared, mine.group, mine.state);
  }
};

/// A binary tree of groups; the ranks sit in pairs, at inner groups too.
template <env::environment Env>
class ck_combining : public ck<Env, ck_combining_kit> {
 public:
  using ck<Env, ck_combining_kit>::ck;
  static constexpr description about{.title = "software combining tree of Concurrency Kit",
                                     .reference = "Concurrency Kit 0.7, ck_barrier_combining"};
  static constexpr std::string_view differs =
      "a binary tree of groups below a root without ranks; each group holds two ranks and whoever "
      "comes up from two other groups, with its counter and its sense in one line";
};

}  // namespace barriers::peers
