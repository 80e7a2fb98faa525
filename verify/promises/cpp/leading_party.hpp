#pragma once

#include <verify/promises/cpp/interpreter.hpp>

#include <cstddef>
#include <string>

namespace barriers::promises {

/// A party of a barrier whose `wait` tells it whether it leads, and that can do nothing else.
template <class Barrier>
class leading_party {
 public:
  leading_party(Barrier& barrier, std::size_t /*number*/) : barrier_{barrier} {}

  std::string perform(const call& asked) {
    if (asked.name == "wait" && asked.argument.empty()) {
      return barrier_.wait() ? "passed,leader=1" : "passed,leader=0";
    }
    not_offered(asked.name);
  }

 private:
  Barrier& barrier_;
};

}  // namespace barriers::promises
