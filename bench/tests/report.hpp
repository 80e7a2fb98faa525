#pragma once

#include <bench/tests/launch.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>

/// Measures the cells whose whole name matches, by a command line that begins so, with a report in
/// JSON. A cell takes 5 ms in each pass, unless the command says otherwise.
inline outcome measure(const std::string& command, const std::string& cells) {
  const bool timed = command.find("--cell-ms") != std::string::npos;
  return launch(command + (timed ? "" : " --cell-ms=5") + " --benchmark_format=json" + only(cells));
}

/// The cells of a report in JSON; the program must have ended with this code.
inline nlohmann::json cells_of(const outcome& run, int code = 0) {
  INFO(run.err);
  REQUIRE(run.code == code);
  return nlohmann::json::parse(run.out)["benchmarks"];
}
