#pragma once

#include <verify/driver/engine.hpp>

#include <string_view>
#include <vector>

namespace barriers::rc11 {

/// Every execution that RC11 allows, as an engine of the driver.
class rc11_engine : public driver::engine {
 public:
  [[nodiscard]] std::string_view name() const override { return "rc11"; }
  [[nodiscard]] bool is_exhaustive() const override { return true; }
  [[nodiscard]] std::vector<driver::test> canaries() const override;
  [[nodiscard]] std::string_view self_test_advice() const override {
    return "Check the compiler flags.";
  }
  driver::result run(const driver::task& what) override;
};

}  // namespace barriers::rc11
