#include <verify/driver/wrong.hpp>

#include <verify/driver/effort.hpp>
#include <verify/driver/report.hpp>

#include <algorithm>
#include <cinttypes>
#include <fstream>
#include <sstream>
#include <string_view>
#include <utility>

namespace barriers::driver {
namespace {

/// What came of the searches in one team, up to the one that detects.
struct attempt {
  task last;
  result found;
  std::uint64_t tried = 0;

  [[nodiscard]] bool is_detected() const { return !found.has_passed(); }
};

/// The steps of a trace; those outside of the wrong barriers are without their lines, and so stay
/// as they are when other files change.
std::string without_foreign_lines(const std::string& trace) {
  constexpr std::size_t place = 15;
  constexpr std::size_t width = 44;
  std::istringstream lines{trace};
  std::string all;
  for (std::string line; std::getline(lines, line); all += line + '\n') {
    if (line.size() < place || line.compare(place, 13, "verify/wrong/") == 0) {
      continue;
    }
    const std::size_t end = line.find("  ", place);
    const std::size_t colon = line.rfind(':', end);
    if (end == std::string::npos || colon == std::string::npos || colon < place) {
      continue;
    }
    std::string file = line.substr(place, colon - place);
    const std::size_t event = std::max(place + width, end);
    file.resize(std::max(width, file.size()), ' ');
    line = line.substr(0, place) + file + line.substr(event);
  }
  return all;
}

/// FNV-1a, the same on every machine.
std::string digest_of(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char each : text) {
    hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001b3;
  }
  std::ostringstream digits;
  digits << std::hex << hash;
  return digits.str();
}

/// The end of the trace, and a digest of the whole.
std::string golden_trace(const wrong_barrier& one, const attempt& now) {
  constexpr std::size_t kept_steps = 16;
  const std::string steps = without_foreign_lines(now.found.trace);
  return one.fault + '\n' + std::string{name_of(now.found.found)} + " in " + one.what.scenario +
         ", team of " + std::to_string(now.last.team) + ", execution " +
         std::to_string(now.found.failed) + ", digest " + digest_of(steps) + '\n' +
         last_lines(steps, kept_steps);
}

class trial_of_wrong_barriers {
 public:
  trial_of_wrong_barriers(engine& by, const wrong_options& chosen)
      : engine_{by}, chosen_{chosen}, report_{"wrong", chosen.json} {}

  void run(const wrong_barrier& one) {
    std::string complaint;
    for (std::uint32_t team = 2; team < one.team; ++team) {
      if (search(one, team, false).is_detected()) {
        complaint = "a smaller team detects it than it says";
      }
    }
    const attempt now = search(one, one.team, !one.missed.empty());
    if (complaint.empty()) {
      complaint = complaint_on(one, now);
    }
    if (complaint.empty() && now.is_detected()) {
      complaint = compare_trace(one, now);
    }
    add(one, now, complaint);
  }

  [[nodiscard]] bool conclude() const { return report_.conclude(); }

 private:
  attempt search(const wrong_barrier& one, std::uint32_t team, bool missed) {
    attempt now;
    const strategy random{strategy::method::random, chosen_.seed, 0, chosen_.executions};
    for (task& what : wrong_searches(engine_, one.what, team, missed, random)) {
      if (now.is_detected()) {
        break;
      }
      now.found = engine_.run(what);
      now.tried += now.found.tried();
      now.last = std::move(what);
    }
    return now;
  }

  static std::string complaint_on(const wrong_barrier& one, const attempt& now) {
    if (!one.missed.empty()) {
      return now.is_detected() ? "it says that it is missed, which is no longer true" : "";
    }
    if (!now.is_detected()) {
      return "it is wrong, and it passes";
    }
    return now.found.found == one.what.expected
               ? ""
               : "it is detected as '" + std::string{name_of(now.found.found)} + "', expected '" +
                     std::string{name_of(one.what.expected)} + "'";
  }

  /// Keeps the golden trace, or compares it with the one that is kept, where that is asked for.
  std::string compare_trace(const wrong_barrier& one, const attempt& now) {
    if (chosen_.traces.empty()) {
      return "";
    }
    const std::string file = chosen_.traces + '/' + one.name + ".txt";
    const std::string golden = golden_trace(one, now);
    if (chosen_.keep) {
      write_file(file, golden);
      return "";
    }
    std::ostringstream kept;
    kept << std::ifstream{file}.rdbuf();
    return kept.str() == golden ? "" : "its trace has changed; --keep writes the new one";
  }

  void add(const wrong_barrier& one, const attempt& now, const std::string& complaint) {
    const char* const verdict = now.is_detected() ? "detected" : "missed";
    std::fprintf(report_.out(),
                 "%-9s %-29s %-15s %" PRIu32 " x %" PRIu32 "  %s, %" PRIu64 " executions\n",
                 verdict, one.name.c_str(), one.what.scenario.c_str(), now.last.team,
                 now.last.phases, std::string{name_of(now.found.found)}.c_str(), now.tried);
    if (now.is_detected() && chosen_.trace != 0) {
      std::fprintf(report_.out(), "  %s (%s)\n%s", one.fault.c_str(), one.reference.c_str(),
                   last_lines(now.found.trace, chosen_.trace).c_str());
    }
    if (now.is_detected() && !chosen_.graphviz.empty()) {
      write_file(chosen_.graphviz, now.found.graphviz);
    }
    if (!complaint.empty()) {
      report_.complain(one.name + ": " + complaint);
    }
    nlohmann::ordered_json row{{"barrier", one.name},   {"engine", engine_.name()},
                               {"fault", one.fault},    {"reference", one.reference},
                               {"verdict", verdict},    {"by", nullptr},
                               {"team", now.last.team}, {"executions", now.tried}};
    if (now.is_detected()) {
      row["by"] = one.what.scenario;
    }
    if (!one.missed.empty()) {
      row["why"] = one.missed;
    }
    report_.add(std::move(row));
  }

  engine& engine_;
  const wrong_options& chosen_;
  report report_;
};

}  // namespace

int try_wrong_barriers(engine& by, const wrong_options& chosen) {
  trial_of_wrong_barriers trial{by, chosen};
  for (const wrong_barrier& one : wrong_barriers()) {
    if (chosen.names.empty() || std::ranges::count(chosen.names, one.name) != 0) {
      trial.run(one);
    }
  }
  return trial.conclude() ? status::passed : status::failed;
}

}  // namespace barriers::driver
