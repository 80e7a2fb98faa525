#include <verify/promises/cpp/barrier_subject.hpp>
#include <verify/promises/cpp/standard_party.hpp>

#include <barrier>

/// std::barrier of the library that the program is compiled with.
namespace barriers::promises {
namespace {

struct standard {
  template <class Barrier>
  using party = standard_party<Barrier>;

  static auto make(std::ptrdiff_t parties) { return std::barrier{parties}; }
  static auto make(std::ptrdiff_t parties, action_call runs) { return std::barrier{parties, runs}; }
};

}  // namespace
}  // namespace barriers::promises

int main() {
  return barriers::promises::interpret(
      barriers::promises::make_barrier<barriers::promises::standard>);
}
