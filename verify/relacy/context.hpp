#pragma once

#include <verify/relacy/environment.hpp>

#include <cstdint>
#include <ostream>
#include <source_location>

namespace barriers::relacy {

/// A step of the trace that says which phase a rank has come to.
struct phase_step {
  std::uint32_t rank;
  std::uint32_t phase;
  void output(std::ostream& to) const { to << "rank " << rank << " enters phase " << phase; }
};

/// What scenarios report to: a broken property ends the execution as a failed one. It is
/// over-aligned, and so are the atomics of every barrier, which leads all that an execution shares
/// to the arena.
class alignas(64) relacy_context {
  using here = std::source_location;

 public:
  static void expect(bool holds, const char* property, here at = here::current()) {
    if (!holds) {
      rl::ctx().fail_test(property, rl::test_result_user_assert_failed,
                          env::relacy_names::place(at));
    }
  }

  static void enter_phase(std::uint32_t rank, std::uint32_t phase, here at = here::current()) {
    if (rl::ctx().collecting_history()) {
      rl::ctx().exec_log(env::relacy_names::place(at), phase_step{rank, phase});
    }
  }

  static void retry() {}
};

}  // namespace barriers::relacy
