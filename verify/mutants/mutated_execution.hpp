#pragma once

#include "surgery.hpp"

#include <execution.hpp>
#include <scenario_execution.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>

namespace barriers::mutants {

/// A scenario as an execution that a mutant takes part in. It may lead to an exception that the
/// scenario knows nothing of, already while its ranks are seated.
template <class Scenario>
class mutated_execution final : public model::execution {
 public:
  static std::unique_ptr<model::execution> make(std::uint32_t team, std::uint32_t phases) {
    theatre.begin_execution();
    return std::make_unique<mutated_execution>(team, phases);
  }

  mutated_execution(std::uint32_t team, std::uint32_t phases) {
    expect_no_exception([&] { scenario_.emplace(team, phases); });
  }

  void run(std::uint32_t rank) override {
    expect_no_exception([&] { scenario_->run(rank, court_); });
    theatre.end_of(rank);
  }
  void after() override { scenario_->after(court_); }

 private:
  template <class Step>
  void expect_no_exception(Step step) {
    bool done = false;
    try {
      step();
      done = true;
    } catch (const std::exception&) {
      done = false;
    }
    court_.expect(done, "no exception is thrown");
  }

  std::optional<Scenario> scenario_;
  model::court court_;
};

}  // namespace barriers::mutants
