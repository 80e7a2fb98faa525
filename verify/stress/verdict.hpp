#pragma once

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace barriers::verify {

/// Asserts that no property was broken in the run of that title. To be called after the join.
inline void expect_none(const std::set<std::string>& broken, const std::string& title) {
  INFO(title);
  CHECK(broken == std::set<std::string>{});
}

}  // namespace barriers::verify
