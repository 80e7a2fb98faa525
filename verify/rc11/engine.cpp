#include <verify/rc11/engine.hpp>

#include <verify/rc11/print_graph.hpp>
#include <verify/rc11/search.hpp>

#include <chrono>

namespace barriers::rc11 {

driver::result rc11_engine::run(const driver::task& what) {
  const auto start = std::chrono::steady_clock::now();
  const search_result found = search{
      {.make = [&what] { return what.make(what.team, what.phases); },
       .team = what.team,
       .budget = what.how.budget}}.run();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;

  driver::result result;
  result.executions = found.executions;
  result.blocked = found.blocked;
  result.complete = found.complete;
  result.seconds = elapsed.count();
  if (found.found) {
    result.found = found.found->verdict;
    result.failed = ++result.executions;
    result.trace = print_graph(found.last, *found.found);
    result.graphviz = graphviz(found.last, *found.found);
  }
  return result;
}

}  // namespace barriers::rc11
