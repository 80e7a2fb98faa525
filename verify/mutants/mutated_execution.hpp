#pragma once

#include "surgery.hpp"

#include <execution.hpp>
#include <scenario_execution.hpp>

#include <cstdint>
#include <exception>
#include <memory>

namespace barriers::mutants {

/// A scenario as an execution that a mutant takes part in.
template <class Scenario>
class mutated_execution final : public model::execution {
 public:
  static std::unique_ptr<model::execution> make(std::uint32_t team, std::uint32_t phases) {
    theatre.begin_execution();
    return std::make_unique<mutated_execution>(team, phases);
  }

  mutated_execution(std::uint32_t team, std::uint32_t phases) : scenario_{team, phases} {}

  /// A mutant may lead to an exception that the scenario does not know of.
  void run(std::uint32_t rank) override {
    try {
      scenario_.run(rank, court_);
    } catch (const std::exception&) {
      court_.expect(false, "no exception is thrown");
    }
    theatre.end_of(rank);
  }
  void after() override { scenario_.after(court_); }

 private:
  Scenario scenario_;
  model::court court_;
};

}  // namespace barriers::mutants
