#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct release_sequence_of_old {
  static constexpr std::string_view name = "release_sequence_of_old";
  static constexpr std::string_view fault =
      "the value that is awaited is stored relaxed, after another that was released";
  static constexpr std::string_view reference =
      "C++20, [intro.races]: a later store no longer continues a release sequence (P0982)";
  static constexpr std::string_view missed_by_relacy =
      "it knows the release sequences of C++11, which this one was";
  static constexpr driver::verdict expected = driver::verdict::data_race;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::visibility<release_sequence_of_old, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_nothing> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_nothing>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      static_cast<void>(me);
      const std::uint32_t here = generation_.load(relaxed);
      const std::uint32_t half_way = Env::phases::next(here);
      const std::uint32_t next = Env::phases::next(half_way);
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.store(0U, relaxed);
        generation_.publish(half_way, release);
        // wrong: until C++17 it would have carried on what the store before it released.
        generation_.publish(next, relaxed);
        return wait_result::leader();
      }
      generation_.await(next, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic generation_{Env::phases::first};
  };
};

}  // namespace barriers::wrong
