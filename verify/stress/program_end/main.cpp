#include <verify/stress/program_end/waiter.hpp>

#include <barriers/any.hpp>
#include <barriers/central.hpp>
#include <barriers/dissemination.hpp>
#include <barriers/env/native.hpp>

#include <dlfcn.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>

/// A program that ends in the way of its first argument, while a rank waits at a barrier.
namespace barriers::verify {
namespace {

constexpr int status = 3;

using sleeping = central<env::native<env::park>>;
/// Its ranks look at an array of 256 KiB, which free() would take out of the address space.
using spinning = dissemination<env::native<env::spin>>;
constexpr std::uint32_t many = 256;

/// Destroyed after what is made later: what ranks still look at has to be there until then.
struct slow_end {
  slow_end() noexcept = default;
  slow_end(const slow_end&) = delete;
  slow_end& operator=(const slow_end&) = delete;
  ~slow_end() { std::this_thread::sleep_for(std::chrono::milliseconds{50}); }
} last;

sleeping global{2};
std::unique_ptr<sleeping> owned;

void use_another() {
  static sleeping another{1};
  static_cast<void>(participant{another, 0U}.arrive_and_wait());
}

/// What `main` returns, while rank 0 waits.
template <class Barrier>
int wait_at(Barrier& barrier) {
  let_rank_0_wait(barrier);
  return status;
}

int wait_at_a_local_one() {
  static sleeping local{2};
  return wait_at(local);
}

int wait_at_a_later_one() {
  use_another();
  return wait_at_a_local_one();
}

int wait_at_an_owned_one() {
  owned = std::make_unique<sleeping>(2U);
  return wait_at(*owned);
}

int wait_at_an_owned_later_one() {
  use_another();
  static const auto later = std::make_unique<sleeping>(2U);
  return wait_at(*later);
}

int spin_at_an_array() {
  static spinning local{many};
  return wait_at(local);
}

int spin_at_one_chosen_by_name() {
  static any local{"dissemination", "spin", many};
  return wait_at(local);
}

int let_a_stranger_exit() {
  wait_at_a_later_one();
  std::thread{[] { std::exit(status); }}.join();
  return EXIT_SUCCESS;
}

int let_a_participant_exit() {
  let_rank_0_wait(global);
  std::thread{[] {
    const participant me{global, 1U};
    std::exit(status);
  }}.join();
  return EXIT_SUCCESS;
}

int exit_quickly() {
  std::quick_exit(wait_at(global));
}

/// The library, in which rank 0 waits from now on.
void* load_library() {
  void* const library = dlopen(BARRIERS_PLUGIN, RTLD_NOW | RTLD_LOCAL);
  reinterpret_cast<void (*)()>(dlsym(library, "let_rank_0_wait_in_the_library"))();
  return library;
}

int wait_in_a_library() {
  load_library();
  return status;
}

int unload_the_library() {
  dlclose(load_library());
  return status;
}

int destroy_too_early() {
  static std::optional<sleeping> early{std::in_place, 2U};
  let_rank_0_wait(*early);
  early.reset();
  return status;
}

}  // namespace
}  // namespace barriers::verify

int main(int argc, char** argv) {
  using namespace barriers::verify;
  const std::map<std::string_view, int (*)()> ways{
      {"global", [] { return wait_at(global); }},
      {"local", &wait_at_a_local_one},
      {"later", &wait_at_a_later_one},
      {"owned", &wait_at_an_owned_one},
      {"owned later", &wait_at_an_owned_later_one},
      {"array", &spin_at_an_array},
      {"by name", &spin_at_one_chosen_by_name},
      {"stranger", &let_a_stranger_exit},
      {"participant", &let_a_participant_exit},
      {"quick", &exit_quickly},
      {"library", &wait_in_a_library},
      {"unloaded", &unload_the_library},
      {"early", &destroy_too_early},
  };
  std::fputs("not flushed by hand", stdout);
  return argc == 2 ? ways.at(argv[1])() : EXIT_FAILURE;
}
