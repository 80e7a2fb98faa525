#include <verify/rc11/races.hpp>

#include <verify/rc11/format.hpp>

namespace barriers::rc11 {
namespace {

fault race(const accessor& by, const char* does, std::uint32_t other,
           const std::source_location& there, const char* did) {
  return {verify::verdict::data_race, "rank " + std::to_string(by.rank) + does + " at " +
                                          format(by.at) + ", and nothing orders this after rank " +
                                          std::to_string(other) + did + " at " + format(there)};
}

}  // namespace

std::optional<fault> accesses::read(const accessor& by) {
  std::optional<fault> found = check_alive(by);
  if (!found && !written_) {
    found = fault{verify::verdict::uninitialized_read, "rank " + std::to_string(by.rank) +
                                                           " reads at " + format(by.at) +
                                                           " what was never written"};
  }
  if (!found) {
    found = check_written(by);
  }
  reads_[by.rank] = {true, by.known[by.rank], by.at};
  return found;
}

std::optional<fault> accesses::write(const accessor& by) {
  std::optional<fault> found = check_alive(by);
  if (!found) {
    found = check_written(by);
  }
  if (!found) {
    found = check_read(by);
  }
  written_ = true;
  writer_ = by.rank;
  write_ = {true, by.known[by.rank], by.at};
  return found;
}

std::optional<fault> accesses::destroy(const accessor& by) {
  std::optional<fault> found = write(by);
  if (found) {
    found->verdict = verify::verdict::use_after_destroy;
  }
  destroyed_ = true;
  return found;
}

void accesses::settle() {
  write_.made = false;
  reads_ = {};
}

std::optional<fault> accesses::check_alive(const accessor& by) const {
  if (destroyed_) {
    return fault{verify::verdict::use_after_destroy,
                 "rank " + std::to_string(by.rank) + " accesses at " + format(by.at) +
                     " what rank " + std::to_string(writer_) + " destroys at " + format(write_.at)};
  }
  return {};
}

std::optional<fault> accesses::check_written(const accessor& by) const {
  if (write_.made && writer_ != by.rank && by.known[writer_] <= write_.index) {
    return race(by, " accesses", writer_, write_.at, " has written");
  }
  return {};
}

std::optional<fault> accesses::check_read(const accessor& by) const {
  for (std::uint32_t rank = 0; rank != largest_team; ++rank) {
    const access& read = reads_[rank];
    if (read.made && rank != by.rank && by.known[rank] <= read.index) {
      return race(by, " writes", rank, read.at, " has accessed");
    }
  }
  return {};
}

}  // namespace barriers::rc11
