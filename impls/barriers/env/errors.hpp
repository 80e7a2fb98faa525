#pragma once

#include <barriers/env/requirements.hpp>

#include <cstdio>
#include <exception>
#include <string>

namespace barriers {

/// Writes "barriers: `message`" to stderr and ends the program.
[[noreturn]] inline void terminate_with(const std::string& message) noexcept {
  std::fprintf(stderr, "barriers: %s\n", message.c_str());
  std::terminate();
}

/// Throws an `Error` with "barriers: `message`"; ends the program with it where exceptions are off.
template <class Error>
[[noreturn]] void fail(const std::string& message) {
#if defined(__cpp_exceptions)
  throw Error("barriers: " + message);
#else
  terminate_with(message);
#endif
}

}  // namespace barriers
