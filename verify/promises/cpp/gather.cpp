#include <verify/promises/cpp/interpreter.hpp>

#include <barriers/gather.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <utility>

/// The gather of this library.
namespace barriers::promises {
namespace {

using namespace std::chrono_literals;

using gather_texts = gather<std::string>;
constexpr auto blocked_for = 1s;

/// One line of an experiment.
class producer {
 public:
  /// Its calls are carried out in turn, among `all`; the last one produces.
  producer(const script& calls, const std::deque<producer>& all) : calls_{calls}, all_{all} {}

  std::string operator()(const std::stop_token& stop) {
    const running until_the_end{state_};
    std::string value;
    for (const call& each : calls_) {
      told_.emplace_back(done);
      value = perform(each, stop);
    }
    return value;
  }

  [[nodiscard]] bool is_running() const noexcept { return state_ == runs; }
  [[nodiscard]] const outcomes& told() const noexcept { return told_; }

 private:
  enum state { new_, runs, ended };

  struct running {
    explicit running(std::atomic<state>& of) : of_{of} { of_ = runs; }
    running(const running&) = delete;
    running& operator=(const running&) = delete;
    ~running() {
      of_ = ended;
      of_.notify_all();
    }
    std::atomic<state>& of_;
  };

  std::string perform(const call& asked, const std::stop_token& stop) {
    const auto& [name, argument] = asked;
    if (name == "after") {
      all_.at(std::stoul(argument)).await_end();
      return {};
    }
    if (name == "value") {
      return argument;
    }
    if (name == "block") {
      told_.back() = is_stopped(stop) ? "stopped" : "not_stopped";
      throw std::runtime_error{told_.back()};
    }
    throw std::runtime_error{argument};
  }

  void await_end() const {
    for (state now = state_; now != ended; now = state_) {
      state_.wait(now);
    }
  }

  static bool is_stopped(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any changes;
    std::unique_lock lock{mutex};
    changes.wait_for(lock, stop, blocked_for, [] { return false; });
    return stop.stop_requested();
  }

  const script& calls_;
  const std::deque<producer>& all_;
  outcomes told_;
  std::atomic<state> state_{new_};
};

class gather_subject : public experiment_subject {
 public:
  explicit gather_subject(gather_texts::options chosen) : options_{std::move(chosen)} {}

  std::vector<outcomes> run(const std::vector<script>& stage) override {
    std::deque<producer> all;
    std::vector<std::reference_wrapper<producer>> producers;
    for (const script& calls : stage) {
      producers.emplace_back(all.emplace_back(calls, all));
    }
    answer_ = result_of(producers);
    answer_ += ",left=" + std::to_string(std::ranges::count_if(all, &producer::is_running));
    std::vector<outcomes> told;
    std::ranges::transform(all, std::back_inserter(told), &producer::told);
    return told;
  }

  std::string answer() override { return answer_; }

 private:
  std::string result_of(std::vector<std::reference_wrapper<producer>>& producers) const {
    try {
      const gathered<std::string> result = gather_texts::run(producers, options_);
      return result.is_complete() ? text_of(result.values()) : text_of(result.failures());
    } catch (const std::invalid_argument&) {
      return "refused";
    }
  }

  static std::string text_of(const std::vector<std::string>& found) {
    std::string text = "passed";
    const char* before = ",values=";
    for (const std::string& value : found) {
      text += std::exchange(before, "/") + value;
    }
    return text;
  }

  static std::string text_of(const std::vector<gather_failure>& failures) {
    std::string text = "failed";
    for (const gather_failure& each : failures) {
      text += ',' + std::to_string(each.index) + '=' + message_of(each.exception);
    }
    return text;
  }

  const gather_texts::options options_;
  std::string answer_;
};

/// Makes the gather of a line: `gather`, with `valid`, with `deadline:50`.
std::unique_ptr<experiment_subject> make_gather(const std::vector<std::string>& words) {
  gather_texts::options chosen;
  for (const std::string& word : words) {
    if (word == "valid") {
      chosen.accept = [](const std::string& status) { return std::stoi(status) < 400; };
    }
    if (word.starts_with("deadline:")) {
      chosen.timeout = std::chrono::milliseconds{std::stol(word.substr(word.find(':') + 1))};
    }
  }
  return std::make_unique<gather_subject>(std::move(chosen));
}

}  // namespace
}  // namespace barriers::promises

int main() {
  return barriers::promises::interpret(barriers::promises::make_gather);
}
