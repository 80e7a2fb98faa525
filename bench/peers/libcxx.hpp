#pragma once

#include <barriers/barrier.hpp>
#include <bench/peers/libcxx/foreign.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace barriers::peers {

/// std::barrier as LLVM's library has it, behind our interface.
///
/// It waits by a policy of its own, whatever `Env` says. It does not tell which rank came last:
/// rank 0 leads every phase, which costs nothing.
template <env::environment Env, completion Completion = no_completion>
class libcxx {
  static constexpr bool completes = !std::is_same_v<Completion, no_completion>;
  using call = std::conditional_t<completes, libcxx_call, libcxx_no_call>;

 public:
  using environment = Env;
  using foreign = libcxx_foreign<call>;
  static constexpr description about{.title = "std::barrier of libc++",
                                     .reference = "ISO C++20, [thread.barrier]; LLVM, <barrier>"};
  static constexpr std::string_view differs =
      "its code is compiled against libc++ and called across an ABI boundary, without inlining, a "
      "nanosecond or two for each phase; a rank finds its place in a tree by a hash of its thread, "
      "polls for 4 us, yields until 64 us, then sleeps for longer and longer";

  /// What a rank keeps: its number.
  struct local {
    std::uint32_t rank = 0;
  };

  using token = typename foreign::token;

  explicit libcxx(team_size team, Completion completion = {})
      : completion_{std::move(completion)}, barrier_{team, call_of(completion_)}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  token arrive(local&) noexcept { return barrier_.arrive(); }

  wait_result wait(local& me, token arrival) noexcept {
    barrier_.wait(arrival);
    return wait_result::leader_if(me.rank == 0);
  }

  wait_result arrive_and_wait(local& me) noexcept {
    barrier_.arrive_and_wait();
    return wait_result::leader_if(me.rank == 0);
  }

 private:
  static call call_of(Completion& completion) noexcept {
    if constexpr (completes) {
      return {[](void* mine) { (*static_cast<Completion*>(mine))(); }, &completion};
    } else {
      return {};
    }
  }

  [[no_unique_address]] Completion completion_;
  foreign barrier_;
  seating<Env, local> seats_;
};

}  // namespace barriers::peers
