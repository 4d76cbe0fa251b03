# SPDX-License-Identifier: Apache-2.0
# The libraries below Yanshu, found by pkg-config; docs/dependencies.md says why each.

find_package(PkgConfig REQUIRED)

# The same list goes into yanshu.pc and the CMake package.
set(YANSHU_LATE_MODULES raptor2 redland icu-i18n libcurl) # loaded only when they are asked for (src/late)
set(YANSHU_PKGCONFIG_MODULES raptor2 redland libxml-2.0 icu-uc icu-i18n libxxhash zlib libzstd yajl libcurl)

add_library(yanshu_early_dependencies INTERFACE)
add_library(yanshu_dependencies INTERFACE)
add_library(Yanshu::dependencies ALIAS yanshu_dependencies)
foreach(module IN LISTS YANSHU_PKGCONFIG_MODULES)
  string(MAKE_C_IDENTIFIER "YANSHU_${module}" prefix)
  pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET ${module})
  if(module IN_LIST YANSHU_LATE_MODULES)
    target_link_libraries(yanshu_dependencies INTERFACE PkgConfig::${prefix})
  else()
    target_link_libraries(yanshu_early_dependencies INTERFACE PkgConfig::${prefix})
  endif()
endforeach()
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
target_link_libraries(yanshu_early_dependencies INTERFACE m ${CMAKE_DL_LIBS} Threads::Threads)
target_link_libraries(yanshu_dependencies INTERFACE yanshu_early_dependencies)
