#pragma once

#include "execution.hpp"

#include <barriers/env/relacy.hpp>

#include <cstdint>
#include <memory>
#include <ostream>
#include <source_location>

namespace barriers::model {

/// A step of the trace that says where a rank has got to.
struct entering {
  std::uint32_t rank;
  std::uint32_t phase;
  void output(std::ostream& to) const { to << "rank " << rank << " enters phase " << phase; }
};

/// Where a scenario brings its broken promises: the execution ends there, as a failed one.
class court {
  using here = std::source_location;

 public:
  static void expect(bool kept, const char* promise, here at = here::current()) {
    if (!kept) {
      rl::ctx().fail_test(promise, rl::test_result_user_assert_failed,
                          env::relacy_names::place(at));
    }
  }

  static void enter_phase(std::uint32_t rank, std::uint32_t phase, here at = here::current()) {
    if (rl::ctx().collecting_history()) {
      rl::ctx().exec_log(env::relacy_names::place(at), entering{rank, phase});
    }
  }

  static void retry() {}
};

/// A scenario as an execution.
template <class Scenario>
class scenario_execution : public execution {
 public:
  static std::unique_ptr<execution> make(std::uint32_t team, std::uint32_t phases) {
    return std::make_unique<scenario_execution>(team, phases);
  }

  scenario_execution(std::uint32_t team, std::uint32_t phases) : scenario_{team, phases} {}

  void run(std::uint32_t rank) override { scenario_.run(rank, court_); }
  void after() override { scenario_.after(court_); }

 private:
  Scenario scenario_;
  court court_;
};

}  // namespace barriers::model
