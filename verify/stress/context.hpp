#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace barriers::verify {

/// Watches one run of a scenario on real threads.
///
/// The threads report to it (Catch2 must not be called from them); the thread that started them
/// asks afterwards what was broken. As long as properties hold nothing orders the threads
/// here, so that ThreadSanitizer sees the synchronisation of the barrier and no other.
class context {
 public:
  /// What it says of a team of which no rank gets anywhere.
  static constexpr const char* hang_message = "no rank got anywhere for ";

  /// `title` names the run in the report on a blocked rank.
  context(std::string title, std::uint32_t team);

  /// A property; if it does not hold, it is noted.
  void expect(bool holds, const char* property) {
    if (!holds) {
      note(property);
    }
  }

  /// `rank` goes into `phase`.
  void enter_phase(std::uint32_t rank, std::uint32_t phase) noexcept {
    whereabouts_[rank].phase.store(phase, std::memory_order::relaxed);
  }

  /// A rank has achieved nothing, and tries again.
  void retry() noexcept {}

  /// `rank` has done all it had to do.
  void leaves(std::uint32_t rank);

  /// Returns when all ranks have left. If none of them gets anywhere for as long as `hang_timeout`,
  /// says which rank is blocked in which phase, and ends the program: a hang is a verdict too.
  void await_team(std::chrono::milliseconds hang_timeout);

  /// The properties that were broken.
  [[nodiscard]] const std::set<std::string>& broken() const noexcept { return broken_; }

 private:
  void note(const char* property);
  [[nodiscard]] std::uint64_t progress() const noexcept;
  [[noreturn]] void report_hang(std::chrono::milliseconds hang_timeout) const;
  void report_missing() const;

  struct alignas(128) whereabouts {
    std::atomic<std::uint32_t> phase{0};
    bool left = false;
  };

  const std::string title_;
  const std::uint32_t team_;
  const std::unique_ptr<whereabouts[]> whereabouts_;
  std::mutex mutex_;
  std::condition_variable rank_left_;
  std::uint32_t left_ = 0;
  std::set<std::string> broken_;
};

}  // namespace barriers::verify
