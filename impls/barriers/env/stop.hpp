#pragma once

#include <barriers/env/requirements.hpp>

#include <version>

#if defined(__cpp_lib_jthread)
#include <stop_token>
#endif

/// How a wait is asked to stop: by the standard's stop_token.
namespace barriers::env {

#if defined(__cpp_lib_jthread)
using stop_token = std::stop_token;
template <class Callback>
using stop_callback = std::stop_callback<Callback>;
#else
/// In its place where the library has none, as libc++ 19 without -fexperimental-library: a stop is
/// never requested.
struct stop_token {
  [[nodiscard]] static constexpr bool stop_possible() noexcept { return false; }
  [[nodiscard]] static constexpr bool stop_requested() noexcept { return false; }
};
template <class Callback>
struct stop_callback {
  stop_callback(const stop_token&, const Callback&) noexcept {}
};
#endif

}  // namespace barriers::env
