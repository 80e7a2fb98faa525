#include <verify/stress/verdict.hpp>

#include <catch2/catch.hpp>

namespace barriers::verify {

void expect_none(const std::set<std::string>& broken, const std::string& title) {
  static const std::set<std::string> none;
  INFO(title);
  CHECK(broken == none);
}

}  // namespace barriers::verify
