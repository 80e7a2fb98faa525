#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace barriers::explorer {

/// One execution: made, entered by each rank once, looked at when all have left, and destroyed.
/// What a rank does may depend on what it is answered, and on nothing else.
class execution {
 public:
  execution() = default;
  execution(const execution&) = delete;
  execution& operator=(const execution&) = delete;
  virtual ~execution() = default;

  virtual void run(std::uint32_t rank) = 0;
  virtual void after() = 0;
};

/// Makes the same execution each time.
using factory = std::function<std::unique_ptr<execution>()>;

}  // namespace barriers::explorer
