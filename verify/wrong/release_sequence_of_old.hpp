#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct release_sequence_of_old : wrong_pass<release_sequence_of_old, scenario::visibility> {
  static constexpr std::string_view fault =
      "the value that is awaited is stored relaxed, after another that was released";
  static constexpr std::string_view reference =
      "C++20, [intro.races]: a later store no longer continues a release sequence (P0982)";
  static constexpr std::string_view missed_by_relacy =
      "it knows the release sequences of C++11, which this one was";
  static constexpr verdict expected = verdict::data_race;

  template <class Env>
  static wait_result pass(central_counter<Env>& all, rank_local&) noexcept {
    const std::uint32_t half_way = Env::phases::next(all.generation.load(relaxed));
    const std::uint32_t next = Env::phases::next(half_way);
    if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.team) {
      all.arrived.store(0U, relaxed);
      all.generation.publish(half_way, release);
      // wrong: until C++17 it would have carried on what the store before it released.
      all.generation.publish(next, relaxed);
      return wait_result::leader();
    }
    all.generation.await(next, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
