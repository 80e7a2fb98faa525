#include <verify/promises/cpp/action.hpp>

#include <chrono>
#include <thread>
#include <utility>

namespace barriers::promises {
namespace {

using namespace std::chrono_literals;

constexpr auto held_at_most = 1s;
constexpr auto poll_interval = 1ms;

}  // namespace

phase_action::phase_action(std::string kind) : kind_{std::move(kind)} {}

void phase_action::run() {
  if (kind_ == "throw") {
    throw action_error{};
  }
  if (kind_ == "abort") {
    abort_();
  }
  if (kind_ == "hold") {
    hold();
  }
  ++runs_;
}

void phase_action::hold() {
  is_held_ = true;
  const auto end = std::chrono::steady_clock::now() + held_at_most;
  while (!party_has_returned_ && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(poll_interval);
  }
}

void phase_action::await_held() const {
  while (!is_held_) {
    std::this_thread::sleep_for(poll_interval);
  }
}

}  // namespace barriers::promises
