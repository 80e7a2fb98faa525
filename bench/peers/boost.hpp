#pragma once

#include <barriers/barrier.hpp>

#include <boost/thread/barrier.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace barriers::peers {

/// boost::barrier, behind our interface.
///
/// It waits by a policy of its own, whatever `Env` says. The thread that is told `true` leads.
template <env::environment Env, completion Completion = no_completion>
class boost {
 public:
  using environment = Env;
  using foreign = ::boost::barrier;
  static constexpr description about{.title = "boost::barrier",
                                     .reference = "Boost.Thread, boost/thread/barrier.hpp"};
  static constexpr std::string_view differs =
      "a mutex and a condition variable: every rank but the last one sleeps in every phase";

  /// What a rank keeps: nothing.
  struct local {};

  explicit boost(team_size team, Completion completion = {})
      : barrier_{made(team, std::move(completion))}, seats_{team} {}

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local&) noexcept { return wait_result::leader_if(barrier_.wait()); }

 private:
  static foreign made(std::uint32_t team, Completion completion) {
    if constexpr (std::is_same_v<Completion, no_completion>) {
      return foreign{team};
    } else {
      return foreign{team, completion};
    }
  }

  foreign barrier_;
  seating<Env, local> seats_;
};

}  // namespace barriers::peers
