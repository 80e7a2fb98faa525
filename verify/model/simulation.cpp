#include "simulation.hpp"

#include "memory.hpp"

#include <barriers/env/relacy.hpp>

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

namespace barriers::model {
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
const simulation* current = nullptr;
std::uint64_t begun = 0;
bool under_way = false;
bool out_of_memory = false;

/// Takes a step of the execution. An exception that leaves it is a failure of the execution: a
/// promise was broken that nobody had put into words. But std::bad_alloc says nothing of what is
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
      if (current->how.by != search::method::random && begun == current->how.executions) {
        rl::ctx().rl_until("the budget is spent", RL_INFO);
      }
      ++begun;
    }
    under_way = true;
    memory::begin_execution();
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
  std::unique_ptr<execution> execution_;
};

bool run(std::uint32_t team, rl::test_params& params) {
  switch (team) {
  case 1: return rl::simulate<suite<1>>(params);
  case 2: return rl::simulate<suite<2>>(params);
  case 3: return rl::simulate<suite<3>>(params);
  case 4: return rl::simulate<suite<4>>(params);
  case 5: return rl::simulate<suite<5>>(params);
  case 6: return rl::simulate<suite<6>>(params);
  case 7: return rl::simulate<suite<7>>(params);
  case 8: return rl::simulate<suite<8>>(params);
  default: throw std::invalid_argument{"the model knows teams of 1 to 8"};
  }
}

}  // namespace

outcome simulate(const simulation& what) {
  current = &what;
  begun = 0;
  under_way = false;
  out_of_memory = false;
  written.clear();
  std::ostream out{&written};
  rl::test_params params;
  params.output_stream = &out;
  params.progress_stream = &out;
  params.execution_depth_limit = longest_execution;
  switch (what.how.by) {
  case search::method::random:
    params.search_type = rl::sched_random;
    params.initial_state = std::to_string(what.how.first).c_str();
    params.iteration_count = what.how.first + what.how.executions - 1;
    break;
  case search::method::bound:
    params.search_type = rl::sched_bound;
    params.context_bound = what.how.bound;
    break;
  case search::method::full: params.search_type = rl::sched_full; break;
  }

  const auto start = std::chrono::steady_clock::now();
  const bool as_expected = run(what.team, params);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  if (out_of_memory) {
    throw std::bad_alloc{};
  }

  outcome result;
  result.seconds = elapsed.count();
  result.executions = begun;
  const bool spent = params.test_result == rl::test_result_until_condition_hit;
  if (as_expected || spent) {
    result.verdict = outcome::passed;
    result.complete = as_expected && what.how.by != search::method::random;
  } else {
    result.verdict = rl::test_result_str(params.test_result);
    result.failed = params.stop_iteration;
    result.trace = written.text();
  }
  return result;
}

}  // namespace barriers::model
