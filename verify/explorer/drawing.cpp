#include "drawing.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string_view>

namespace barriers::explorer {
namespace {

constexpr std::string_view vector_graphics = ".svg";

bool write(const std::string& text, const std::string& file) {
  std::ofstream out{file};
  if (out << text << std::flush) {
    return true;
  }
  std::fprintf(stderr, "explorer: %s cannot be written\n", file.c_str());
  return false;
}

/// The name of a file, so that `dot` does not take it for an option.
std::string as_path(const std::string& file) {
  return file.starts_with('-') ? "./" + file : file;
}

/// Has `dot` draw `source` as `drawing`. Whether it could.
bool has_drawn(const std::string& source, const std::string& drawing) {
  std::string from = as_path(source);
  std::string to = as_path(drawing);
  std::string command = "dot";
  std::string format = "-Tsvg";
  std::string output = "-o";
  const std::array<char*, 6> arguments{command.data(), format.data(), output.data(),
                                       to.data(),      from.data(),   nullptr};
  pid_t child = 0;
  int status = 0;
  return posix_spawnp(&child, command.c_str(), nullptr, nullptr, arguments.data(), environ) == 0 &&
         waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool draw(const std::string& picture, const std::string& file) {
  if (!file.ends_with(vector_graphics)) {
    return write(picture, file);
  }
  const std::string source = file.substr(0, file.size() - vector_graphics.size()) + ".dot";
  if (!write(picture, source)) {
    return false;
  }
  if (has_drawn(source, file)) {
    return true;
  }
  std::fprintf(stderr, "explorer: dot has not drawn %s; is graphviz installed? %s is there\n",
               file.c_str(), source.c_str());
  return false;
}

}  // namespace barriers::explorer
