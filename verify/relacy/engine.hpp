#pragma once

#include <verify/driver/engine.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace barriers::relacy {

/// The Relacy Race Detector. It samples: environment.hpp says what it does not see.
class relacy_engine : public driver::engine {
 public:
  [[nodiscard]] std::string_view name() const override { return "relacy"; }
  [[nodiscard]] bool is_exhaustive() const override { return false; }
  [[nodiscard]] std::vector<driver::test> canaries() const override;
  [[nodiscard]] std::string_view self_test_advice() const override {
    return "Check the compiler flags: -fno-lifetime-dse, -fno-sized-deallocation and "
           "-DRL_DO_ASSERT=1 are needed.";
  }
  driver::result run(const driver::task& what) override;
};

/// The steps of a trace of Relacy's, a line each, with the place of each as file:line. What comes
/// before the ranks is left out, and where a rank looks again and sees nothing new.
std::string readable(const std::string& trace);

}  // namespace barriers::relacy
