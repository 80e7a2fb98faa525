#pragma once

#include "execution.hpp"

#include <barriers/env/explorer.hpp>

#include <cstdint>
#include <memory>
#include <source_location>

namespace barriers::explorer {

/// Where a scenario brings its broken promises: the execution ends there, as a failed one.
class court {
  using here = std::source_location;

 public:
  static void expect(bool kept, const char* promise, here at = here::current()) {
    if (!kept) {
      env::explored_world::current().die(promise, at);
    }
  }
  static void enter_phase(std::uint32_t, std::uint32_t) {}
  static void retry(here at = here::current()) { env::explored_world::current().start_over(at); }
};

/// A scenario as an execution.
template <class Scenario>
class scenario_execution : public execution {
 public:
  scenario_execution(std::uint32_t team, std::uint32_t phases) : scenario_{team, phases} {}

  void run(std::uint32_t rank) override { scenario_.run(rank, court_); }
  void after() override { scenario_.after(court_); }

 private:
  Scenario scenario_;
  court court_;
};

template <class Scenario>
std::unique_ptr<execution> make_scenario(std::uint32_t team, std::uint32_t phases) {
  return std::make_unique<scenario_execution<Scenario>>(team, phases);
}

}  // namespace barriers::explorer
