#include <bench/system/background_load.hpp>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

namespace barriers::bench {
namespace {

[[noreturn]] void busy_forever() noexcept {
  while (true) {
    asm volatile("");
  }
}

void pin(const topology& machine, const child& other, pu place) {
  const cpuset wanted = cpuset::of(place);
  const cpuset actual;
  if (hwloc_set_proc_cpubind(machine.handle(), other.id(), wanted.get(), HWLOC_CPUBIND_STRICT) !=
          0 ||
      hwloc_get_proc_cpubind(machine.handle(), other.id(), actual.get(), 0) != 0) {
    throw std::runtime_error("cannot pin a busy process to PU " + std::to_string(place) + ": " +
                             std::strerror(errno));
  }
  if (!(wanted == actual)) {
    throw std::runtime_error("a busy process is bound to " + actual.listed() + " instead of PU " +
                             std::to_string(place));
  }
}

}  // namespace

background_load::background_load(const topology& machine, std::uint32_t on_each_pu) {
  for (const pu place : machine.compact()) {
    for (std::uint32_t number = 0; number != on_each_pu; ++number) {
      pin(machine, busy_.emplace_back(&busy_forever), place);
    }
  }
}

}  // namespace barriers::bench
