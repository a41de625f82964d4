// The formatting that deploy/cmake/format_once.h promises. GCC finds it in the fmt library; Clang 14 writes the name of its
// parameters another way (std::is_same<...>::value inside a template's default), and finds it here.
#include <fmt/format.h>

#if FMT_VERSION / 10000 == 9 && defined(__clang__)
template void fmt::detail::vformat_to<char>(fmt::detail::buffer<char>&, fmt::basic_string_view<char>,
                                            fmt::basic_format_args<fmt::buffer_context<char>>, fmt::detail::locale_ref);
#endif
