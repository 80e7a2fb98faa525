#include <verify/driver/tests_of.hpp>
#include <verify/relacy/backend.hpp>
#include <verify/relacy/engine.hpp>
#include <verify/scenarios/canaries.hpp>

#include <string>
#include <utility>

namespace barriers::relacy {
namespace {

template <class Canary>
driver::test canary_of(std::string name, driver::verdict expected) {
  return {std::move(name), "-", driver::factory_of<relacy_backend, Canary>(), 2, expected};
}

}  // namespace

std::vector<driver::test> relacy_engine::canaries() const {
  using with_spin = env::relacy<env::spin>;
  using with_park = env::relacy<env::park>;
  using enum driver::verdict;
  return {
      canary_of<canary::use_after_destroy<with_spin>>("use after destroy", use_after_destroy),
      canary_of<canary::unordered_destruction<with_spin>>("unordered destruction",
                                                          use_after_destroy),
      canary_of<canary::relaxed_arrival<with_spin>>("relaxed arrival", data_race),
      canary_of<canary::no_parity<with_spin>>("no parity", hang),
      canary_of<canary::hang<with_spin>>("hang", hang),
      canary_of<canary::sleep_without_wake<with_park>>("sleep without wake", hang),
      canary_of<canary::broken_property<with_spin>>("broken property", assertion),
      canary_of<canary::out_of_memory<with_spin>>("out of memory", out_of_memory),
  };
}

}  // namespace barriers::relacy
