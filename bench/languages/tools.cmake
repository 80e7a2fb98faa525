# Builds programs in other languages, by Debian's own tools, whatever else is on PATH. Nothing is
# fetched, and nothing is written but to the build folder. Each function sets LANGUAGE_fault to the
# reason where its language is left out, and LANGUAGE_VERSION to what its compiler says.
#
# What is found is found anew at every configuration, because packages come and go.

# Finds a tool of a language, and the first line of what it says of its version.
function(find_tool variable name)
  find_program(${variable}_TOOL ${name} PATHS /usr/bin NO_DEFAULT_PATH NO_CACHE)
  if(${variable}_TOOL)
    execute_process(COMMAND ${${variable}_TOOL} ${ARGN} OUTPUT_VARIABLE said ERROR_QUIET)
    string(REGEX MATCH "[^\n]*" version "${said}")
    set(${variable}_VERSION "${version}" PARENT_SCOPE)
  endif()
  set(${variable}_TOOL ${${variable}_TOOL} PARENT_SCOPE)
endfunction()

find_tool(PYTHON python3 --version)
find_tool(GO go version)
find_tool(JAVA java --version)
find_tool(JAVAC javac --version)
find_tool(CARGO cargo --version)
find_tool(RUSTC rustc --version)
file(GLOB TOKIO_CRATE /usr/share/cargo/registry/tokio-1.*)
get_filename_component(TOKIO_VERSION "${TOKIO_CRATE}" NAME)

# Sets the variable to the packages that are missing, where one of the tools is; else to nothing.
function(find_missing variable packages)
  set(${variable} "" PARENT_SCOPE)
  foreach(tool IN LISTS ARGN)
    if(NOT tool)
      set(${variable} "there is no ${packages} (scripts/setup languages)" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# Sets the variable, where it is empty, to the first line of what a command says that fails.
function(try_tools variable)
  if(${variable})
    return()
  endif()
  execute_process(COMMAND ${ARGN}
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE said ERROR_STRIP_TRAILING_WHITESPACE)
  if(NOT result EQUAL 0)
    string(REGEX MATCH "[^\n]*" line "${said}")
    set(${variable} "its tools fail here: ${line}" PARENT_SCOPE)
  endif()
endfunction()

# add_go_program(OUTPUT SOURCE)
function(add_go_program output source)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/go)
  set(go ${CMAKE_COMMAND} -E env
    GO111MODULE=off GOENV=off GOFLAGS= GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=0
    GOCACHE=${folder}/cache GOPATH=${folder}/path:/usr/share/gocode ${GO_TOOL})
  find_missing(go_fault golang-go ${GO_TOOL})
  try_tools(go_fault ${go} list -deps ${source})
  set(go_fault "${go_fault}" PARENT_SCOPE)
  if(NOT go_fault)
    add_custom_command(OUTPUT ${output}
      COMMAND ${go} build -trimpath -o ${output} ${source} DEPENDS ${source} VERBATIM)
  endif()
endfunction()

# add_java_class(OUTPUT SOURCE): OUTPUT is the file of the class that has the name of SOURCE.
function(add_java_class output source)
  get_filename_component(folder ${output} DIRECTORY)
  set(javac ${JAVAC_TOOL} -Xlint:all -Werror ${source} -d)
  find_missing(java_fault default-jdk-headless ${JAVA_TOOL} ${JAVAC_TOOL})
  try_tools(java_fault ${javac} ${folder}/trial)
  set(java_fault "${java_fault}" PARENT_SCOPE)
  if(NOT java_fault)
    add_custom_command(OUTPUT ${output} COMMAND ${javac} ${folder} DEPENDS ${source} VERBATIM)
  endif()
endfunction()

# add_tokio_program(OUTPUT NAME MANIFEST SOURCE): NAME is that of the program in the manifest, a
# template whose copy lies in the build folder.
function(add_tokio_program output name manifest source)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/tokio)
  set(cargo ${CMAKE_COMMAND} -E env CARGO_HOME=${folder}/home RUSTC=${RUSTC_TOOL} RUSTFLAGS=
    ${CARGO_TOOL} --quiet --offline
    --config [[source.crates-io.replace-with="debian"]]
    --config [[source.debian.directory="/usr/share/cargo/registry"]])
  configure_file(${manifest} ${folder}/Cargo.toml @ONLY)
  find_missing(tokio_fault "librust-tokio-dev, cargo or rustc"
    ${CARGO_TOOL} ${RUSTC_TOOL} "${TOKIO_CRATE}")
  try_tools(tokio_fault
    ${cargo} metadata --format-version=1 --manifest-path=${folder}/Cargo.toml)
  set(tokio_fault "${tokio_fault}" PARENT_SCOPE)
  set(${output} ${folder}/target/release/${name} PARENT_SCOPE)
  if(NOT tokio_fault)
    add_custom_command(OUTPUT ${folder}/target/release/${name}
      COMMAND ${cargo} build --release --target-dir ${folder}/target
      WORKING_DIRECTORY ${folder}
      DEPENDS ${source} ${folder}/Cargo.toml
      VERBATIM
    )
  endif()
endfunction()
