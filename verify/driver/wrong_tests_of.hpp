#pragma once

#include <verify/driver/tests_of.hpp>
#include <verify/driver/wrong.hpp>

#include <string>
#include <utility>

namespace barriers::driver {

/// A wrong barrier of verify/wrong under one checker.
template <class Backend, class Wrong>
wrong_barrier wrong_barrier_of(std::string name) {
  using environment = typename Backend::template environment<typename Wrong::policy>;
  std::string missed;
  if constexpr (Backend::is_relacy && requires { Wrong::missed_by_relacy; }) {
    missed = Wrong::missed_by_relacy;
  }
  return {
      std::move(name),
      std::string{Wrong::fault},
      std::string{Wrong::reference},
      missed,
      Wrong::team,
      test_of<Backend, typename Wrong::template detected_by<environment>>("-", 2, Wrong::expected)};
}

}  // namespace barriers::driver
