#include "sync/hub/storage/spreads.h"

#include "content/base/error.h"
#include "sync/hub/figures.h"

namespace accanto::hub {

namespace {

void append(std::string& to, uint64_t number) {
    for (; number >= 0x80; number >>= 7)
        to += char(0x80 | (number & 0x7f));
    to += char(number);
}

int64_t take(std::string_view& from) {
    uint64_t out = 0;
    for (int shift = 0; shift < 63 && !from.empty(); shift += 7) {
        const auto byte = uint8_t(from.front());
        from.remove_prefix(1);
        out |= uint64_t(byte & 0x7f) << shift;
        if (byte < 0x80)
            return int64_t(out);
    }
    throw Error("a spread in the hub's store cannot be read", 0);
}

template <typename Number>
std::string blob_of(const Spread& spread, Number&& number_of) {
    std::string out;
    int64_t last = 0;
    for (const auto& [value, count] : spread) {
        ACCANTO_ASSERT(value >= last);
        if (count == 0)
            continue;
        append(out, uint64_t(value - last));
        append(out, number_of(count));
        last = value;
    }
    return out;
}

} // namespace

bool is_spread(std::string_view what) {
    return what == figure::wait || what == figure::wait_hour || what == figure::first_success;
}

std::string to_blob(const Spread& spread) {
    return blob_of(spread, [](int64_t count) {
        ACCANTO_ASSERT(count >= 0);
        return uint64_t(count);
    });
}

// As protocol buffers write signed numbers: 0, -1, 1, -2 are 0, 1, 2, 3.
std::string to_signed_blob(const Spread& spread) {
    return blob_of(spread, [](int64_t count) { return (uint64_t(count) << 1) ^ uint64_t(count >> 63); });
}

Spread spread_of_signed(std::string_view blob) {
    Spread out = spread_of(blob);
    for (auto& [value, count] : out)
        count = int64_t(uint64_t(count) >> 1) ^ -(count & 1);
    return out;
}

Spread spread_of(std::string_view blob) {
    Spread out;
    int64_t value = 0;
    while (!blob.empty()) {
        value += take(blob);
        out.emplace_back(value, take(blob));
    }
    return out;
}

Spread sum_of(const Spread& one, const Spread& other) {
    Spread out;
    out.reserve(one.size() + other.size());
    auto a = one.begin(), b = other.begin();
    while (a != one.end() || b != other.end()) {
        if (b == other.end() || (a != one.end() && a->first < b->first))
            out.push_back(*a++);
        else if (a == one.end() || b->first < a->first)
            out.push_back(*b++);
        else {
            out.emplace_back(a->first, a->second + b->second);
            ++a, ++b;
        }
    }
    return out;
}

int64_t sum_of_counts(const Spread& spread) {
    int64_t out = 0;
    for (const auto& [value, count] : spread)
        out += count;
    return out;
}

} // namespace accanto::hub
