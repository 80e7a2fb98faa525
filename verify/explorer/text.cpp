#include "text.hpp"

#include <verify/order.hpp>

namespace barriers::explorer {

std::string text(name of) {
  if (of.is_initial()) {
    return "the beginning";
  }
  std::string all{"r"};
  all += std::to_string(of.rank);
  all += '.';
  return all += std::to_string(of.index + 1);
}

std::string text(word of) {
  std::string all{"w"};
  return all += std::to_string(static_cast<std::uint32_t>(of));
}

std::string text(std::memory_order order) {
  return std::string{name_of(order)};
}

std::string text(const std::source_location& place) {
  std::string all{place.file_name()};
  all.erase(0, all.rfind('/') + 1);
  all += ':';
  return all += std::to_string(place.line());
}

}  // namespace barriers::explorer
