#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// What became of a program.
struct outcome {
  int code;
  std::string out;
  std::string err;
};

/// Runs a command line to its end.
inline outcome launch(const std::string& command) {
  namespace fs = std::filesystem;
  const fs::path place = fs::temp_directory_path() / ("bench_tests." + std::to_string(getpid()));
  const std::string out = place.string() + ".out";
  const std::string err = place.string() + ".err";
  const int status = std::system((command + " >" + out + " 2>" + err).c_str());
  const auto read = [](const std::string& name) {
    std::ifstream file{name};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    fs::remove(name);
    return text;
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(out), read(err)};
}

/// The option that chooses the cells whose whole name matches.
inline std::string only(const std::string& name) {
  return " '--benchmark_filter=^" + name + "$'";
}
