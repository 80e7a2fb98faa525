#pragma once

#include <cstdint>
#include <memory>

namespace barriers::model {

/// One execution under the checker: made for a team, entered by each rank once, then looked at.
///
/// It stands between what is checked and Relacy, so that a scenario is compiled once for all
/// teams, and Relacy once for all scenarios. It is over-aligned, and so are the words of every
/// barrier, which leads all of them to the arena of memory.cpp.
class alignas(64) execution {
 public:
  execution() = default;
  execution(const execution&) = delete;
  execution& operator=(const execution&) = delete;
  virtual ~execution() = default;

  virtual void run(std::uint32_t rank) = 0;
  virtual void after() = 0;
};

/// Makes an execution for a team that goes through so many phases.
using factory = std::unique_ptr<execution> (*)(std::uint32_t team, std::uint32_t phases);

}  // namespace barriers::model
