#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace barriers::driver {

/// Exit status, the same for every command. One table with scripts/barriers, whose 3 says that the
/// set-up or the build failed: an engine that fails its self-test was not built right.
namespace status {
inline constexpr int passed = 0;
inline constexpr int failed = 1;
inline constexpr int usage = 2;
inline constexpr int self_test_failed = 3;
}  // namespace status

/// What a command found: rows for people as they come, to stdout or, where stdout is for JSON, to
/// stderr; and one JSON document at the end.
class report {
 public:
  report(std::string kind, bool json) : kind_{std::move(kind)}, json_{json} {}

  [[nodiscard]] std::FILE* out() const { return json_ ? stderr : stdout; }
  void add(nlohmann::ordered_json row) { rows_.push_back(std::move(row)); }
  void complain(std::string complaint) { complaints_.push_back(std::move(complaint)); }
  [[nodiscard]] bool is_empty() const { return rows_.empty(); }

  /// Prints the complaints, and the JSON where it is asked for. Whether there is no complaint.
  [[nodiscard]] bool conclude() const;

 private:
  std::string kind_;
  bool json_;
  nlohmann::ordered_json rows_ = nlohmann::ordered_json::array();
  std::vector<std::string> complaints_;
};

/// The last `count` lines of a text, and how many there are before these.
std::string last_lines(const std::string& text, std::size_t count);

/// Writes a file whole, or throws std::runtime_error.
void write_file(const std::string& name, const std::string& text);

}  // namespace barriers::driver
