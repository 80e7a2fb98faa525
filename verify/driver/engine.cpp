#include <verify/driver/engine.hpp>

namespace barriers::driver {

std::string name_of(const strategy& how) {
  switch (how.by) {
  case strategy::method::random: return "random";
  case strategy::method::bound: return "bound-" + std::to_string(how.bound);
  case strategy::method::full: break;
  }
  return "full";
}

}  // namespace barriers::driver
