#pragma once

#include <verify/driver/subject.hpp>
#include <verify/mutation/mutated.hpp>
#include <verify/mutation/mutated_execution.hpp>
#include <verify/mutation/refusal.hpp>
#include <verify/scenarios/all.hpp>
#include <verify/scenarios/fan_in_two.hpp>
#include <verify/scenarios/parking.hpp>

#include <barriers/env/waiting.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// The tests of a subject under one checker. A `Backend` is the checker as templates see it: its
/// `environment` for each waiting policy, the `primitives` below it, `waiting`, what a policy makes
/// of other primitives, `spurious_wakeups`, the policy of sleeps that end without reason, the
/// `context` of its scenarios, and `rank()`, the rank that is running.
namespace barriers::driver {

template <class Backend, class Scenario>
using execution_of = verify::scenario_execution<Scenario, typename Backend::context>;

template <class Backend, class Scenario>
verify::factory factory_of() {
  return [](std::uint32_t team, std::uint32_t phases) {
    return std::make_unique<execution_of<Backend, Scenario>>(team, phases);
  };
}

template <class Backend, class Scenario>
test test_of(std::string policy, std::uint32_t least_team = 1, verdict expected = verdict::passed) {
  return {std::string{Scenario::name}, std::move(policy), factory_of<Backend, Scenario>(),
          least_team, expected};
}

/// The same where the mutation injector may change what an operation does.
template <class Backend, class Scenario>
test mutation_test_of(std::string policy, std::uint32_t least_team = 1,
                      verdict expected = verdict::passed) {
  return {std::string{Scenario::name}, std::move(policy),
          [](std::uint32_t team, std::uint32_t phases) {
            return mutation::mutated_execution<execution_of<Backend, Scenario>>::make(team, phases);
          },
          least_team, expected};
}

/// Every scenario that applies to an algorithm, waiting by each policy of the checker. Mutants
/// spin: how a rank falls asleep and is woken has mutants of its own.
template <class Backend, class Entry>
subject algorithm(std::string name) {
  using small_fan_in = scenario::fan_in_two<Entry>;
  subject made{.name = std::move(name)};
  Backend::for_each_policy([&made]<class Policy>(const char* policy, Policy) {
    using environment = typename Backend::template environment<Policy>;
    scenario::for_each_scenario<small_fan_in, environment>(
        [&]<class Scenario>() { made.tests.push_back(test_of<Backend, Scenario>(policy)); });
  });
  using environment = mutation::mutated<Backend, env::spin>;
  scenario::for_each_scenario<small_fan_in, environment>([&]<class Scenario>() {
    made.mutation_tests.push_back(mutation_test_of<Backend, Scenario>("spin"));
  });
  made.mutation_tests.push_back(
      mutation_test_of<Backend, scenario::refusal<small_fan_in, environment>>("spin", 1,
                                                                              verdict::assertion));
  return made;
}

/// What is no algorithm, and has scenarios of its own: templates over an environment alone.
template <class Backend, template <class> class... Scenario>
subject barrier_with(std::string name) {
  subject made{.name = std::move(name), .is_small = true, .phases = 2};
  Backend::for_each_policy([&made]<class Policy>(const char* policy, Policy) {
    using environment = typename Backend::template environment<Policy>;
    (made.tests.push_back(
         test_of<Backend, Scenario<environment>>(policy, Scenario<environment>::least_team)),
     ...);
  });
  using environment = mutation::mutated<Backend, env::spin>;
  made.mutation_tests = {mutation_test_of<Backend, Scenario<environment>>(
      "spin", Scenario<environment>::least_team)...};
  return made;
}

/// The protocol by which a rank falls asleep and is woken: with a waker that is held up anywhere,
/// and with sleeps that end without reason. The futex is a model: that the kernel compares and
/// sleeps in one step is taken from its manual. What Relacy does not show: its seq_cst fences order
/// more than the standard's do where plain data is concerned, so the payload of `one_waker` rests
/// on the acquire and release of the awaited atomic and is no evidence about the fences.
template <class Backend>
subject parking() {
  subject made{.name = "parking", .is_small = true};
  const auto add = [&made]<class Policy>(const char* policy, Policy) {
    using environment = typename Backend::template environment<Policy>;
    made.tests.push_back(test_of<Backend, scenario::one_waker<environment>>(policy, 2));
    made.tests.push_back(test_of<Backend, scenario::many_wakers<environment>>(policy, 2));
    made.tests.push_back(test_of<Backend, scenario::timed_waits<environment>>(policy, 2));
  };
  add("park", env::park{});
  add("spurious_wakeups", typename Backend::spurious_wakeups{});
  using environment = mutation::mutated<Backend, env::park>;
  made.mutation_tests = {mutation_test_of<Backend, scenario::one_waker<environment>>("park", 2),
                         mutation_test_of<Backend, scenario::many_wakers<environment>>("park", 2),
                         mutation_test_of<Backend, scenario::timed_waits<environment>>("park", 2)};
  return made;
}

}  // namespace barriers::driver
