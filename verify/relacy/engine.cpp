#include <verify/relacy/engine.hpp>

#include <verify/relacy/arena.hpp>
#include <verify/relacy/environment.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <exception>
#include <new>
#include <ostream>
#include <source_location>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <string_view>

namespace barriers::relacy {
using driver::strategy;
namespace {

/// Where Relacy writes. It must not allocate: Relacy would take that for a part of the execution.
class page : public std::streambuf {
 public:
  void clear() { setp(text_.data(), text_.data() + text_.size()); }
  [[nodiscard]] std::string_view text() const {
    return {pbase(), static_cast<std::size_t>(pptr() - pbase())};
  }

 private:
  std::array<char, std::size_t{4} << 20U> text_;
};

page written;

/// Beyond so many steps an execution counts as one that never ends.
constexpr unsigned longest_execution = 5'000;

/// What is being simulated. Relacy makes its suites itself, out of nothing.
const driver::task* current = nullptr;
std::uint64_t begun = 0;
bool under_way = false;
bool out_of_memory = false;

/// Takes a step of the execution. An exception that leaves it is a failure of the execution: a
/// property was broken that no scenario states. But std::bad_alloc says nothing of what is
/// simulated: it cannot leave Relacy, and ends the simulation.
template <class Step>
void take(Step step) {
  std::string thrown;
  try {
    step();
    return;
  } catch (const std::bad_alloc& refused) {
    out_of_memory = true;
    thrown = refused.what();
  } catch (const std::exception& unexpected) {
    thrown = unexpected.what();
  }
  // Outside of the handler: what fails here does not return.
  rl::ctx().fail_test(thrown.c_str(), rl::test_result_user_assert_failed,
                      env::relacy_names::place(std::source_location::current()));
}

template <std::uint32_t Team>
class suite : public rl::test_suite<suite<Team>, Team> {
 public:
  void before() {
    // An execution that is under way here has failed, and is repeated for its trace.
    if (!under_way) {
      if (current->how.by != strategy::method::random && begun == current->how.budget) {
        rl::ctx().rl_until("the budget is spent", RL_INFO);
      }
      ++begun;
    }
    under_way = true;
    arena::begin_execution();
    take([this] { execution_ = current->make(Team, current->phases); });
  }
  void thread(unsigned rank) {
    take([this, rank] { execution_->run(rank); });
  }
  void after() {
    take([this] { execution_->after(); });
    execution_.reset();
    under_way = false;
  }

 private:
  std::unique_ptr<verify::execution> execution_;
};

bool simulate(std::uint32_t team, rl::test_params& params) {
  switch (team) {
  case 1: return rl::simulate<suite<1>>(params);
  case 2: return rl::simulate<suite<2>>(params);
  case 3: return rl::simulate<suite<3>>(params);
  case 4: return rl::simulate<suite<4>>(params);
  case 5: return rl::simulate<suite<5>>(params);
  case 6: return rl::simulate<suite<6>>(params);
  case 7: return rl::simulate<suite<7>>(params);
  case 8: return rl::simulate<suite<8>>(params);
  default: throw std::invalid_argument{"relacy: a team has 1 to 8 ranks"};
  }
}

driver::verdict verdict_of(const rl::test_params& params) {
  using enum driver::verdict;
  switch (params.test_result) {
  case rl::test_result_success:
  case rl::test_result_until_condition_hit: return passed;
  case rl::test_result_user_assert_failed:
  case rl::test_result_user_invariant_failed: return assertion;
  case rl::test_result_data_race: return data_race;
  case rl::test_result_access_to_freed_memory:
  case rl::test_result_double_free: return use_after_destroy;
  case rl::test_result_unitialized_access: return uninitialized_read;
  case rl::test_result_deadlock:
  case rl::test_result_livelock: return hang;
  default: return checker_error;
  }
}

rl::test_params params_of(const strategy& how, std::ostream& out) {
  rl::test_params params;
  params.output_stream = &out;
  params.progress_stream = &out;
  params.execution_depth_limit = longest_execution;
  switch (how.by) {
  case strategy::method::random:
    params.search_type = rl::sched_random;
    params.initial_state = std::to_string(how.first).c_str();
    params.iteration_count = how.first + how.budget - 1;
    break;
  case strategy::method::bound:
    params.search_type = rl::sched_bound;
    params.context_bound = how.bound;
    break;
  case strategy::method::full: params.search_type = rl::sched_full; break;
  }
  return params;
}

}  // namespace

driver::result relacy_engine::run(const driver::task& what) {
  current = &what;
  begun = 0;
  under_way = false;
  out_of_memory = false;
  written.clear();
  std::ostream out{&written};
  rl::test_params params = params_of(what.how, out);
  const auto start = std::chrono::steady_clock::now();
  const bool as_expected = simulate(what.team, params);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  if (out_of_memory) {
    throw std::bad_alloc{};
  }

  driver::result result;
  result.found = verdict_of(params);
  result.seconds = elapsed.count();
  result.executions = begun;
  if (result.has_passed()) {
    result.complete = as_expected && what.how.by != strategy::method::random;
  } else {
    result.failed = params.stop_iteration;
    result.trace = readable(std::string{written.text()});
  }
  return result;
}

}  // namespace barriers::relacy
