#pragma once

#include <atomic>
#include <string_view>

namespace barriers {

/// "relaxed", as it stands in the text.
constexpr std::string_view name_of(std::memory_order order) {
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

}  // namespace barriers
