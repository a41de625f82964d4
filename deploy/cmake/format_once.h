#pragma once
// spdlog formats with a template that the fmt library has compiled already. Without this line every file that logs compiles
// it again, and that takes longer than the rest of the file.

#include <fmt/format.h>

#if FMT_VERSION / 10000 == 9
extern template void fmt::detail::vformat_to<char>(fmt::detail::buffer<char>&, fmt::basic_string_view<char>,
                                                   fmt::basic_format_args<fmt::buffer_context<char>>, fmt::detail::locale_ref);
#endif
