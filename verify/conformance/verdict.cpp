#include <verify/conformance/verdict.hpp>

#include <verify/stress/context.hpp>
#include <verify/stress/ending.hpp>

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace barriers::verify {
namespace {

constexpr std::string_view broken = "broken: ";
constexpr std::string_view failed = "failed: ";

void say(std::string_view what, const std::string& details) {
  std::fprintf(stderr, "%s\n", (std::string{what} + details).c_str());
}

/// In the process of the trial: its result goes to stderr, where the other process reads it.
void run(const std::function<std::set<std::string>()>& trial, std::chrono::seconds limit) {
  std::signal(SIGALRM, SIG_DFL);
  alarm(static_cast<unsigned>(limit.count()));
  try {
    for (const std::string& guarantee : trial()) {
      say(broken, guarantee);
    }
  } catch (const std::exception& error) {
    say(failed, error.what());
  }
}

}  // namespace

peer_verdict judged(const std::function<std::set<std::string>()>& trial,
                    std::chrono::seconds limit) {
  const ending end = ending_of([&] { run(trial, limit); });
  if (end.signal == SIGALRM || end.said.find(context::hang_message) != std::string::npos) {
    return {"hangs", {}};
  }
  if (end.signal != 0) {
    return {"broken", {"the program goes on, but it ended: " + std::string{strsignal(end.signal)}}};
  }
  peer_verdict found{"kept", {}};
  std::istringstream lines{end.said};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(failed)) {
      throw std::runtime_error("a trial could not be made: " + line.substr(failed.size()));
    }
    if (line.starts_with(broken)) {
      found.name = "broken";
      found.guarantees.insert(line.substr(broken.size()));
    }
  }
  return found;
}

}  // namespace barriers::verify
