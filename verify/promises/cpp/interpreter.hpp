#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// Carries out the experiments of verify/promises/README.md on a system.
namespace barriers::promises {

/// What a party does at once: `wait:50` is the call `wait` with the argument `50`.
struct call {
  std::string name;
  std::string argument;
};
using script = std::vector<call>;

/// What a party was told, call by call.
using outcomes = std::vector<std::string>;
inline constexpr const char* passed = "passed";
inline constexpr const char* done = "done";

/// What an experiment is made on.
class experiment_subject {
 public:
  virtual ~experiment_subject() = default;
  /// Runs the parties of a stage at once; what each was told.
  virtual std::vector<outcomes> run(const std::vector<script>& stage) = 0;
  /// What there is to say of the subject itself, after its last stage.
  virtual std::string answer() = 0;
};

/// Makes a subject of the words of its line. Throws std::exception where the system refuses to.
using maker =
    std::function<std::unique_ptr<experiment_subject>(const std::vector<std::string>& words)>;

/// Answers the experiment on standard input; the exit code of the program.
int interpret(const maker& make);

/// Ends the program, because the system has nothing of the kind.
[[noreturn]] void not_offered(const std::string& what);

}  // namespace barriers::promises
