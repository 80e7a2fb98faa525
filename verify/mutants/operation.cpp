#include "operation.hpp"

#include <cstdio>

namespace barriers::mutants {

std::string_view name_of(kind what) {
  switch (what) {
  case kind::load: return "load";
  case kind::store: return "store";
  case kind::publish: return "publish";
  case kind::await: return "await";
  case kind::rmw: return "rmw";
  case kind::cas: return "cas";
  case kind::fence: return "fence";
  case kind::sleep: return "sleep";
  case kind::wake: break;
  }
  return "wake";
}

std::string text_of(const place& where) {
  return std::string{where.file} + ':' + std::to_string(where.line) + ':' +
         std::to_string(where.column);
}

std::string text_of(const operation& what) {
  std::string text{name_of(what.what)};
  if (what.what != kind::sleep && what.what != kind::wake) {
    text += ' ';
    text += name_of(what.order);
  }
  return text;
}

void print(const std::vector<operation>& operations) {
  for (const operation& one : operations) {
    std::printf("%-48s %s\n", text_of(one.where).c_str(), text_of(one).c_str());
  }
}

}  // namespace barriers::mutants
