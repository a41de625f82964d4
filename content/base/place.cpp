#include "content/base/place.h"

#include <algorithm>

namespace accanto {

bool is_place(std::string_view code) {
    auto capitals = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    };
    if (code.size() < 2 || !capitals(code.substr(0, 2)) || code[0] <= '9' || code[1] <= '9')
        return false;
    return code.size() == 2 || (code.size() >= 4 && code.size() <= 6 && code[2] == '-' && capitals(code.substr(3)));
}

} // namespace accanto
