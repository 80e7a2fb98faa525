#pragma once

#include <verify/mutation/injector.hpp>

#include <cstdint>
#include <memory>

namespace barriers::mutation {

/// A scenario as an execution of some engine, which a mutant takes part in.
template <class Execution>
class mutated_execution final : public Execution {
 public:
  static std::unique_ptr<mutated_execution> make(std::uint32_t team, std::uint32_t phases) {
    injector.begin_execution();
    return std::make_unique<mutated_execution>(team, phases);
  }

  using Execution::Execution;

  void run(std::uint32_t rank) override {
    Execution::run(rank);
    injector.end_of(rank);
  }
  void after() override {
    injector.end_of_ranks();
    Execution::after();
  }
};

}  // namespace barriers::mutation
