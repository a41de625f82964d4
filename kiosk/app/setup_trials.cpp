// Setting up: what is tried where one stands, the record, and the verdict with its sheet.
#include "kiosk/app/setting_up.h"

#include "content/base/file.h"
#include "kiosk/app/acceptance_slip.h"
#include "kiosk/app/technician_stick.h"
#include "kiosk/app/technician_tools.h"
#include "kiosk/doctor/night.h"
#include "kiosk/setup/setup.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::app {

using setup::Step;

namespace {

namespace fs = std::filesystem;

// Those of the point's language first, then what lies around them.
std::vector<std::string> zones_for(const Settings& settings) {
    static const std::pair<std::string_view, const char*> of_language[] = {
        {"it", "Europe/Rome"},      {"es", "Europe/Madrid"},    {"ca", "Europe/Madrid"},
        {"pt", "Europe/Lisbon"},    {"sv", "Europe/Stockholm"}, {"en", "Europe/London"},
        {"ar", "Africa/Casablanca"}};
    std::vector<std::string> all = {settings.point.time_zone};
    for (const auto& [language, zone] : of_language)
        if (language == settings.point.official_language)
            all.emplace_back(zone);
    for (const char* other : {"Europe/Rome", "Europe/Lisbon", "Europe/Helsinki", "Atlantic/Azores"})
        all.emplace_back(other);
    std::vector<std::string> out;
    for (const std::string& one : all)
        if (out.size() < 5 && !one.empty() && std::find(out.begin(), out.end(), one) == out.end())
            out.push_back(one);
    return out;
}

// A receipt printer that the kernel made a device of.
setup::Refusal choose_receipt_printer(setup::Setup& draft, const Settings& settings, int64_t paper_mm) {
    std::error_code none;
    fs::path device = settings.printer.kind == "escpos" && fs::exists(settings.printer.device, none)
                          ? settings.printer.device
                          : fs::path();
    for (int i = 0; device.empty() && i < 8; ++i)
        if (const fs::path one = "/dev/usb/lp" + std::to_string(i); fs::exists(one, none))
            device = one;
    if (device.empty())
        return {"no_printer", "no receipt printer is there"};
    return draft.decide({{"printer.kind", std::string("escpos")},
                         {"printer.device", device.string()},
                         {"printer.width_mm", paper_mm}});
}

// Of the panel: then its lower part is in reach, and its upper part in sight.
constexpr int lowest_edge_cm = 70, best_edge_cm = 80, highest_edge_cm = 90;

int half_of_panel_cm(const platform::Window& window, const ui::Look& look) {
    return int(double(window.height()) / double(look.px_per_mm) / 20);
}

} // namespace

// What a step needs when it is come to.
void SettingUp::arrive_at_step() {
    SetupVisit& s = *m_visit.setup;
    TechnicianVisit& t = *m_visit.technician;
    switch (s.step) {
    case Step::pin:
        t.asks = TechnicianVisit::Asks::new_pin;
        content::wipe_text(t.digits);
        return;
    case Step::card:
        t.card_px = card_w_mm * double(m_look.px_per_mm);
        return;
    case Step::height:
        s.height_cm = s.then.screen.middle_mm > 0 ? s.then.screen.middle_mm / 10
                                                  : best_edge_cm + half_of_panel_cm(m_window, m_look);
        return;
    case Step::touch:
        t.touched = {};
        return;
    case Step::sound:
        s.language_at = 0;
        s.not_heard.clear();
        return m_tools.say_in(m_languages.front());
    case Step::clock:
        s.zones = zones_for(s.then);
        return;
    case Step::date:
        s.typed = day_to_type();
        return;
    case Step::contents:
        t.contents.reset();
        return m_tools.look_at_contents();
    case Step::overview:
        return look_at_missing();
    case Step::power:
        if (!s.came_back)
            s.progress.asked_boot = m_clock.boot();
        return;
    case Step::ticket:
        s.ticket.reset();
        return;
    case Step::verdict:
        s.all.reset();
        return m_tools.look_at_everything();
    default:
        return;
    }
}

void SettingUp::note_trial(doctor::Finding trial) {
    m_visit.setup->progress.note(std::move(trial));
    go_on();
}

void SettingUp::answer_trial(const std::string& answer) {
    SetupVisit& s = *m_visit.setup;
    const bool yes = answer == "yes";
    const auto tried = [&](const char* what) {
        note_trial(yes ? setup::tried_well(what) : setup::tried_badly(what));
    };
    switch (s.step) {
    case Step::height:
        return keep_height();
    case Step::upright:
        return answer == "turn" ? turn_by_a_quarter() : tried("upright");
    case Step::touch:
        return tried("touch");
    case Step::sound:
        return answer == "again"     ? m_tools.say_in(m_languages[s.language_at])
               : answer == "without" ? note_trial(setup::tried_without_loudspeaker())
                                     : heard(yes);
    case Step::printer:
        return choose_printer(answer);
    case Step::queue:
        return with_draft(
            [queue = s.typed](setup::Setup& draft) {
                return draft.decide({{"printer.kind", std::string("cups")}, {"printer.queue", queue}});
            },
            [this] { printer_chosen("cups"); });
    case Step::paper:
        return answer == "print" ? m_tools.print_test() : tried("paper");
    case Step::clock:
    case Step::place:
    case Step::date:
    case Step::time:
        return answer_clock(answer);
    case Step::contents:
        return answer == "again" ? m_tools.look_at_contents() : go_on();
    case Step::overview:
        if (const auto step = setup::step_from(answer))
            return change_from_overview(*step);
        return finish();
    case Step::power:
        return answer == "no_cut" ? without_cut() : go_on();
    case Step::ticket:
        return answer == "try" ? try_void_ticket() : go_on();
    case Step::verdict:
        if (answer == "again")
            return arrive_at_step();
        return keep_sheet([this, to_stick = answer == "stick"] { to_stick ? sheet_to_stick() : end(); });
    default:
        return;
    }
}

void SettingUp::heard(bool well) {
    SetupVisit& s = *m_visit.setup;
    if (!well)
        s.not_heard.push_back(m_languages[s.language_at]);
    if (++s.language_at < m_languages.size()) {
        m_visit.shown_ms = m_clock.mono_ms();
        return m_tools.say_in(m_languages[s.language_at]);
    }
    s.language_at = 0;
    std::string names;
    for (const std::string& language : s.not_heard)
        names += (names.empty() ? "" : ", ") + m_words.say(language, "language.name").text;
    note_trial(s.not_heard.empty() ? setup::tried_well("sound")
                                   : setup::tried_badly("sound", {{"languages", names}}));
}

void SettingUp::keep_height() {
    const SetupVisit& s = *m_visit.setup;
    const int edge_cm = s.height_cm - half_of_panel_cm(m_window, m_look);
    const bool in_reach = edge_cm >= lowest_edge_cm && edge_cm <= highest_edge_cm;
    with_draft(
        [middle = s.height_cm * 10](setup::Setup& draft) {
            return draft.decide({{"screen.middle_mm", int64_t(middle)}});
        },
        [this, in_reach, edge_cm] {
            note_trial(in_reach ? setup::tried_well("height")
                                : setup::tried_badly("height", {{"cm", int64_t(edge_cm)}}));
        });
}

void SettingUp::keep_zone(const std::string& zone) {
    with_draft(
        [zone](setup::Setup& draft) {
            return draft.decide({{"point.time_zone", zone}});
        },
        [this] { note_trial(setup::tried_well("clock")); });
}

void SettingUp::choose_printer(const std::string& answer) {
    if (answer == "cups") {
        m_visit.setup->answers.printer = "cups";
        return go_on();
    }
    if (answer == "none")
        return with_draft(
            [](setup::Setup& draft) {
                return draft.decide({{"printer.kind", std::string("none")}});
            },
            [this] { printer_chosen("none"); });
    with_draft([settings = m_settings, paper_mm = answer == "roll58" ? 58 : 80](
                   setup::Setup& draft) { return choose_receipt_printer(draft, settings, paper_mm); },
               [this] { printer_chosen("escpos"); });
}

// From here on this printer is the one that prints, also before the settings are in force.
void SettingUp::printer_chosen(const std::string& kind) {
    SetupVisit& s = *m_visit.setup;
    s.answers.printer = kind;
    m_papers.use(s.then);
    if (kind == "none")
        std::erase_if(s.progress.trials,
                      [](const doctor::Finding& one) { return one.check == "tried_paper"; });
    go_on();
}

// The record stands from here on. What this program was started with does not count any more, so it is
// started anew before anybody is served.
void SettingUp::finish() {
    with_draft([](setup::Setup& draft) { return draft.finish(); },
               [this] {
                   m_visit.setup->settled = m_visit.setup->then;
                   m_visit.setup->is_bare = false;
                   m_bare = false;
                   m_settings_old = true;
                   go_on();
               });
}

void SettingUp::without_cut() {
    m_visit.setup->progress.note(setup::tried_badly("power"));
    go_on(); // what is kept says to go on there
    if (m_settings_old)
        m_tools.restart_screen();
}

void SettingUp::try_void_ticket() {
    m_visit.busy = "setup.try";
    m_store.run(
        [this, settings = m_visit.setup->then](store::Store& store) {
            return doctor::rehearse_ticket(m_tools.surroundings(settings), store);
        },
        [this, visit = m_visit.id](const store::Outcome<doctor::Finding>& tried) {
            if (m_visit.id != visit || !m_visit.setup)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (!tried)
                return m_tools.tell("technician.failed");
            m_visit.setup->ticket = *tried.value;
            m_visit.setup->progress.note(*tried.value);
            keep_progress();
            m_tools.print_test();
        });
}

void SettingUp::hear_loudspeaker() {
    if (m_visit.setup &&
        std::exchange(m_visit.setup->is_unheard, m_speech.is_unheard()) != m_speech.is_unheard())
        m_dirty = true;
}

// Everything has been looked at: with what was tried by hand it makes the verdict.
void SettingUp::take_verdict() {
    if (!m_visit.setup || m_visit.setup->step != Step::verdict || !m_visit.technician->findings)
        return;
    SetupVisit& s = *m_visit.setup;
    s.all = setup::told_once(*m_visit.technician->findings, s.progress.trials);
    s.verdict = setup::to_text(setup::verdict_of(!s.is_bare, *s.all));
}

// Signed, beside the store, and on its way to the hub; then its picture.
void SettingUp::keep_sheet(std::function<void()> then) {
    const SetupVisit& s = *m_visit.setup;
    if (!s.all)
        return;
    const setup::Verdict verdict = setup::verdict_of(!s.is_bare, *s.all);
    m_visit.busy = "setup.done";
    const auto failed = [this](const std::string& why) {
        spdlog::error("the acceptance sheet: {}", why);
        m_visit.busy.clear();
        m_dirty = true;
        m_tools.tell("setup.not_kept");
    };
    const auto is_here = [this, visit = m_visit.id] { return m_visit.id == visit && m_visit.setup; };
    m_store.run(
        [settings = m_settings, &clock = m_clock, findings = *s.all, verdict](store::Store& store) {
            const std::string sheet = setup::acceptance_sheet(
                settings, setup::provisioned(settings.state).value_or(setup::Record()), verdict, findings,
                clock.wall_ms());
            setup::keep_acceptance(store, sheet);
            return sheet;
        },
        [this, failed, is_here, then = std::move(then)](const store::Outcome<std::string>& sheet) {
            if (!is_here())
                return;
            if (!sheet)
                return failed(sheet.message);
            const auto picture = std::make_shared<platform::Image>(draw_acceptance_slip(
                m_ui, m_words, m_visit.setup->then, m_settings.point.official_language, *sheet.value));
            m_store.run([picture, file = m_settings.state / "acceptance.png"](
                            store::Store&) { platform::write_png(file, *picture); },
                        [this, failed, is_here, then](const store::Outcome<std::monostate>& kept) {
                            if (!is_here())
                                return;
                            if (!kept)
                                return failed(kept.message);
                            m_visit.busy.clear();
                            m_dirty = true;
                            then();
                        });
        });
}

// Into the folder where the machine finds it; with it what the hub's file is known by, which is then taken
// off the stick.
void SettingUp::sheet_to_stick() {
    const SetupVisit& s = *m_visit.setup;
    const fs::path folder = store::stick_folder();
    if (folder.empty())
        return m_tools.tell("technician.stick_silent");
    m_visit.busy = "setup.stick";
    const std::string name = "acceptance-" + s.then.point.id + "-" + s.then.kiosk.letter;
    m_store.run(
        [folder, name, state = m_settings.state, spent = s.progress.spent_file](store::Store&) {
            fs::remove_all(folder / "sheet");
            fs::create_directories(folder / "sheet");
            for (const char* ending : {".json", ".png"})
                write_file_durably(folder / "sheet" / (name + ending),
                                   read_file(state / (std::string("acceptance") + ending)).value_or(""),
                                   0600);
            write_file_durably(folder / "stick-spent", spent + "\n", 0600);
        },
        [this, visit = m_visit.id](const store::Outcome<std::monostate>& written) {
            if (m_visit.id != visit || !m_visit.setup)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (!written)
                return m_tools.tell("setup.not_kept");
            m_stick.ask(store::StickErrand::take_sheet,
                        [this](const std::string& word) { sheet_taken(word); });
        });
}

void SettingUp::sheet_taken(const std::string& word) {
    if (word == "ok" && m_visit.setup && !m_visit.setup->progress.spent_file.empty()) {
        m_visit.setup->progress.spent_file.clear();
        keep_progress();
    }
    m_tools.tell(word == "ok" ? "setup.sheet_taken" : TechnicianStick::sentence_of(word));
}

void SettingUp::end() {
    SetupVisit& s = *m_visit.setup;
    m_tools.note("set_up", s.verdict);
    s.progress.open = false;
    put_away();
    if (m_settings_old)
        return m_tools.restart_screen();
    s.by_technician ? m_moves.to_technician_menu() : m_moves.end_technician();
}

} // namespace accanto::app
