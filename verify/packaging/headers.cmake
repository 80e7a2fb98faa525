# The headers in the builds of others: every algorithm and policy, by each compiler and its libraries,
# under each standard, with the warnings and modes that projects build with.
set(program ${CMAKE_CURRENT_LIST_DIR}/uses.cpp)
set(from -I ${PROJECT_SOURCE_DIR}/impls -I ${PROJECT_BINARY_DIR}/impls/generated)

function(add_headers_test name)
  add_test(NAME headers_${name} COMMAND ${ARGN})
  set_tests_properties(headers_${name} PROPERTIES LABELS packaging)
endfunction()

# All that GCC 12 warns of, less what is a matter of style or of an optimisation that was not made:
# -Waggregate-return, -Wabi-tag, -Winline, -Wpadded (to pad is the purpose), -Wsuggest-*, -Wtemplates,
# -Wmultiple-inheritance, -Wnamespaces, -Wsystem-headers, -Wunsafe-loop-optimizations.
set(all_of_gcc -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Warith-conversion
  -Wold-style-cast -Wuseless-cast -Wnull-dereference -Wduplicated-cond -Wduplicated-branches
  -Wlogical-op -Wdouble-promotion -Wformat=2 -Wcast-align=strict -Wcast-qual -Wswitch-enum
  -Wswitch-default -Wextra-semi -Wredundant-decls -Woverloaded-virtual -Wnon-virtual-dtor
  -Wzero-as-null-pointer-constant -Wctor-dtor-privacy -Wsuggest-override -Wcomma-subscript
  -Wredundant-tags -Wmismatched-tags -Wctad-maybe-unsupported -Weffc++ -Wundef -Wunused-macros
  -Wstrict-null-sentinel -Wnoexcept -Wdeprecated-copy-dtor -Wunused-const-variable=2 -Walloca -Wvla
  -Wfloat-equal -Wstrict-overflow=2 -Wtrampolines -Wvolatile -Wmissing-declarations
  -Wdisabled-optimization -Wdate-time -Wstack-protector -Wunused -Werror)
set(all_of_clang -Weverything -Wno-c++98-compat -Wno-c++98-compat-pedantic -Wno-padded -Werror)
set(compile -c ${program} -o /dev/null)

add_headers_test(gcc g++ -std=c++20 -O2 ${all_of_gcc} ${from} ${compile})
add_headers_test(gcc_without_exceptions g++ -std=gnu++23 -O0 -fno-exceptions -fno-rtti -Wall -Wextra
  -Werror ${from} ${compile})
add_headers_test(gcc_tsan g++ -std=c++20 -O2 -fsanitize=thread -Wall -Wextra -Werror ${from} ${compile})
add_headers_test(gcc_tsan_of_system_headers g++ -std=c++23 -O0 -fsanitize=thread -Wall -Werror
  -isystem ${PROJECT_SOURCE_DIR}/impls -isystem ${PROJECT_BINARY_DIR}/impls/generated ${compile})
add_headers_test(gcc_asan g++ -std=c++20 -O1 -fsanitize=address,undefined -funsigned-char -Wall -Werror
  ${from} ${compile})
add_headers_test(clang clang++-19 -std=c++20 -O1 ${all_of_clang} ${from} ${compile})
add_headers_test(clang_libcxx clang++-19 -std=c++23 -stdlib=libc++ -fno-exceptions -fno-rtti
  ${all_of_clang} ${from} ${compile})
add_headers_test(clang_tsan clang++-19 -std=gnu++20 -O2 -fsanitize=thread -Wall -Werror ${from}
  ${compile})

only_in_full_suite(TESTS headers_gcc_without_exceptions headers_gcc_tsan
  headers_gcc_tsan_of_system_headers headers_gcc_asan headers_clang_libcxx headers_clang_tsan)

# Where the language or the system is not supported, one error says so.
foreach(compiler IN ITEMS g++ clang++-19)
  foreach(header IN ITEMS central.hpp env/native.hpp env/waiting.hpp)
    set(alone -x c++ -include barriers/${header} ${from} -fsyntax-only /dev/null)
    string(MAKE_C_IDENTIFIER "${compiler}_${header}" name)
    add_headers_test(${name}_in_cxx17 ${CMAKE_COMMAND} -P ${CMAKE_CURRENT_LIST_DIR}/refused.cmake
      "barriers needs C++20" ${compiler} -std=c++17 ${alone})
    add_headers_test(${name}_off_linux ${CMAKE_COMMAND} -P ${CMAKE_CURRENT_LIST_DIR}/refused.cmake
      "barriers needs Linux" ${compiler} -std=c++20 -U__linux__ ${alone})
  endforeach()
endforeach()

# Without exceptions an error ends the program, with its message.
add_executable(headers_without_exceptions ${program})
target_compile_options(headers_without_exceptions PRIVATE -fno-exceptions -fno-rtti)
target_link_libraries(headers_without_exceptions PRIVATE barriers::barriers barriers_strict)
add_headers_test(used_without_exceptions headers_without_exceptions)
add_headers_test(error_without_exceptions
  sh -c "'$<TARGET_FILE:headers_without_exceptions>' one_argument || echo ended with $?")
set_tests_properties(headers_error_without_exceptions PROPERTIES
  PASS_REGULAR_EXPRESSION "barriers: a team has 1 to 65536 ranks, not 0.*ended with 134")
