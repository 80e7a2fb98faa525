#include <bench/driver/number_list.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <string>
#include <system_error>

namespace barriers::bench {
namespace {

/// Appends the numbers of one part of a list: a number, a range, or a range with a stride.
void append_part(std::vector<std::uint32_t>& numbers, std::string_view part,
                 std::uint32_t largest) {
  const auto require = [part](bool condition, const std::string& otherwise) {
    if (!condition) {
      throw std::invalid_argument("'" + std::string{part} + "' " + otherwise);
    }
  };
  const std::string bad_form =
      "is no number, range or range with a stride, such as 3, 0-7 or 0-6:2";
  constexpr std::string_view separators = "-:";
  std::array<std::uint32_t, separators.size() + 1> read{};
  std::size_t count = 0;
  const char* const end = part.data() + part.size();
  for (const char* next = part.data(); count == 0 || next != end;) {
    if (count != 0) {
      require(count <= separators.size() && *next++ == separators[count - 1], bad_form);
    }
    const auto [after, error] = std::from_chars(next, end, read[count]);
    require(error != std::errc::invalid_argument, bad_form);
    require(error == std::errc{} && read[count] <= largest,
            "goes beyond the largest number there may be, " + std::to_string(largest));
    next = after;
    ++count;
  }
  const std::uint32_t last = count > 1 ? read[1] : read[0];
  const std::uint32_t stride = count > 2 ? read[2] : 1;
  require(read[0] <= last, "runs backwards; begin with the smaller number");
  require(stride != 0, "has a stride of 0; the least is 1");
  for (std::uint64_t each = read[0]; each <= last; each += stride) {
    numbers.push_back(static_cast<std::uint32_t>(each));
  }
}

}  // namespace

std::vector<std::uint32_t> number_list(std::string_view text, std::uint32_t largest) {
  std::vector<std::uint32_t> numbers;
  for (std::size_t comma = 0; comma != text.npos;) {
    comma = text.find(',');
    append_part(numbers, text.substr(0, comma), largest);
    text.remove_prefix(comma != text.npos ? comma + 1 : 0);
  }
  std::vector<std::uint32_t> sorted = numbers;
  std::ranges::sort(sorted);
  if (const auto twice = std::ranges::adjacent_find(sorted); twice != sorted.end()) {
    throw std::invalid_argument(std::to_string(*twice) + " is listed twice");
  }
  return numbers;
}

}  // namespace barriers::bench
