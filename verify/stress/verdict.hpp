#pragma once

#include <set>
#include <string>

namespace barriers::verify {

/// Asserts that no property was broken in the run of that title. To be called after the join.
void expect_none(const std::set<std::string>& broken, const std::string& title);

}  // namespace barriers::verify
