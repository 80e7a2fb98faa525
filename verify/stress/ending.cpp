#include <verify/stress/ending.hpp>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace barriers::verify {
namespace {

int valid(int result) {
  if (result < 0) {
    throw std::system_error{errno, std::generic_category()};
  }
  return result;
}

[[noreturn]] void run_apart(const std::function<void()>& code, int said) {
  dup2(said, STDERR_FILENO);
  // Catch2 would report the signal that is wanted here, and the kernel would keep a core of it.
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
    std::signal(signal, SIG_DFL);
  }
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  code();
  _exit(EXIT_SUCCESS);
}

std::string read_all(int from) {
  std::string text;
  std::array<char, 4096> part{};
  for (ssize_t size = 0; (size = read(from, part.data(), part.size())) > 0;) {
    text.append(part.data(), static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace

ending ending_of(const std::function<void()>& code) {
  std::array<int, 2> ends{};
  valid(pipe(ends.data()));
  const auto [reader, writer] = ends;
  const pid_t child = valid(fork());
  if (child == 0) {
    close(reader);
    run_apart(code, writer);
  }
  close(writer);
  std::string said = read_all(reader);
  close(reader);
  int status = 0;
  valid(waitpid(child, &status, 0));
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  const int exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  return {.aborted = signal == SIGABRT,
          .signal = signal,
          .exit_code = exit_code,
          .said = std::move(said)};
}

}  // namespace barriers::verify
