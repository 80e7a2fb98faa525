#include <bench/system/child.hpp>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <system_error>

namespace barriers::bench {
namespace {

[[noreturn]] void live(const std::function<void()>& part, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) {
    std::_Exit(EXIT_FAILURE);  // it died before we could ask to die with it
  }
  try {
    part();
  } catch (const std::exception& error) {
    std::cerr << "barriers_bench: " << error.what() << '\n';
    std::_Exit(EXIT_FAILURE);
  }
  std::_Exit(EXIT_SUCCESS);
}

}  // namespace

std::string exit_status::describe() const {
  return code ? "ended with " + std::to_string(*code)
              : "was ended by signal " + std::to_string(signal);
}

child::child(const std::function<void()>& part) : id_{0} {
  const pid_t parent = getpid();
  id_ = fork();
  if (id_ < 0) {
    throw std::system_error(
        errno, std::generic_category(),
        "cannot start another process; raise the limit on processes (ulimit -u, "
        "or pids.max of the cgroup)");
  }
  if (id_ == 0) {
    live(part, parent);
  }
}

child::~child() {
  if (id_ > 0) {
    kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
  }
}

exit_status child::wait() {
  int status = 0;
  while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = 0;
  if (WIFEXITED(status)) {
    return {.code = WEXITSTATUS(status), .signal = 0};
  }
  return {.code = std::nullopt, .signal = WTERMSIG(status)};
}

std::shared_ptr<void> map_shared(std::size_t bytes) {
  void* const memory =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    throw std::system_error(errno, std::generic_category(),
                            "cannot map " + std::to_string(bytes) +
                                " bytes of memory; raise the limit on it (ulimit -v)");
  }
  return {memory, [bytes](void* mapped) { munmap(mapped, bytes); }};
}

}  // namespace barriers::bench
