#include "sync/hub/demo/network.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "content/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

namespace accanto::hub::demo {

namespace {

struct House {
    const char *name, *kind, *organisation;
    double size;
    bool saturdays;
};

const std::vector<House> houses{
    {"Biblioteca", "public", "rete-biblioteche", 1.5, true},
    {"Sportello comunale", "public", "comune", 1.3, false},
    {"Casa di quartiere", "third_sector", "case-di-quartiere", 0.9, true},
    {"Centro anziani", "third_sector", "auser-amici", 1.0, false},
    {"Patronato", "third_sector", "patronato-lavoro", 1.2, false},
    {"Farmacia", "private", "farmacie-riunite", 0.5, true},
    {"Centro per l'impiego", "public", "agenzia-lavoro", 1.1, false},
    {"Sportello universitario", "university", "universita", 0.7, false},
};

const std::vector<std::pair<const char*, const char*>> quarters{
    {"centro-storico", "Centro Storico"},
    {"porto-vecchio", "Porto Vecchio"},
    {"san-rocco", "San Rocco"},
    {"santa-lucia", "Santa Lucia"},
    {"stazione", "Stazione"},
    {"le-vigne", "Le Vigne"},
    {"borgo-nuovo", "Borgo Nuovo"},
    {"mulini", "Mulini"},
    {"la-pineta", "La Pineta"},
    {"fontana", "Fontana"},
    {"ulivi", "Ulivi"},
    {"torre-a-mare", "Torre a Mare"},
    {"cappuccini", "Cappuccini"},
    {"mercato", "Mercato"},
    {"arsenale", "Arsenale"},
    {"collina", "Collina"},
};

// More people of one language in some quarters than in others.
std::vector<double> languages_of(size_t quarter) {
    std::vector<double> out{74, 8, 6, 5, 4, 2, 1}; // it en ar es pt ca sv
    if (quarter % 5 == 1)
        out = {52, 14, 22, 6, 4, 1, 1};
    if (quarter % 7 == 4)
        out = {58, 16, 8, 12, 4, 1, 1};
    return out;
}

std::vector<DemoTutorial> tutorials_of(const std::filesystem::path& content) {
    const content::Library library = content::load_library({content / "tutorials"}, "IT");
    std::vector<DemoTutorial> out;
    for (const content::TutorialHead& head : library.heads()) {
        const auto tutorial = library.get(head.id);
        if (!tutorial)
            continue;
        DemoTutorial one{head.id, head.topic, {}, {}, 1};
        for (const content::Competence& competence : head.competences)
            one.competences.push_back(competence.code);
        for (const auto& step : tutorial->steps)
            one.kinds.push_back(content::to_text(step.kind));
        // Typing is what stops people: the first step that asks for it, else the middle.
        auto typing = std::find(one.kinds.begin(), one.kinds.end(), "type");
        one.hard_step =
            typing == one.kinds.end() ? int(one.kinds.size() / 2) + 1 : int(typing - one.kinds.begin()) + 1;
        if (!one.kinds.empty() && !one.competences.empty())
            out.push_back(std::move(one));
    }
    if (out.empty())
        throw Error((content / "tutorials").string() +
                        ": a demonstration needs tutorials, and there are none",
                    ENOENT);
    return out;
}

DemoMentor mentor_of(const DemoWorld& world, const DemoPoint& point, Dice& dice) {
    DemoMentor out;
    out.id = uuid_at(dice.from_to(1, 1000) * 86'400'000LL + 1'700'000'000'000, dice);
    out.credential = dice.happens(0.7) ? "certified" : "in_training";
    out.from_day = point.first_day;
    out.since =
        days_after(world.first_day, point.first_day - dice.from_to(10, 400)).value_or(world.first_day);
    return out;
}

DemoPoint point_of(const DemoWorld& world, int number, Dice& dice) {
    const int quarter = number % int(quarters.size()), round = number / int(quarters.size());
    const House& house = houses[size_t(number * 5 + round * 3) % houses.size()];
    DemoPoint out;
    out.point = {fmt::format("{}-{:03}", quarters[size_t(quarter)].first, number + 1),
                 fmt::format("{} {}{}", house.name, quarters[size_t(quarter)].second,
                             round ? fmt::format(" {}", round + 1) : ""),
                 "Europe/Rome"};
    out.organisation = house.organisation;
    out.kind = house.kind;
    out.neighbourhood = quarters[size_t(quarter)].first;
    out.visits_a_day = std::clamp(dice.around(23 * house.size, 0.35), 5.0, 90.0);
    out.first_day = number == 0 || dice.happens(0.6) ? 0 : dice.from_to(0, world.options.days * 3 / 5);
    out.saturdays = house.saturdays;
    out.afternoons = dice.happens(0.8);
    out.languages = languages_of(size_t(quarter));
    // As many as an ordinary day of the later months asks for; one more has a day off.
    const double tickets = out.visits_a_day * 0.33 * 1.3, minutes = out.afternoons ? 480 : 240;
    const int mentors = std::clamp(int(std::lround(tickets * 21 / (minutes * 0.85))), 1, 5) + 1;
    for (int i = 0; i < mentors; ++i)
        out.mentors.push_back(mentor_of(world, out, dice));
    const int kiosks = out.visits_a_day > 40 && dice.happens(0.6) ? 2 : 1;
    for (int i = 0; i < kiosks; ++i) {
        const char* name = kiosks == 1 ? "" : i == 0 ? "Ingresso" : "Primo piano";
        DemoKiosk kiosk{uuid_at(1'750'000'000'000 + number, dice), i == 0 ? "B" : "C", name, {}, ""};
        if (number > 0 && dice.happens(0.03))
            kiosk.silent_from =
                out.first_day + dice.from_to(1, std::max(1, world.options.days - out.first_day));
        static const std::vector<double> states{88, 6, 2, 4};
        kiosk.printer = std::array{"ok", "near_end", "out", "none"}[dice.weighted(states)];
        out.kiosks.push_back(std::move(kiosk));
    }
    return out;
}

// Easter Sunday by Gauss's rule (Meeus/Jones/Butcher), as days after the first of March.
int easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25,
        g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7,
        m = (a + 11 * h + 22 * l) / 451;
    int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return (month - 3) * 31 + day - 1;
}

bool is_holiday(const std::string& day) {
    static const std::vector<std::string> fixed{"01-01", "01-06", "04-25", "05-01", "06-02",
                                                "08-15", "11-01", "12-08", "12-25", "12-26"};
    const std::string year = day.substr(0, 4);
    return std::find(fixed.begin(), fixed.end(), day.substr(5)) != fixed.end() ||
           day == days_after(year + "-03-01", easter(std::stoi(year)) + 1);
}

} // namespace

std::string uuid_at(int64_t wall_ms, Dice& dice) {
    const uint64_t a = dice.next(), b = dice.next();
    return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", uint64_t(wall_ms) >> 16,
                       uint64_t(wall_ms) & 0xffff, a & 0xfff, 0x8000 | ((a >> 16) & 0x3fff),
                       b & 0xffffffffffff);
}

const std::vector<std::string>& demo_languages() {
    static const std::vector<std::string> all{"it", "en", "ar", "es", "pt", "ca", "sv"};
    return all;
}

DemoWorld make_world(const DemoOptions& options, const std::filesystem::path& content) {
    DemoWorld out;
    out.options = options;
    out.first_day = days_after(options.until, 1 - options.days).value();
    out.tutorials = tutorials_of(content);
    out.instrument = content::load_instrument(content / "skills" / "dsi-2.0.toml");
    if (!out.instrument.problems.empty())
        throw Error("content/skills/dsi-2.0.toml: " + out.instrument.problems.front().message, EINVAL);
    Dice dice(options.seed);
    for (int number = 0; number < options.points; ++number)
        out.points.push_back(point_of(out, number, dice));
    // In the order in which the store keeps them: what is appended is quick.
    std::sort(out.points.begin(), out.points.end(),
              [](const DemoPoint& a, const DemoPoint& b) { return a.point.id < b.point.id; });
    for (DemoPoint& point : out.points)
        if (point.kiosks.size() > 1 && point.kiosks[1].id < point.kiosks[0].id)
            std::swap(point.kiosks[0].id, point.kiosks[1].id);
    return out;
}

double busy(const DemoWorld& world, const DemoPoint& point, int day) {
    static constexpr std::array<double, 12> season{0.95, 1.0, 1.05, 1.0,  1.05, 0.95,
                                                   0.8,  0.4, 1.05, 1.15, 1.1,  0.8};
    static constexpr std::array<double, 7> week{1.2, 1.05, 1.0, 1.05, 0.95, 0.55, 0};
    if (day < point.first_day)
        return 0;
    const std::string date = days_after(world.first_day, day).value();
    const int weekday = (days_between("2026-01-05", date).value() % 7 + 7) % 7; // that was a Monday
    if (is_holiday(date) || (weekday == 5 && !point.saturdays))
        return 0;
    // Word gets around: some 3 % more each month, and a new point needs its time.
    const double growth = std::pow(1.03, day / 30.4),
                 known = std::min(1.0, 0.4 + (day - point.first_day) / 60.0);
    return season[size_t(std::stoi(date.substr(5, 2)) - 1)] * week[size_t(weekday)] * growth *
           (point.first_day == 0 ? 1 : known);
}

} // namespace accanto::hub::demo
