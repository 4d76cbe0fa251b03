# SPDX-License-Identifier: Apache-2.0
# Warnings, hardening, sanitizers: for every target of the tree, the tools and tests included.

set(yanshu_warnings
    -Wall
    -Wextra
    -Wshadow
    -Wconversion
    -Wsign-conversion
    -Wmissing-prototypes
    -Wstrict-prototypes
    -Wold-style-definition
    -Wpointer-arith
    -Wcast-qual
    -Wcast-align
    -Wwrite-strings
    -Wundef
    -Wformat=2
    -Wvla
    -Wimplicit-fallthrough
    -Wdouble-promotion
    -Wredundant-decls
    -Wnested-externs
    -Wdate-time)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  list(APPEND yanshu_warnings -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wformat-signedness
       -Walloc-zero -Wjump-misses-init)
elseif(CMAKE_C_COMPILER_ID MATCHES "Clang")
  list(APPEND yanshu_warnings -Wcomma -Wassign-enum -Wloop-analysis -Wunreachable-code -Wconditional-uninitialized)
endif()
add_compile_options(${yanshu_warnings})
if(YANSHU_WERROR)
  add_compile_options(-Werror)
endif()

add_compile_options(-fno-common -fstack-protector-strong)
if(CMAKE_BUILD_TYPE MATCHES "Release|RelWithDebInfo" AND NOT YANSHU_SANITIZE)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
add_link_options(-Wl,-z,relro -Wl,-z,now)

# Nothing in the output may depend on where the tree lies.
add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)

if(YANSHU_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "YANSHU_FUZZ needs clang (libFuzzer): cmake --preset fuzz")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

if(YANSHU_SANITIZE)
  add_compile_options(-fsanitize=${YANSHU_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${YANSHU_SANITIZE})
endif()
