#include "content/library/schedule_file.h"

#include "content/base/clock.h"
#include "content/base/settings_text.h"
#include "content/library/table_reader.h"
#include "content/library/words_file.h"

#include <set>

namespace accanto::content {

namespace {

constexpr int most_minutes = 480; // a working day

// "09:30" in minutes, or nothing.
std::optional<int> minute_of(std::string_view text) {
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    const auto hour = small_number(std::string(text.substr(0, 2)));
    const auto minute = small_number(std::string(text.substr(3)));
    if (!hour || !minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    return *hour * 60 + *minute;
}

class Reader {
public:
    Reader(std::string file, std::vector<Problem>& problems)
        : m_file(std::move(file)), m_problems(problems) {}

    enum class Of { kiosk, point };
    Schedule read(const Node& root, Of of);

private:
    TableReader section(const Node& node, std::string what) {
        return {node, m_file, std::move(what), m_problems};
    }
    std::string checked(TableReader& in, const char* key, std::string text, const TextRule& rule);
    int time(TableReader& in, const std::string& text);
    ByLanguage by_language(TableReader& in, const Node& table, const char* key, bool needed);
    void slots(const Node& node, Schedule& out);
    void course(const Node& node, Schedule& out);
    void place(const Node& node, Schedule& out);
    void hours(TableReader& in, const Node& node, Schedule::Place& place);

    std::string m_file;
    std::vector<Problem>& m_problems;
    std::set<std::pair<std::string, int>> m_times;
    std::set<std::string> m_courses;
};

// An empty text is left to need_text().
std::string Reader::checked(TableReader& in, const char* key, std::string text, const TextRule& rule) {
    if (text.empty() || rule.accepts(text))
        return text;
    in.fault(in.line(), "not-allowed",
             fmt::format("{} = \"{}\" is not allowed; allowed: {}", key, text, rule.allowed));
    return {};
}

int Reader::time(TableReader& in, const std::string& text) {
    if (text.empty())
        return 0;
    const auto minute = minute_of(text);
    if (!minute)
        in.fault(in.line(), "bad-time", fmt::format("\"{}\" is no time; write it as 09:30", text));
    return minute.value_or(0);
}

ByLanguage Reader::by_language(TableReader& in, const Node& table, const char* key, bool needed) {
    ByLanguage out;
    const Node* node = table.find(key);
    if (!node) {
        if (needed)
            in.fault(in.line(), "missing",
                     fmt::format("\"{}\" is missing; write it as {}.en = \"...\"", key, key));
        return out;
    }
    if (node->kind != Node::Kind::table) {
        in.fault(node->line, "wrong-type",
                 fmt::format("\"{}\" is {}; write it by language, as {}.en = \"...\"", key,
                             kind_name(node->kind), key));
        return out;
    }
    for (const Node& entry : node->items) {
        if (!text_rules::language.accepts(entry.name))
            in.fault(
                entry.line, "bad-language",
                fmt::format("{}.{} is no language; use {}", key, entry.name, text_rules::language.allowed));
        else if (entry.kind != Node::Kind::text || !text_rules::name.accepts(entry.text))
            in.fault(entry.line, "not-allowed",
                     fmt::format("{}.{} must be {}", key, entry.name, text_rules::name.allowed));
        else
            out[entry.name] = entry.text;
    }
    return out;
}

void Reader::slots(const Node& node, Schedule& out) {
    TableReader in = section(node, "appointments");
    Schedule::Slot slot;
    slot.day = in.need_day("day");
    slot.minutes = in.need_whole("minutes", 5, most_minutes);
    slot.seats = in.need_whole("seats", 0, 99);
    const Node* times = in.list("times");
    if (!times || times->items.empty())
        in.fault(in.line(), "missing", "\"times\" is missing; write it as times = [\"09:30\", \"10:00\"]");
    for (const std::string& text : in.texts("times")) {
        slot.from_minute = time(in, text);
        if (!m_times.insert({slot.day, slot.from_minute}).second)
            in.fault(in.line(), "twice",
                     fmt::format("{} {} is there twice; put its seats together", slot.day, text));
        else
            out.slots.push_back(slot);
    }
    in.no_more();
}

void Reader::course(const Node& node, Schedule& out) {
    TableReader in = section(node, "course");
    Schedule::Course course;
    course.id = in.need_id("id");
    in.name("course \"" + course.id + "\"");
    if (!course.id.empty() && !m_courses.insert(course.id).second)
        in.fault(in.line(), "twice", "this id is used by two courses");
    course.language = checked(in, "language", in.need_text("language"), text_rules::language);
    course.place = checked(in, "place", in.need_text("place"), text_rules::address);
    course.day = in.need_day("day");
    course.from_minute = time(in, in.need_text("from"));
    course.minutes = in.need_whole("minutes", 5, most_minutes);
    course.level = Schedule::Level(in.word("level", schedule_levels, -1));
    course.seats = in.need_whole("seats", 0, 999);
    course.title = by_language(in, node, "title", true);
    in.known("title");
    in.no_more();
    out.courses.push_back(std::move(course));
}

void Reader::hours(TableReader& in, const Node& node, Schedule::Place& place) {
    static constexpr std::string_view days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    in.known("hours");
    const Node* hours = node.find("hours");
    if (!hours)
        return;
    if (hours->kind != Node::Kind::table)
        return in.fault(hours->line, "wrong-type",
                        "\"hours\" must be written by day, as hours.mon = \"09:00-14:00\"");
    for (const Node& entry : hours->items) {
        const auto day = std::find(std::begin(days), std::end(days), entry.name);
        if (day == std::end(days)) {
            in.fault(entry.line, "unknown-word",
                     fmt::format("hours.{} is no day; allowed: {}", entry.name, fmt::join(days, ", ")));
            continue;
        }
        auto spans = entry.kind == Node::Kind::text ? parse_opening_spans(entry.text) : std::nullopt;
        if (spans)
            place.hours[size_t(day - std::begin(days))] = std::move(*spans);
        else
            in.fault(
                entry.line, "bad-time",
                fmt::format("hours.{} cannot be read; write it as \"09:00-14:00 16:00-19:00\"", entry.name));
    }
}

void Reader::place(const Node& node, Schedule& out) {
    TableReader in = section(node, "place");
    Schedule::Place place;
    place.name = checked(in, "name", in.need_text("name"), text_rules::name);
    in.name("place \"" + place.name + "\"");
    place.address = checked(in, "address", in.need_text("address"), text_rules::address);
    place.phone = checked(in, "phone", in.text("phone"), text_rules::phone);
    place.walk_minutes = in.whole("walk_minutes", 0, 180, 0);
    for (std::string& service : in.texts("services")) {
        if (std::find(std::begin(schedule_services), std::end(schedule_services), service) ==
            std::end(schedule_services))
            in.fault(in.line(), "unknown-word",
                     fmt::format("service \"{}\" is not known; allowed: {}", service,
                                 fmt::join(schedule_services, ", ")));
        else
            place.services.push_back(std::move(service));
    }
    place.way = by_language(in, node, "way", false);
    in.known("way");
    hours(in, node, place);
    in.no_more();
    out.places.push_back(std::move(place));
}

Schedule Reader::read(const Node& root, Of of) {
    Schedule out;
    TableReader in = section(root, "schedule");
    in.need_whole("format", 1, 1);
    out.point = checked(in, "point", in.need_text("point"), text_rules::point_id);
    if (of == Of::kiosk)
        out.kiosk = checked(in, "kiosk", in.need_text("kiosk"), text_rules::kiosk_letter);
    out.help_phone = checked(in, "help_phone", in.text("help_phone"), text_rules::phone);
    for (const Node* node : in.tables("appointments"))
        slots(*node, out);
    for (const Node* node : in.tables("course"))
        course(*node, out);
    for (const Node* node : in.tables("place"))
        place(*node, out);
    in.no_more();
    return out;
}

Schedule read_of(Reader::Of of, std::string_view text, const std::string& file, std::vector<Problem>& problems) {
    const auto root = parse_toml(text, file, "", problems);
    if (!root)
        return {};
    Schedule out = Reader(file, problems).read(*root, of);
    sort_problems(problems);
    return out;
}

} // namespace

Schedule read_schedule(const std::filesystem::path& file, std::vector<Problem>& problems) {
    const auto text = read_content_file(file, "", problems);
    return text ? read_schedule_text(*text, file.string(), problems) : Schedule{};
}

Schedule read_schedule_text(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
    return read_of(Reader::Of::kiosk, text, file, problems);
}

Schedule read_point_schedule(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
    return read_of(Reader::Of::point, text, file, problems);
}

} // namespace accanto::content
