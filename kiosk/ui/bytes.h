#pragma once
// Numbers and texts one after the other, for keys in memory and for files that only the machine that wrote
// them reads.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace accanto::ui {

class ByteWriter {
public:
    // Long enough for a key; and GCC 12 at -O2 takes a short string that grew for one that was overrun.
    ByteWriter() { m_bytes.reserve(128); }
    template <class Number>
    ByteWriter& number(Number value) {
        static_assert(std::is_arithmetic_v<Number> || std::is_enum_v<Number>);
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    ByteWriter& text(std::string_view value) {
        number(uint32_t(value.size()));
        m_bytes += value;
        return *this;
    }
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

// After the end, or once failed, all numbers are 0 and all texts empty.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_left(bytes) {}

    template <class Number>
    Number number() {
        Number value{};
        const std::string_view from = raw(sizeof value);
        if (!from.empty())
            memcpy(&value, from.data(), sizeof value);
        return value;
    }
    std::string_view text() { return raw(number<uint32_t>()); }
    std::string_view raw(size_t count) {
        if (count > m_left.size()) {
            fail();
            return {};
        }
        const std::string_view piece = m_left.substr(0, count);
        m_left.remove_prefix(count);
        return piece;
    }
    void fail() {
        m_failed = true;
        m_left = {};
    }
    bool failed() const { return m_failed; }
    bool at_end() const { return m_left.empty(); }

private:
    std::string_view m_left;
    bool m_failed = false;
};

} // namespace accanto::ui
