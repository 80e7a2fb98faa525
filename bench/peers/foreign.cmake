# Peers that need a library or a compiler which may be missing, or may not fit the others. Each is tried
# at every configuration, because packages come and go; the caller leaves out what fails.

string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
set(flags_of_build "${CMAKE_CXX_FLAGS_${build_type}}")

# Sets `fault` to the first error in an output, without the path of the project, or to `otherwise`.
function(first_error output otherwise fault)
  string(REGEX MATCH "[^\n]*error:[^\n]*" line "${output}")
  string(REPLACE "${PROJECT_SOURCE_DIR}/" "" line "${line}")
  if(NOT line)
    set(line "${otherwise}")
  endif()
  set(${fault} "${line}" PARENT_SCOPE)
endfunction()

# try_peer(NAME MAIN text [SOURCE source] LIBRARIES library... [INCLUDES folder...])
#
# Sets NAME_fault to the reason where the project's compilers do not make a program of MAIN and the
# source with the libraries.
function(try_peer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "MAIN;SOURCE" "LIBRARIES;INCLUDES")
  set(main ${CMAKE_CURRENT_BINARY_DIR}/trials/${name}.cpp)
  file(WRITE ${main} "${arg_MAIN}\n")
  list(TRANSFORM arg_SOURCE PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  try_compile(works SOURCES ${main} ${arg_SOURCE} LINK_LIBRARIES ${arg_LIBRARIES}
    CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${PROJECT_SOURCE_DIR};${arg_INCLUDES}"
    CXX_STANDARD 20 OUTPUT_VARIABLE output NO_CACHE)
  set(fault "")
  if(NOT works)
    first_error("${output}" "no program links it" fault)
  endif()
  set(${name}_fault "${fault}" PARENT_SCOPE)
endfunction()

# add_foreign_peer(NAME SOURCE source LIBRARY file COMPILERS name... FLAGS flag... [ISOLATE pattern])
#
# A library peer_NAME of one source that the project's compiler does not compile: the first of the
# compilers does that has the library and succeeds. It gets the flags of the build type, which all of
# them understand. ISOLATE as in foreign_object.cmake. Sets NAME_fault to the reason where none succeeds.
function(add_foreign_peer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SOURCE;LIBRARY;ISOLATE" "COMPILERS;FLAGS")
  list(JOIN arg_COMPILERS " or " fault)
  string(PREPEND fault "there is no ")
  list(JOIN arg_FLAGS " " flags)
  foreach(compiler IN LISTS arg_COMPILERS)
    unset(path)
    find_program(path ${compiler} NO_CACHE)
    if(NOT path)
      continue()
    endif()
    execute_process(COMMAND ${path} -print-file-name=${arg_LIBRARY}
      OUTPUT_VARIABLE library OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT IS_ABSOLUTE "${library}")
      set(fault "${compiler} has no ${arg_LIBRARY}")
      continue()
    endif()
    set(object ${CMAKE_CURRENT_BINARY_DIR}/${name}.o)
    set(make_object ${CMAKE_COMMAND}
      -DCOMPILER=${path} "-DFLAGS=${flags_of_build} ${flags}" -DROOT=${PROJECT_SOURCE_DIR}
      -DSOURCE=${CMAKE_CURRENT_SOURCE_DIR}/${arg_SOURCE} -DOBJECT=${object}
      -DLIBRARY=${library} -DISOLATE=${arg_ISOLATE} -DLINKER=${CMAKE_LINKER} -DOBJCOPY=${CMAKE_OBJCOPY}
      -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/foreign_object.cmake)
    execute_process(COMMAND ${make_object}
      RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(result EQUAL 0)
      set(fault "")
      break()
    endif()
    first_error("${output}" "${compiler} fails" fault)
  endforeach()
  set(${name}_fault "${fault}" PARENT_SCOPE)
  if(fault)
    return()
  endif()
  add_custom_command(OUTPUT ${object} COMMAND ${make_object}
    DEPENDS ${arg_SOURCE} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/foreign_object.cmake
    DEPFILE ${object}.d COMMENT "Building ${arg_SOURCE} for ${name}" VERBATIM)
  add_library(peer_${name} STATIC ${object})
  set_target_properties(peer_${name} PROPERTIES LINKER_LANGUAGE CXX)
  if(NOT arg_ISOLATE)
    target_link_libraries(peer_${name} INTERFACE ${library})
  endif()
endfunction()
