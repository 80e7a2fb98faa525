#include "text.hpp"

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
  switch (order) {
  case std::memory_order::relaxed: return "relaxed";
  case std::memory_order::consume: return "consume";
  case std::memory_order::acquire: return "acquire";
  case std::memory_order::release: return "release";
  case std::memory_order::acq_rel: return "acq_rel";
  case std::memory_order::seq_cst: break;
  }
  return "seq_cst";
}

std::string text(const std::source_location& place) {
  std::string all{place.file_name()};
  all.erase(0, all.rfind('/') + 1);
  all += ':';
  return all += std::to_string(place.line());
}

}  // namespace barriers::explorer
