// Setting up at the kiosk's own screen: the questions, and the way through them. What they end in is
// kiosk/setup's, as for the command.
#include "kiosk/app/setting_up.h"

#include "content/library/letters.h"
#include "kiosk/app/pitch.h"
#include "kiosk/app/technician_stick.h"
#include "kiosk/app/technician_tools.h"
#include "kiosk/setup/setup.h"

#include <algorithm>

namespace accanto::app {

using setup::Step;

namespace {

// What the wizard begins with, read on the store's thread.
struct Found {
    setup::Progress progress;
    Settings then;
    bool is_bare = true, has_pin = false, has_letter = false, has_official = false;
};

// The sentence for a value that was refused.
std::string sentence_of(const setup::Refusal& refusal) {
    static constexpr std::pair<std::string_view, const char*> sentences[] = {
        {"point.id", "setup.bad_id"},         {"point.name", "setup.bad_name"},
        {"kiosk.letter", "setup.bad_letter"}, {"sync.hub", "setup.bad_hub"},
        {"printer.queue", "setup.bad_queue"}, {"unreadable", "setup.file_unreadable"},
        {"forged", "setup.file_forged"},      {"other_hub", "setup.file_other_hub"},
        {"expired", "setup.file_expired"},    {"gone", "setup.file_unreadable"},
        {"undecided", "setup.undecided"},     {"no_printer", "setup.no_printer"},
    };
    for (const auto& [why, key] : sentences)
        if (refusal.why == why)
            return key;
    return refusal.why.starts_with("point.hours") ? "setup.bad_hours" : "technician.failed";
}

// "biblioteca-de-lecce": a name as a point's id, for who has none to type.
std::string id_of(const std::string& name) {
    std::string out;
    for (const char c : content::in_plain_letters(name)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    out.resize(std::min(out.size(), most_letters(Step::id)));
    while (!out.empty() && out.back() == '-')
        out.pop_back();
    return out;
}

// What stands in the box when it is come to.
std::string typed_at(const SetupVisit& s) {
    const bool known = s.then.point.id != Settings().point.id; // else the settings' own are no answers
    switch (s.step) {
    case Step::hub:
        return !s.hub.empty() ? s.hub : s.then.sync.hub.empty() ? "https://" : s.then.sync.hub;
    case Step::name:
        return s.then.point.name == Settings().point.name ? "" : s.then.point.name;
    case Step::id:
        return known ? s.then.point.id : id_of(s.then.point.name);
    case Step::letter:
        return known && (!s.is_bare || s.has_letter || s.then.kiosk.letter != Settings().kiosk.letter)
                   ? s.then.kiosk.letter
                   : "";
    case Step::queue:
        return s.then.printer.queue;
    default:
        return {};
    }
}

} // namespace

SettingUp::SettingUp(const Stage& stage, TechnicianTools& tools, TechnicianStick& stick, bool bare)
    : Flow(stage), m_tools(tools), m_stick(stick), m_bare(bare) {}

// On a bare machine nobody can have signed in, and who pulled the plug because the screen asked for it had. A
// kiosk that serves asks everybody else for the PIN.
void SettingUp::begin() {
    const bool by_technician = !m_bare && m_visit.technician && m_visit.technician->inside;
    if (!by_technician) {
        const std::string language = m_visit.language.empty() ? m_languages.front() : m_visit.language;
        m_visit.wipe();
        m_visit.language = language;
        m_visit.theme = ui::theme_from(m_settings.screen.theme);
        m_visit.size = first_size(m_settings);
        m_visit.words_per_minute = m_settings.voice.words_per_minute;
        m_visit.technician.emplace();
    }
    m_visit.setup.emplace();
    m_visit.setup->by_technician = by_technician;
    m_visit.setup->then = m_settings;
    m_visit.trail.clear();
    m_visit.screen = ScreenId::setup;
    m_visit.page = 0;
    m_visit.touched_ms = m_visit.shown_ms = m_clock.mono_ms();
    m_dirty = true;
    m_store.run(
        [settings = m_settings, &clock = m_clock](store::Store& store) {
            const setup::Setup draft(settings, clock);
            return Found{setup::progress(settings.state), draft.settings_then(),
                         !setup::provisioned(settings.state), point::has_technician_pin(store),
                         draft.has_decided("kiosk.letter"), draft.has_decided("point.official_language")};
        },
        [this, visit = m_visit.id](const store::Outcome<Found>& found) {
            if (m_visit.id != visit || !m_visit.setup)
                return;
            if (!found)
                return without_progress();
            SetupVisit& s = *m_visit.setup;
            s.progress = found.value->progress;
            const std::string& language =
                s.progress.language; // of the pages so far, and so of the door to them
            if (s.progress.open &&
                std::find(m_languages.begin(), m_languages.end(), language) != m_languages.end())
                m_visit.language = language;
            s.then = found.value->then;
            s.is_bare = found.value->is_bare;
            s.has_letter = found.value->has_letter;
            s.has_official = found.value->has_official;
            s.answers.has_pin = found.value->has_pin;
            s.answers.has_voice = m_settings.voice.available;
            s.answers.printer = s.then.printer.kind;
            const bool is_back = !s.progress.asked_boot.empty() && s.progress.asked_boot != m_clock.boot();
            if (s.by_technician && s.progress.open) {
                s.ready = true;
                s.step = s.progress.step; // which the page tells
                return ask(SetupVisit::Doubt::where_to_begin);
            }
            if (s.is_bare || s.by_technician || is_back)
                return resume();
            m_visit.screen = ScreenId::technician_pin;
            m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
            m_tools.tell("setup.behind_pin");
            m_dirty = true;
        });
}

// The door to what had been begun; or its PIN was asked for on the way.
void SettingUp::door_opened() {
    SetupVisit& s = *m_visit.setup;
    if (!s.ready) {
        s.by_technician = true;
        return resume();
    }
    m_visit.technician->inside = true;
    s.answers.has_pin = true;
    go_on();
}

// Where it was left; else from the beginning.
void SettingUp::resume() {
    SetupVisit& s = *m_visit.setup;
    s.ready = true;
    turn_picture(s.then.screen.turned);
    // What the card has measured holds from then on, also after a cut.
    if (s.then.screen.pitch_mm > 0 && s.then.screen.pitch_mm != m_settings.screen.pitch_mm)
        m_moves.use_pitch(s.then.screen.pitch_mm);
    m_visit.technician->inside = true;
    const bool goes_on = s.progress.open;
    const bool was_asked = goes_on && s.progress.step == Step::power && !s.progress.asked_boot.empty();
    s.came_back = was_asked && s.progress.asked_boot != m_clock.boot();
    if (s.came_back)
        s.progress.note(setup::tried_well("power"));
    if (goes_on)
        s.answers.way = s.progress.way;
    // The hours of which days were asked for went with the power, and a time that was typed is over: they are
    // asked anew.
    const bool in_hours = s.progress.step >= Step::opens && s.progress.step <= Step::pause_to;
    const bool in_clock = s.progress.step >= Step::place && s.progress.step <= Step::time;
    show_step(goes_on           ? in_hours   ? Step::days
                                  : in_clock ? Step::clock
                                             : s.progress.step
              : s.by_technician ? Step::upright
                                : Step::language);
    if (was_asked && !s.came_back)
        m_tools.tell("setup.only_screen");
}

void SettingUp::show_step(Step step) {
    SetupVisit& s = *m_visit.setup;
    s.step = s.progress.step = step;
    s.progress.open = true;
    if (s.progress.changing && !setup::is_of_change(*s.progress.changing, step))
        s.progress.changing.reset();
    if (step < Step::power)
        s.progress.asked_boot.clear();
    s.progress.language = m_visit.language;
    s.typed = typed_at(s);
    m_visit.technician->said.clear();
    m_visit.keyboard.begin_anew();
    m_visit.keyboard.shift = step == Step::name && s.typed.empty(); // each name begins large
    m_visit.page = 0;
    m_visit.paper = PrintState::idle;
    m_visit.screen = step == Step::pin ? ScreenId::technician_pin : ScreenId::setup;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    arrive_at_step();
    keep_progress();
}

void SettingUp::go_on() {
    SetupVisit& s = *m_visit.setup;
    // The days of the week are come back to; they are one place.
    if (s.trail.empty() || s.trail.back() != s.step)
        s.trail.push_back(s.step);
    const Step next = setup::next_step(s.step, s.answers);
    if (s.progress.changing && !setup::is_of_change(*s.progress.changing, next))
        return to_overview();
    if (next == Step::days)
        while (!s.trail.empty() && s.trail.back() >= Step::days && s.trail.back() <= Step::pause_to)
            s.trail.pop_back();
    show_step(next);
}

// One thing is changed, and Back leads to before it was.
void SettingUp::change_from_overview(Step step) {
    SetupVisit& s = *m_visit.setup;
    s.trail.push_back(Step::overview);
    s.progress.changing = step;
    show_step(step);
}

void SettingUp::to_overview() {
    SetupVisit& s = *m_visit.setup;
    const auto from = std::find(s.trail.begin(), s.trail.end(), Step::overview);
    s.trail.erase(from, s.trail.end());
    show_step(Step::overview);
}

// What is still missing is said where it stands, before somebody tries to save it.
void SettingUp::look_at_missing() {
    m_visit.setup->missing.clear();
    m_store.run([settings = settings_in_force(),
                 &clock = m_clock](store::Store&) { return setup::Setup(settings, clock).missing(); },
                [this, visit = m_visit.id](const store::Outcome<std::vector<std::string>>& missing) {
                    if (m_visit.id != visit || !m_visit.setup || !missing)
                        return;
                    m_visit.setup->missing = *missing.value;
                    m_dirty = true;
                });
}

// Durable before anything is built on it; what the disk does not take is told.
void SettingUp::keep_progress() {
    m_store.run([state = m_settings.state,
                 progress = m_visit.setup->progress](store::Store&) { setup::keep(state, progress); },
                [this, visit = m_visit.id](const store::Outcome<std::monostate>& kept) {
                    if (m_visit.id == visit && m_visit.setup && !kept)
                        m_tools.tell("setup.not_kept");
                });
}

// This program goes on with those it was started with until it is started anew.
const Settings& SettingUp::settings_in_force() const {
    const std::optional<Settings>& settled = m_visit.setup->settled;
    return settled ? *settled : m_settings;
}

void SettingUp::with_draft(std::function<setup::Refusal(setup::Setup&)> job, std::function<void()> then) {
    struct Done {
        setup::Refusal refusal;
        Settings settings;
        bool has_letter = false, has_official = false;
    };
    m_visit.busy = "setup.next";
    m_store.run(
        [settings = settings_in_force(), &clock = m_clock, job = std::move(job)](store::Store&) {
            setup::Setup draft(settings, clock);
            Done done{job(draft), {}};
            done.settings = draft.settings_then();
            done.has_letter = draft.has_decided("kiosk.letter");
            done.has_official = draft.has_decided("point.official_language");
            return done;
        },
        [this, visit = m_visit.id, then = std::move(then)](const store::Outcome<Done>& done) {
            if (m_visit.id != visit || !m_visit.setup)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (!done)
                return m_tools.tell("setup.not_kept");
            if (!done.value->refusal.empty())
                return m_tools.tell(sentence_of(done.value->refusal));
            m_visit.setup->then = done.value->settings;
            m_visit.setup->has_letter = done.value->has_letter;
            m_visit.setup->has_official = done.value->has_official;
            then();
        });
}

void SettingUp::decide_and_go_on(const Decisions& decisions) {
    with_draft([decisions](setup::Setup& draft) { return draft.decide(decisions); }, [this] { go_on(); });
}

void SettingUp::answer(const std::string& answer) {
    if (!m_visit.setup || !m_visit.setup->ready || !m_visit.busy.empty())
        return;
    SetupVisit& s = *m_visit.setup;
    if (s.doubt != SetupVisit::Doubt::none)
        return answer_doubt(answer);
    switch (s.step) {
    case Step::language:
        m_visit.language = answer;
        return decide_and_go_on({{"technician.language", answer}});
    case Step::join:
        return choose_way(answer);
    case Step::hub:
        s.hub = content::trimmed(s.typed);
        return decide_and_go_on({{"sync.hub", s.hub}});
    case Step::code:
        return ask_hub();
    case Step::stick:
        return m_stick.ask(store::StickErrand::bring_setup,
                           [this](const std::string& word) { file_brought(word); });
    case Step::name:
        return decide_and_go_on({{"point.name", std::string(content::trimmed(s.typed))}});
    case Step::id:
        return decide_and_go_on({{"point.id", s.typed}});
    case Step::letter:
        return decide_and_go_on({{"kiosk.letter", s.typed}});
    case Step::official:
        return decide_and_go_on({{"point.official_language", answer}});
    case Step::days:
        s.answers.sets_times = answer == "times";
        return go_on();
    case Step::pause:
        s.answers.has_pause = answer == "yes";
        return s.answers.has_pause ? go_on() : keep_hours();
    case Step::pause_to:
        return keep_hours();
    case Step::opens:
    case Step::closes:
    case Step::pause_from:
    case Step::pin:
    case Step::card:
        return go_on();
    default:
        return answer_trial(answer);
    }
}

} // namespace accanto::app
