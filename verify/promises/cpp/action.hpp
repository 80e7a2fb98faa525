#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <utility>

namespace barriers::promises {

/// What an action throws.
struct action_error {};

/// What a barrier does between the last arrival and the first release.
class phase_action {
 public:
  explicit phase_action(std::string kind);

  /// Runs it once. Throws action_error, where that is its kind.
  void run();
  [[nodiscard]] unsigned runs() const noexcept { return runs_; }

  /// What an action of the kind `abort` calls.
  void aborts_by(std::function<void()> abort) { abort_ = std::move(abort); }
  /// Returns once an action of the kind `hold` runs; it does so until a party has returned from a
  /// wait, and for a second at most.
  void await_held() const;
  void party_returned() noexcept { party_has_returned_ = true; }

 private:
  void hold();

  std::string kind_;
  std::function<void()> abort_;
  std::atomic<unsigned> runs_{0};
  std::atomic<bool> is_held_{false};
  std::atomic<bool> party_has_returned_{false};
};

/// An action, as a barrier takes it.
struct action_call {
  phase_action* what;
  void operator()() const { what->run(); }
};

}  // namespace barriers::promises
