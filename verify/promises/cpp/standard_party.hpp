#pragma once

#include <verify/promises/cpp/interpreter.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <utility>

namespace barriers::promises {

/// A party of a barrier with the interface of std::barrier.
template <class Barrier>
class standard_party {
 public:
  standard_party(Barrier& barrier, std::size_t /*number*/) : barrier_{barrier} {}

  std::string perform(const call& asked) {
    const auto& [name, argument] = asked;
    if (name == "wait" && argument.empty()) {
      barrier_.arrive_and_wait();
      return passed;
    }
    if (name == "arrive") {
      tokens_.push_back(barrier_.arrive(argument.empty() ? 1 : std::stol(argument)));
      return done;
    }
    if (name == "await") {
      barrier_.wait(std::move(tokens_.front()));
      tokens_.pop_front();
      return passed;
    }
    if (name == "drop") {
      barrier_.arrive_and_drop();
      return done;
    }
    not_offered(name);
  }

 private:
  Barrier& barrier_;
  std::deque<typename Barrier::arrival_token> tokens_;
};

}  // namespace barriers::promises
