#include <bench/driver/number_list.hpp>

#include <charconv>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>

namespace barriers::bench {
namespace {

/// One part of a list: a number, a range, or a range with a stride.
class part {
 public:
  part(std::string_view text, std::uint32_t largest)
      : text_{text}, rest_{text}, largest_{largest} {}

  void append_to(std::vector<std::uint32_t>& numbers) {
    const std::uint32_t first = number();
    const std::uint32_t last = skip('-') ? number() : first;
    const bool is_range = rest_.data() != text_.data() && text_.find('-') != text_.npos;
    const std::uint32_t stride = is_range && skip(':') ? number() : 1;
    if (!rest_.empty()) {
      refuse_form();
    }
    if (last < first) {
      refuse("runs backwards; begin with the smaller number");
    }
    if (stride == 0) {
      refuse("has a stride of 0; the least is 1");
    }
    for (std::uint64_t each = first; each <= last; each += stride) {
      numbers.push_back(static_cast<std::uint32_t>(each));
    }
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw std::invalid_argument("'" + std::string{text_} + "' " + what);
  }

  [[noreturn]] void refuse_form() const {
    refuse("is no number, range or range with a stride, such as 3, 0-7 or 0-6:2");
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error == std::errc::invalid_argument) {
      refuse_form();
    }
    if (error == std::errc::result_out_of_range || value > largest_) {
      refuse("goes beyond the largest number there may be, " + std::to_string(largest_));
    }
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  bool skip(char expected) {
    const bool found = rest_.starts_with(expected);
    rest_.remove_prefix(found ? 1 : 0);
    return found;
  }

  std::string_view text_;
  std::string_view rest_;
  std::uint32_t largest_;
};

void refuse_twice(const std::vector<std::uint32_t>& numbers) {
  std::set<std::uint32_t> seen;
  for (const std::uint32_t each : numbers) {
    if (!seen.insert(each).second) {
      throw std::invalid_argument(std::to_string(each) + " is listed twice");
    }
  }
}

}  // namespace

std::vector<std::uint32_t> number_list(std::string_view text, std::uint32_t largest) {
  std::vector<std::uint32_t> numbers;
  for (std::string_view rest = text;;) {
    const std::size_t comma = rest.find(',');
    part{rest.substr(0, comma), largest}.append_to(numbers);
    if (comma == rest.npos) {
      break;
    }
    rest.remove_prefix(comma + 1);
  }
  refuse_twice(numbers);
  return numbers;
}

}  // namespace barriers::bench
