#pragma once

#include <barriers/env/errors.hpp>

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

/// What is said where a wait does not pass.
namespace barriers {

/// Why a phase broke.
enum class break_cause : std::uint8_t {
  timed_out,      ///< a wait reached its deadline
  stopped,        ///< a stop was requested of a wait
  action_failed,  ///< the action has thrown
  aborted,        ///< `abort` was called
  reset,          ///< `reset` was called while parties waited
};

/// A phase that broke: the same for all who were in it, and for those who come later.
struct breakage {
  break_cause cause;
  std::uint64_t phase;    ///< the number of the phase; the first is 0
  std::uint32_t arrived;  ///< parties that had arrived in the phase
  std::uint32_t parties;  ///< parties that were expected in it
  std::string who;        ///< the party that timed out or was stopped, where it has a name
  std::string reason;     ///< what `abort` was given
  std::exception_ptr action_error;   ///< what the action has thrown
  std::vector<std::string> missing;  ///< the parties with a name that had not arrived

  /// A sentence for people.
  [[nodiscard]] std::string message() const {
    std::string text = "the barrier broke in phase " + std::to_string(phase) + ": " + cause_text() +
                       "; " + std::to_string(arrived) + " of " + std::to_string(parties) +
                       " parties had arrived";
    std::string_view before = ", without ";
    for (const std::string& name : missing) {
      text.append(before).append(name);
      before = ", ";
    }
    return text;
  }

 private:
  [[nodiscard]] std::string cause_text() const {
    const std::string subject = who.empty() ? "a wait" : "the wait of " + who;
    if (cause == break_cause::timed_out) {
      return subject + " timed out";
    }
    if (cause == break_cause::stopped) {
      return subject + " was stopped";
    }
    if (cause == break_cause::action_failed) {
      return "its action has thrown an exception";
    }
    if (cause == break_cause::reset) {
      return "it was reset while parties waited";
    }
    return reason.empty() ? "it was aborted" : "it was aborted: " + reason;
  }
};

/// Thrown by a wait whose phase broke, or that found the barrier broken.
using broken_barrier = explained_error<breakage>;

/// Why a wait was withdrawn.
enum class withdrawal : std::uint8_t { timed_out, stopped };

/// Thrown by a wait that was given up and withdrawn: the barrier is as if it had never begun.
using wait_withdrawn = explained_error<withdrawal>;

/// A sentence for people.
inline std::string message_of(withdrawal why) {
  return why == withdrawal::timed_out ? "a wait was withdrawn at its deadline"
                                      : "a wait was withdrawn because a stop was requested";
}

}  // namespace barriers
