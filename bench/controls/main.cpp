#include <barriers/dissemination.hpp>
#include <bench/controls/slowed.hpp>
#include <bench/driver/application.hpp>
#include <bench/driver/barrier_entry_of.hpp>

#include <string_view>

/// The whole program over three words whose truth is known. `control` and `twin` are one and the same
/// machine code; `handicapped` moves a line more in each episode.
namespace {

using namespace barriers;

struct control {
  static constexpr std::string_view word = "control";
  template <class Env>
  using barrier = dissemination<Env>;
};

struct twin {
  static constexpr std::string_view word = "twin";
  template <class Env>
  using barrier = dissemination<Env>;
};

struct handicapped {
  static constexpr std::string_view word = "handicapped";
  template <class Env>
  using barrier = calibration::handicapped<Env>;
};

}  // namespace

int main(int argc, char** argv) {
  return bench::application(
      argc, argv,
      {bench::algorithm<control>(), bench::algorithm<twin>(), bench::algorithm<handicapped>()});
}
