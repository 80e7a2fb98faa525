#include <verify/mutation/operation.hpp>

#include <cstdio>

namespace barriers::mutation {

std::string_view name_of(kind what) {
  switch (what) {
  case kind::load: return "load";
  case kind::store: return "store";
  case kind::publish: return "publish";
  case kind::await: return "await";
  case kind::rmw: return "rmw";
  case kind::cas: return "cas";
  case kind::fence: return "fence";
  case kind::wait: return "wait";
  case kind::wake: break;
  }
  return "wake";
}

std::string format(const place& where) {
  return std::string{where.file} + ':' + std::to_string(where.line) + ':' +
         std::to_string(where.column);
}

std::string format(const operation& what) {
  std::string text{name_of(what.what)};
  if (what.what != kind::wait && what.what != kind::wake) {
    text += ' ';
    text += name_of(what.order);
  }
  return text;
}

void print(const std::vector<operation>& operations) {
  for (const operation& one : operations) {
    std::printf("%-48s %s\n", format(one.where).c_str(), format(one).c_str());
  }
}

}  // namespace barriers::mutation
