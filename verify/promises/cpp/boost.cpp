#include <verify/promises/cpp/barrier_subject.hpp>
#include <verify/promises/cpp/leading_party.hpp>

#include <boost/thread/barrier.hpp>

/// boost::barrier.
namespace barriers::promises {
namespace {

struct of_boost {
  template <class Barrier>
  using party = leading_party<Barrier>;

  static ::boost::barrier make(std::ptrdiff_t parties) {
    return ::boost::barrier{static_cast<unsigned>(parties)};
  }
  static ::boost::barrier make(std::ptrdiff_t parties, action_call runs) {
    return ::boost::barrier{static_cast<unsigned>(parties), runs};
  }
};

}  // namespace
}  // namespace barriers::promises

int main() {
  return barriers::promises::interpret(
      barriers::promises::make_barrier<barriers::promises::of_boost>);
}
