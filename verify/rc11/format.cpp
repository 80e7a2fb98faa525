#include <verify/rc11/format.hpp>

#include <verify/memory_order_name.hpp>

namespace barriers::rc11 {

std::string format(event_id of) {
  if (of.is_initial()) {
    return "the beginning";
  }
  std::string all{"r"};
  all += std::to_string(of.rank);
  all += '.';
  return all += std::to_string(of.index + 1);
}

std::string format(location of) {
  std::string all{"w"};
  return all += std::to_string(static_cast<std::uint32_t>(of));
}

std::string format(std::memory_order order) {
  return std::string{name_of(order)};
}

std::string format(const std::source_location& place) {
  std::string all{place.file_name()};
  all.erase(0, all.rfind('/') + 1);
  all += ':';
  return all += std::to_string(place.line());
}

}  // namespace barriers::rc11
