# Everything comes from Debian. Protobuf must be found in module mode before gRPC's config.
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(absl REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CURL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
pkg_check_modules(CMARK_GFM REQUIRED IMPORTED_TARGET libcmark-gfm)

# These ship no CMake or pkg-config file.
add_library(nanolearn_csv INTERFACE)
target_link_libraries(nanolearn_csv INTERFACE csv)
add_library(nanolearn_cmark INTERFACE)
target_link_libraries(nanolearn_cmark INTERFACE cmark-gfm-extensions PkgConfig::CMARK_GFM)
add_library(nanolearn_mysql_client INTERFACE)
target_link_libraries(nanolearn_mysql_client INTERFACE mysqlcppconn)
target_include_directories(nanolearn_mysql_client SYSTEM INTERFACE /usr/include/cppconn)
# libgrpc++ is linked shared; reflection registers itself by a static object that the linker must keep.
