#include <verify/driver/report.hpp>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace barriers::driver {

bool report::conclude() const {
  for (const std::string& complaint : complaints_) {
    std::fprintf(stderr, "%s\n", complaint.c_str());
  }
  if (json_) {
    std::puts(nlohmann::ordered_json{{kind_, rows_}, {"complaints", complaints_}}.dump(2).c_str());
  }
  return complaints_.empty();
}

std::string last_lines(const std::string& text, std::size_t count) {
  std::size_t begin = text.size();
  for (std::size_t lines = 0; begin != 0 && lines != count; ++lines) {
    begin = begin < 2 ? 0 : text.rfind('\n', begin - 2) + 1;
  }
  const auto before =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
  if (before == 0) {
    return text;
  }
  return "  ... " + std::to_string(before) + " steps before these (--trace shows more)\n" +
         text.substr(begin);
}

void write_file(const std::string& name, const std::string& text) {
  std::ofstream out{name};
  if (!(out << text << std::flush)) {
    throw std::runtime_error{"cannot write " + name};
  }
}

}  // namespace barriers::driver
