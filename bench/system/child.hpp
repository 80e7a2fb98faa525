#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <type_traits>

namespace barriers::bench {

/// How a process ended: with an exit code, or by a signal and without one.
struct exit_status {
  std::optional<int> code;
  int signal = 0;

  /// "ended with 1", "was ended by signal 9"
  [[nodiscard]] std::string describe() const;
};

/// A process that does one part and ends. It is killed when it is no longer wanted, and when the
/// thread that started it dies.
///
/// To be started while no other thread of the program runs: a child has only the thread that
/// started it, and a lock that another one held is never given back.
class child {
 public:
  /// Throws std::system_error where there can be no further process.
  explicit child(const std::function<void()>& part);
  child(const child&) = delete;
  child& operator=(const child&) = delete;
  ~child();

  [[nodiscard]] pid_t id() const noexcept { return id_; }

  /// Waits for its end; the exit code is 0 if the part has come to its end.
  exit_status wait();

 private:
  pid_t id_;
};

/// Memory that a process and its children write to and read alike. Throws std::system_error where
/// there is none.
std::shared_ptr<void> map_shared(std::size_t bytes);

/// A value that a process and its children have in common.
template <class T>
  requires std::is_trivially_copyable_v<T>
std::shared_ptr<T> shared_with_children() {
  const std::shared_ptr<void> memory = map_shared(sizeof(T));
  return {memory, new (memory.get()) T{}};
}

}  // namespace barriers::bench
