#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace barriers::verify {

/// One execution under a checker: made for a team that goes through some phases, entered by each
/// rank once, and looked at when all have left. A scenario is compiled once for all teams, and a
/// checker once for all scenarios.
class execution {
 public:
  execution() = default;
  execution(const execution&) = delete;
  execution& operator=(const execution&) = delete;
  virtual ~execution() = default;

  virtual void run(std::uint32_t rank) = 0;
  virtual void after() = 0;
};

using factory = std::function<std::unique_ptr<execution>(std::uint32_t team, std::uint32_t phases)>;

/// A scenario as an execution; broken properties go to a `Context`.
template <class Scenario, class Context>
class scenario_execution : public execution {
 public:
  scenario_execution(std::uint32_t team, std::uint32_t phases) : scenario_{team, phases} {}

  void run(std::uint32_t rank) override { scenario_.run(rank, context_); }
  void after() override { scenario_.after(context_); }

 private:
  Context context_;
  Scenario scenario_;
};

}  // namespace barriers::verify
