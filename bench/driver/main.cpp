#include <bench/driver/application.hpp>
#include <bench/driver/catalogue.hpp>

int main(int argc, char** argv) {
  return barriers::bench::application(argc, argv, barriers::bench::catalogue());
}
