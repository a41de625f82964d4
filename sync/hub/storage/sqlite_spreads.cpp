#include "sync/hub/storage/sqlite_spreads.h"

#include "content/base/error.h"
#include "sync/hub/figures.h"

#include <charconv>

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

Spread spread_of_values(const std::map<int64_t, int64_t>& values) {
    return {values.begin(), values.end()};
}

// One row of a table of blobs, which is there or not.
class Row {
public:
    Row(SQLite::Database& db, const std::string& read, const std::string& write) : m_read(db, read), m_write(db, write) {}

    void add(std::initializer_list<int64_t> key, const Spread& more) {
        int column = 0;
        for (int64_t part : key) {
            m_read.bind(++column, part);
            m_write.bind(column, part);
        }
        Spread all = more;
        if (m_read.executeStep()) {
            const auto blob = m_read.getColumn(0);
            all = sum_of(spread_of({static_cast<const char*>(blob.getBlob()), size_t(blob.getBytes())}), more);
        }
        m_read.reset();
        const std::string blob = to_blob(all);
        m_write.bind(column + 1, blob.data(), int(blob.size()));
        m_write.exec();
        m_write.reset();
    }

private:
    SQLite::Statement m_read, m_write;
};

} // namespace

bool is_spread(std::string_view what) {
    return what == figure::wait || what == figure::wait_hour || what == figure::first_success;
}

std::string to_blob(const Spread& spread) {
    std::string out;
    int64_t last = 0;
    for (const auto& [value, count] : spread) {
        ACCANTO_ASSERT(value >= last && count >= 0);
        if (count == 0)
            continue;
        append(out, uint64_t(value - last));
        append(out, uint64_t(count));
        last = value;
    }
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

void SpreadSums::add(int64_t day, const Rollup::Kind& figure, int64_t count) {
    int64_t value = 0;
    const char* end = figure.detail.data() + figure.detail.size();
    const auto read = std::from_chars(figure.detail.data(), end, value);
    ACCANTO_ASSERT(read.ptr == end && value >= 0);
    Rollup::Kind kind = figure;
    kind.detail.clear();
    for (int64_t span : {day, day / 100}) {
        m_kinds[{span, kind}][value] += count;
        if (kind.what == figure::wait)
            m_waits[span][value] += count;
    }
}

void SpreadSums::write(SQLite::Database& db, int64_t place, const std::function<int64_t(const Rollup::Kind&)>& number_of) const {
    if (m_kinds.empty())
        return;
    Row of_kind(db, "SELECT counts FROM spreads WHERE place = ?1 AND span = ?2 AND kind = ?3",
                "INSERT OR REPLACE INTO spreads (place, span, kind, counts) VALUES (?1, ?2, ?3, ?4)");
    Row of_point(db, "SELECT counts FROM point_waits WHERE place = ?1 AND span = ?2",
                 "INSERT OR REPLACE INTO point_waits (place, span, counts) VALUES (?1, ?2, ?3)");
    std::map<Rollup::Kind, int64_t> numbers;
    for (const auto& [key, values] : m_kinds) {
        const auto& [span, kind] = key;
        auto [number, is_new] = numbers.try_emplace(kind, 0);
        if (is_new)
            number->second = number_of(kind);
        for (int64_t at : {place, int64_t(0)})
            of_kind.add({at, span, number->second}, spread_of_values(values));
    }
    for (const auto& [span, values] : m_waits)
        of_point.add({place, span}, spread_of_values(values));
}

} // namespace accanto::hub
