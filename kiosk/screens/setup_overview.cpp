// Setting up: all that was decided on one page, before it counts.
#include "kiosk/screens/setup.h"

#include "content/library/zone_place.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::screens {

using setup::Step;

namespace {

// "Monday – Friday: 09:00–14:00" of the days from `first` to `last`, which have the same hours. Each span is one run, and the
// first one stands first, whichever way the words go.
Label days_line(const Ui& ui, size_t first, size_t last, const std::vector<OpeningSpan>& spans) {
    Label line = day_word(ui, int(first) + 1);
    if (last > first) {
        const Label to = day_word(ui, int(last) + 1);
        line.text += " – " + to.text, line.speech += " – " + to.speech;
    }
    line.text += ":", line.speech += ": " + spans_text(spans);
    for (const OpeningSpan& one : spans)
        line.text += " \u2066" + spans_text({one}) + "\u2069";
    return line;
}

// A line for each row of days with the same hours; how many days where the lines would be too many for a card.
Label week_of(const Ui& ui, const Settings& settings) {
    const size_t most_lines = ui.look().size == ui::TextSize::extra ? 2 : 3;
    Label out;
    size_t lines = 0;
    int64_t days = 0;
    const auto& week = settings.point.hours;
    for (size_t day = 0, end = 0; day < week.size(); day = end) {
        end = day + 1;
        const std::string times = spans_text(week[day]);
        while (end < week.size() && spans_text(week[end]) == times)
            ++end;
        if (times.empty())
            continue;
        ++lines;
        days += int64_t(end - day);
        Label line = days_line(ui, day, end - 1, week[day]);
        if (!out.empty())
            line.text = out.text + "\n" + line.text, line.speech = out.speech + ". " + line.speech;
        out = std::move(line);
    }
    return lines == 0 ? ui.word("setup.no_hours") : lines > most_lines ? ui.word("setup.week", {{"n", days}}) : out;
}

Label printer_of(const Ui& ui, const Settings::Printer& printer) {
    if (printer.kind == "escpos")
        return ui.word(printer.width_mm == 58 ? "setup.roll58" : "setup.roll80");
    if (printer.kind == "cups")
        return ui.plain(printer.queue, "en");
    return ui.word(printer.kind == "none" ? "setup.no_paper" : "doctor.printer_png");
}

Label way_of(const Ui& ui, setup::Way way) {
    static constexpr const char* words[] = {"setup.code", "setup.stick", "setup.offline", "setup.as_it_is"};
    return ui.word(words[size_t(way)]);
}

// Of what was tried by hand: what did not go well, or was not tried, is left to do.
Label trial_of(const Ui& ui, const app::SetupVisit& s, std::string_view check) {
    const auto& trials = s.progress.trials;
    const bool well = std::any_of(trials.begin(), trials.end(), [&](const doctor::Finding& one) {
        return one.check == check && one.light == doctor::Light::green;
    });
    return ui.word(well ? "setup.tried_well" : "setup.left_open");
}

struct Decided {
    const char *name, *picture;
    Label value;
    const char* key = ""; // without which nothing can be saved
};

Decided decided_at(const Ui& ui, const Scene& scene, Step step) {
    const app::SetupVisit& s = *scene.visit.setup;
    const Settings& then = s.then;
    switch (step) {
    case Step::join:
        return {"setup.of_join", "network", way_of(ui, s.answers.way), "point.id"};
    case Step::name:
        return {"setup.of_name", "places", ui.plain(then.point.name, then.point.official_language),
                "point.name"};
    case Step::letter:
        return {"setup.of_letter", "ticket", ui.plain(then.kiosk.letter, "en"), "kiosk.letter"};
    case Step::official:
        return {"setup.of_official", "language", language_name(ui, then.point.official_language)};
    case Step::days:
        return {"setup.of_days", "calendar", week_of(ui, then)};
    case Step::pin:
        return {"technician.pin", "key", ui.word("setup.is_chosen"), "technician.pin"};   // it is nobody's to read
    case Step::card:
        return {"doctor.name_screen", "bank_card",
                ui.word("setup.panel", {{"cm", int64_t(then.screen.middle_mm / 10)},
                                        {"pitch", fmt::format("{:.4f}", then.screen.pitch_mm)}})};
    case Step::touch:
        return {"doctor.name_touch", "touch", trial_of(ui, s, "tried_touch")};
    case Step::sound:
        return {"doctor.name_sound", "volume", trial_of(ui, s, "tried_sound")};
    case Step::printer:
        return {"doctor.name_printer", "print", printer_of(ui, then.printer)};
    default:
        return {"setup.of_clock", "hours",
                ui.plain(content::place_of_zone(then.point.time_zone, scene.visit.language) + "   " +
                             clock_time(local_time(scene.wall_ms, then.point.time_zone).minute_of_day),
                         scene.visit.language)};
    }
}

bool is_missing(const app::SetupVisit& s, Step step, const Decided& decided) {
    const bool unmeasured =
        step == Step::card && (s.then.screen.pitch_mm <= 0 || s.then.screen.middle_mm <= 0);
    const bool of_nowhere = step == Step::clock && s.then.point.time_zone.empty();
    return unmeasured || of_nowhere ||
           std::find(s.missing.begin(), s.missing.end(), decided.key) != s.missing.end();
}

std::vector<ui::CardSpec> cards_of(const Ui& ui, const Scene& scene) {
    std::vector<ui::CardSpec> open, cards; // what is open stands first: it may be all that is to be done
    for (const Step step : setup::changeable) {
        const Decided decided = decided_at(ui, scene, step);
        const bool missing = is_missing(*scene.visit.setup, step, decided);
        if (step == Step::sound && !scene.visit.setup->answers.has_voice)
            continue;
        (missing ? open : cards).push_back({std::string("setup.") + setup::to_text(step), ui.word(decided.name),
                         missing ? ui.word("setup.not_answered") : decided.value,
                         missing ? "warning" : decided.picture,
                         missing ? ui::Tint::rose : ui::Tint(cards.size() % 5)});
    }
    open.insert(open.end(), cards.begin(), cards.end());
    return open;
}

constexpr size_t most_on_a_page = 6;

// The facts as they stand: rows of so many, each as high as its highest.
struct Rows {
    std::vector<ui::CardSpec> cards;
    size_t columns = 0;
    float gap = 0;     // pixels
    float stretch = 1; // of their heights, where a page would else be half empty

    size_t count() const { return (cards.size() + columns - 1) / columns; }
    float card_width(float width) const { return (width - float(columns - 1) * gap) / float(columns); }
    Ui::FactHeight height(Ui& ui, size_t row, float width) const {
        Ui::FactHeight out;
        for (size_t i = row * columns; i < std::min(cards.size(), (row + 1) * columns); ++i) {
            const Ui::FactHeight one = ui.fact_height(cards[i], card_width(width));
            out = {std::max(out.px, one.px * stretch), out.are_words_whole && one.are_words_whole};
        }
        return out;
    }
    // Index of the card that was touched, or -1.
    int draw(Ui& ui, size_t row, Rect r) const {
        int chosen = -1;
        const float width = card_width(r.w);
        for (size_t i = row * columns; i < std::min(cards.size(), (row + 1) * columns); ++i)
            if (ui.choice_card(r.cut_start(width, gap), cards[i]))
                chosen = int(i);
        return chosen;
    }
};

Rows rows_of(const Ui& ui, const std::vector<ui::CardSpec>& cards, size_t columns, float em_mm) {
    Rows rows{cards, columns, ui.mm(ui.look().gap_mm())};
    for (ui::CardSpec& card : rows.cards)
        card.words = ui::CardWords{Role::heading, 1, em_mm};
    return rows;
}

Blocks blocks_of(Ui& ui, const Rows& rows) {
    Blocks blocks;
    blocks.count = rows.count();
    blocks.most = most_on_a_page / rows.columns;
    blocks.height = [&](size_t row, float width) { return rows.height(ui, row, width).px; };
    return blocks;
}

// How many pages they take; SIZE_MAX: not all of them stand on one.
size_t pages_for(Ui& ui, Rect area, const Rows& rows) {
    for (size_t row = 0; row < rows.count(); ++row)
        if (const Ui::FactHeight h = rows.height(ui, row, area.w); !h.are_words_whole || h.px > area.h)
            return SIZE_MAX;
    return pages_of(ui, area, blocks_of(ui, rows)).size();
}

// Higher where that takes no more pages: a page that is half empty says that something is missing.
void stretch(Ui& ui, Rect area, Rows& rows) {
    const size_t pages = pages_of(ui, area, blocks_of(ui, rows)).size();
    for (rows.stretch = 1.6f; rows.stretch > 1; rows.stretch -= 0.1f)
        if (pages_of(ui, area, blocks_of(ui, rows)).size() == pages)
            return;
    rows.stretch = 1;
}

// On as few pages as can be, and there as large as can be: who looks all of it over turns few of them. Words are
// smaller than what is read only where nothing stands otherwise. Nothing: nothing does at all.
std::optional<Rows> rows_for(Ui& ui, Rect area, const std::vector<ui::CardSpec>& cards) {
    std::optional<Rows> best;
    size_t fewest = SIZE_MAX;
    const float largest = ui.look().em_mm(Role::heading), smallest = ui.look().read_em_mm();
    for (const float em : {largest, 0.85f * largest, 0.72f * largest, smallest, ui.look().smallest_em_mm()}) {
        if (best && em < smallest)
            break;
        for (const size_t columns : {size_t(ui.portrait() ? 1 : 2), size_t(ui.portrait() ? 2 : 1)}) {
            Rows rows = rows_of(ui, cards, columns, em);
            if (const size_t pages = pages_for(ui, area, rows); pages < fewest)
                best = std::move(rows), fewest = pages;
            if (best && fewest * most_on_a_page < cards.size() + most_on_a_page)
                return best;
        }
    }
    return best;
}

} // namespace

void draw_setup_overview(Ui& ui, const Scene& scene, Actions& actions) {
    const Rect area = draw_question(ui, scene, actions, ui.word("setup.overview_title"),
                                    said_or(ui, scene, "setup.overview_text"));
    const std::vector<ui::ButtonSpec> save = {
        button(ui, "setup.next", "setup.finish", ButtonStyle::primary, "yes")};
    const std::vector<ui::CardSpec> cards = cards_of(ui, scene);
    const auto rows_beside = [&](const std::vector<ui::ButtonSpec>& buttons) {
        Rect room = area;
        room.cut_bottom(paged_buttons_height(ui, area.w, buttons), ui.mm(5));
        std::optional<Rows> rows = rows_for(ui, room, cards);
        if (rows)
            stretch(ui, room, *rows);
        return rows;
    };
    std::optional<Rows> rows = rows_beside(save);
    const bool are_alone = !rows;
    if (are_alone)
        rows = rows_beside({});
    if (!rows) // a name without a blank: it goes on in the next line
        rows = rows_of(ui, cards, 1, ui.look().smallest_em_mm());
    Blocks blocks = blocks_of(ui, *rows);
    blocks.are_alone = are_alone;
    int chosen = -1;
    blocks.draw = [&](size_t row, Rect r) { chosen = std::max(chosen, rows->draw(ui, row, r)); };
    const int pressed = draw_blocks(ui, scene, actions, area, blocks, save);
    if (chosen >= 0)
        actions.post(
            app::AnswerSetup{cards[size_t(chosen)].id.substr(cards[size_t(chosen)].id.rfind('.') + 1)});
    if (pressed == 0)
        answer_by(actions, save[0]);
}

} // namespace accanto::screens
