#include <verify/promises/cpp/barrier_subject.hpp>
#include <verify/promises/cpp/leading_party.hpp>

#include <bench/peers/pthread.hpp>

#include <barriers/env/native.hpp>

/// pthread_barrier_t of the C library.
namespace barriers::promises {
namespace {

struct posix {
  using barrier = peers::pthread<env::native<env::park>>::foreign;
  template <class Barrier>
  using party = leading_party<Barrier>;

  static barrier make(std::ptrdiff_t parties) {
    return barrier{static_cast<std::uint32_t>(parties)};
  }
};

}  // namespace
}  // namespace barriers::promises

int main() {
  return barriers::promises::interpret(barriers::promises::make_barrier<barriers::promises::posix>);
}
