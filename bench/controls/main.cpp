#include <barriers/dissemination.hpp>
#include <bench/controls/slowed.hpp>
#include <bench/driver/application.hpp>
#include <bench/driver/barrier_entry_of.hpp>

#include <string_view>

/// The whole executable over three barriers whose truth is known. `control` and `aa_control` are the
/// same machine code; `slowed` moves a line more in each episode.
namespace {

using namespace barriers;

struct control_entry {
  static constexpr std::string_view name = "control";
  template <class Env>
  using barrier = dissemination<Env>;
};

struct aa_control_entry {
  static constexpr std::string_view name = "aa_control";
  template <class Env>
  using barrier = dissemination<Env>;
};

struct slowed_entry {
  static constexpr std::string_view name = "slowed";
  template <class Env>
  using barrier = controls::slowed<Env>;
};

}  // namespace

int main(int argc, char** argv) {
  return bench::application(argc, argv,
                            {bench::algorithm<control_entry>(),
                             bench::algorithm<aa_control_entry>(),
                             bench::algorithm<slowed_entry>()});
}
