// Moments of who sets a kiosk up at its own screen.
#include "kiosk/walk/moments.h"

namespace accanto::walk {

using app::ScreenId;
using app::SetupVisit;
using doctor::Finding;
using doctor::Light;
using setup::Step;

namespace {

class Maker : public MomentMaker {
public:
    using MomentMaker::MomentMaker;

    Moment& at(const std::string& name, Step step) {
        Moment& m =
            add(std::string(setup::to_text(step)) + (name.empty() ? "" : ", ") + name, ScreenId::setup);
        m.visit.technician.emplace();
        m.visit.technician->inside = true;
        SetupVisit& s = m.visit.setup.emplace();
        s.ready = true;
        s.step = step;
        s.then = *m.settings;
        return m;
    }
    Moment& said(Step step, const std::string& key, content::Arguments arguments = {}) {
        Moment& m = at(key, step);
        m.visit.technician->said = key, m.visit.technician->said_of = std::move(arguments);
        return m;
    }
    void join();
    void typing();
    void hours();
    void trials();
    void overview();
    void verdict();
};

void Maker::join() {
    at("", Step::language);
    Moment& unread = at("what was decided cannot be read", Step::language);
    unread.visit.setup->ready = false;
    unread.visit.technician->said = "technician.needs_store";
    at("", Step::join);
    at("again", Step::join).visit.setup->is_bare = false;
    at("", Step::stick);
    at("at work", Step::stick).visit.technician->stick =
        app::TechnicianVisit::Stick{store::StickErrand::bring_setup, 0, true};
    for (const char* outcome : {"none", "several", "failed", "silent"})
        said(Step::stick, std::string("technician.stick_") + outcome);
    for (const char* outcome : {"none", "several", "unreadable", "forged", "other_hub", "expired"})
        said(Step::stick, std::string("setup.file_") + outcome);
    at("asking", Step::code).visit.setup->enrol_asked = 1;
    said(Step::official, "setup.file_taken",
         {{"point", "Biblioteca Francesc Candel, Punt d’Atenció Digital"}, {"letter", "C"}});
}

void Maker::typing() {
    at("", Step::hub).visit.setup->typed = "https://";
    said(Step::hub, "setup.bad_hub").visit.setup->typed = "https://accanto.ciutat-digital.exemple.cat";
    at("", Step::code);
    at("typed", Step::code).visit.setup->typed = "ABCD3467";
    for (const char* outcome :
         {"code", "expired", "used", "other_point", "replaced", "many", "away", "address", "not_hub"})
        said(Step::code, std::string("setup.enrol_") + outcome);
    said(Step::code, "technician.net_silent");
    at("", Step::name);
    said(Step::name, "setup.enrolled",
         {{"point", "biblioteca-francesc-candel"}, {"key", "1a2b-3c4d-5e6f-7081"}})
        .visit.setup->typed = "Biblioteca Francesc Candel, Punt d’Atenció Digital";
    said(Step::name, "setup.bad_name");
    said(Step::id, "setup.bad_id").visit.setup->typed = "biblioteca-francesc-candel";
    at("", Step::letter);
    said(Step::letter, "setup.bad_letter").visit.setup->typed = "C";
    at("", Step::queue);
    said(Step::queue, "setup.bad_queue").visit.setup->typed = "HP_LaserJet_4";
    said(Step::letter, "setup.not_kept");
}

void Maker::hours() {
    at("", Step::official);
    at("", Step::days);
    Moment& week = at("of few hours", Step::days);
    week.visit.setup->days = {0, 2, 6};
    week.visit.setup->then.point.hours = {};
    said(Step::days, "setup.bad_hours");
    for (const Step step :
         {Step::opens, Step::closes, Step::pause, Step::pause_from, Step::pause_to, Step::height})
        at("", step);
    at("", Step::card).visit.technician->card_px = 309;
}

void Maker::trials() {
    at("", Step::upright);
    at("to be left", Step::upright).visit.setup->doubt = app::SetupVisit::Doubt::whether_to_leave;
    at("begun before", Step::upright).visit.setup->doubt = app::SetupVisit::Doubt::where_to_begin;
    at("", Step::touch);
    at("felt", Step::touch).visit.technician->touched.fill(true);
    for (size_t i = 0; i < m_world.languages.size(); ++i)
        at(m_world.languages[i], Step::sound).visit.setup->language_at = i;
    at("no loudspeaker", Step::sound).visit.setup->is_unheard = true;
    at("", Step::printer);
    said(Step::printer, "setup.no_printer");
    at("", Step::paper);
    at("printed", Step::paper).visit.paper = app::PrintState::printed;
    at("no paper", Step::paper).visit.paper = app::PrintState::no_paper;
    at("", Step::clock).visit.setup->zones = {"Europe/Madrid", "Europe/Rome", "Europe/Lisbon",
                                              "Europe/Helsinki", "Atlantic/Azores"};
    at("", Step::place).visit.setup->zones = {"Europe/Madrid", "Europe/Rome", "Europe/Lisbon",
                                              "Europe/Helsinki", "Atlantic/Azores"};
    at("", Step::date).visit.setup->typed = "281126";
    said(Step::date, "setup.bad_date").visit.setup->typed = "310226";
    at("", Step::time);
    said(Step::time, "setup.bad_time").visit.setup->typed = "2460";
    said(Step::time, "setup.clock_nonsense").visit.setup->typed = "1015";
    for (const char* outcome : {"set", "silent"})
        said(Step::contents, std::string("setup.clock_") + outcome);
    at("looking", Step::contents);
    at("", Step::contents).visit.technician->contents =
        Finding{"contents", Light::green, "doctor.contents_ok", {{"n", int64_t(8)}}, {}};
    Moment& packs = at("packs", Step::contents);
    packs.visit.technician->contents =
        Finding{"contents", Light::green, "doctor.contents_ok", {{"n", int64_t(8)}}, {}};
    packs.visit.technician->packs = {{"email-basics", 12}, {"health-online", 3}};
    at("", Step::power);
    said(Step::power, "setup.only_screen");
    at("back", Step::power).visit.setup->came_back = true;
    at("", Step::ticket);
    Moment& tried = at("tried", Step::ticket);
    tried.visit.setup->ticket = Finding{"ticket", Light::green, "doctor.ticket_ok", {}, {}};
    tried.visit.paper = app::PrintState::printed;
    at("failed", Step::ticket).visit.setup->ticket =
        Finding{"ticket", Light::red, "doctor.ticket_failed", {}, {}};
}

void Maker::overview() {
    Moment& all = at("", Step::overview);
    Settings& then = all.visit.setup->then;
    then.screen.pitch_mm = 0.277, then.screen.middle_mm = 1070;
    then.point.hours.fill({{9 * 60, 13 * 60}, {16 * 60, 19 * 60}});
    then.printer.kind = "escpos";
    all.visit.setup->answers.has_pin = true;
    for (const char* tried : {"touch", "sound"})
        all.visit.setup->progress.note(setup::tried_well(tried));
    Moment& week = at("days of other hours", Step::overview);
    week.visit.setup->then = then;
    week.visit.setup->then.point.hours[5] = {{10 * 60, 13 * 60}};
    week.visit.setup->then.point.hours[6] = {};
    Moment& motley = at("hours of all kinds", Step::overview);
    motley.visit.setup->then = week.visit.setup->then;
    motley.visit.setup->then.point.hours[1] = motley.visit.setup->then.point.hours[3] = {{9 * 60, 13 * 60}};
    Moment& half = said(Step::overview, "setup.undecided");
    half.visit.setup->missing = {"point.id", "point.name", "kiosk.letter", "technician.pin"};
    half.visit.setup->then.printer.kind = "png", half.visit.setup->then.point.hours = {};
    said(Step::overview, "setup.clock_silent");
}

void Maker::verdict() {
    at("looking", Step::verdict);
    at("the sheet is being drawn", Step::verdict).visit.busy = "setup.stick";
    const auto found = [&](const char* name, const char* verdict, std::vector<Finding> all) -> Moment& {
        Moment& m = at(name, Step::verdict);
        m.visit.setup->all = std::move(all), m.visit.setup->verdict = verdict;
        return m;
    };
    const Finding well{"store", Light::green, "doctor.store_ok", {}, {}};
    found("ready", "ready", {well, setup::tried_well("touch")});
    Moment& open =
        found("partly ready", "partly_ready",
              {well, setup::tried_badly("height", {{"cm", int64_t(104)}}), setup::tried_badly("upright"),
               setup::tried_badly("touch"), setup::tried_badly("sound", {{"languages", "Català, Svenska"}}),
               setup::tried_badly("paper"), setup::tried_badly("clock"), setup::tried_badly("power")});
    found("a pointer, and no sound", "partly_ready",
          {well, {"touch", Light::amber, "setup.open_pointer", {}, {}}, setup::tried_without_loudspeaker()});
    open.visit.technician->said = "setup.sheet_taken";
    for (int page = 1; page < 6; ++page) {
        Moment& more =
            found(("more of it, " + std::to_string(page)).c_str(), "partly_ready", *open.visit.setup->all);
        more.visit.page = page;
    }
    Moment& not_ready =
        found("not ready", "needs_setup", {well, {"touch", Light::red, "doctor.touch_none", {}, {}}});
    not_ready.visit.technician->said = "technician.stick_full";
}

} // namespace

std::vector<std::unique_ptr<Moment>> setup_moments(const World& world, const std::string& language) {
    Maker maker(world, language);
    maker.join();
    maker.typing();
    maker.hours();
    maker.trials();
    maker.overview();
    maker.verdict();
    return maker.take();
}

} // namespace accanto::walk
