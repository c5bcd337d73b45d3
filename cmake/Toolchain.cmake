# ccache and lld make the edit-build loop seconds; both are optional. Clones share what ccache keeps.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()
find_program(LLD ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
endif()

# For the fuzzers of tests/fuzzers: clang's coverage in all that they reach.
if(NANOLEARN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g1 -O1)
  add_link_options(-fsanitize=address,undefined)
endif()

if(NANOLEARN_SANITIZE)
  add_compile_options(-fsanitize=${NANOLEARN_SANITIZE} -fno-omit-frame-pointer -g1 -O1)
  add_link_options(-fsanitize=${NANOLEARN_SANITIZE})
  if(NANOLEARN_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=all)
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Debug")
  string(REPLACE "-g" "-g1" CMAKE_CXX_FLAGS_DEBUG "${CMAKE_CXX_FLAGS_DEBUG}")
elseif(NOT NANOLEARN_FUZZ)
  # What Debian builds its own packages with; tests/hardening looks for it.
  add_compile_options(-fstack-protector-strong -D_FORTIFY_SOURCE=2)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

# One static library for each folder; our code only, so warnings are errors.
function(nanolearn_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS} nanolearn_warnings)
endfunction()

# restrict and maybe-uninitialized are wrong about std::string in g++ 12 with optimisation.
add_library(nanolearn_warnings INTERFACE)
target_compile_options(nanolearn_warnings INTERFACE -Wall -Wextra -Werror -Wno-unused-parameter
                       -Wno-missing-field-initializers -Wno-sign-compare
                       "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>"
                       "$<$<CXX_COMPILER_ID:Clang>:-Wno-error>")  # only for the fuzzers
