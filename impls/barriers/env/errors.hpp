#pragma once

#include <barriers/env/requirements.hpp>

#include <concepts>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace barriers {

/// Writes "barriers: `message`" to stderr and ends the program.
[[noreturn]] inline void terminate_with(const std::string& message) noexcept {
  std::fprintf(stderr, "barriers: %s\n", message.c_str());
  std::terminate();
}

/// Throws `error`; ends the program with what it says where exceptions are off.
template <std::derived_from<std::exception> Error>
[[noreturn]] void raise(const Error& error) {
#if defined(__cpp_exceptions)
  throw error;
#else
  std::fprintf(stderr, "%s\n", error.what());
  std::terminate();
#endif
}

/// Throws an `Error` with "barriers: `message`"; ends the program with it where exceptions are off.
template <class Error>
[[noreturn]] void fail(const std::string& message) {
  raise(Error("barriers: " + message));
}

/// An error that says why, to people and to programs.
template <class Why>
class explained_error : public std::runtime_error {
 public:
  explained_error(const std::string& message, Why why)
      : std::runtime_error{"barriers: " + message}, why_{std::move(why)} {}

  [[nodiscard]] const Why& why() const noexcept { return why_; }

 private:
  Why why_;
};

/// Calls `function`; gives what it throws.
template <class Function>
std::exception_ptr caught_from(Function&& function) noexcept {
#if defined(__cpp_exceptions)
  try {
    function();
  } catch (...) {
    return std::current_exception();
  }
#else
  function();
#endif
  return nullptr;
}

/// What an exception says of itself; nothing where it is no std::exception.
inline std::string message_of(const std::exception_ptr& thrown) {
#if defined(__cpp_exceptions)
  try {
    if (thrown) {
      std::rethrow_exception(thrown);
    }
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "";
  }
#else
  static_cast<void>(thrown);
#endif
  return "";
}

}  // namespace barriers
