#pragma once

#include <verify/memory_order_name.hpp>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace barriers::mutation {

/// What an operation does.
enum class kind { load, store, publish, await, rmw, cas, fence, wait, wake };

/// Where an operation stands in the text, which is its identity.
struct place {
  const char* file;
  std::uint32_t line;
  std::uint32_t column;

  static place of(const std::source_location& at) noexcept {
    return {at.file_name(), at.line(), at.column()};
  }
  friend bool operator==(const place& one, const place& other) noexcept {
    return one.line == other.line && one.column == other.column &&
           std::strcmp(one.file, other.file) == 0;
  }
};

/// One operation of the text, and what was seen of it in the executions that were recorded.
struct operation {
  kind what{};
  place where{};
  std::memory_order order{};
  bool values_vary = false;       ///< with different values by one rank in one execution
  bool locations_vary = false;    ///< on different locations by one rank in one execution
  bool locations_differ = false;  ///< on different locations by different ranks in one execution
};

using barriers::name_of;
std::string_view name_of(kind what);

/// "file:line:column".
std::string format(const place& where);

/// "store relaxed", or "wake" where there is no order.
std::string format(const operation& what);

/// One line for each operation on stdout: where it stands, and what it is.
void print(const std::vector<operation>& operations);

}  // namespace barriers::mutation
