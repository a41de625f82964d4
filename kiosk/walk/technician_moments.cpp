// Moments of who looks after the kiosk.
#include "kiosk/walk/moments.h"

namespace accanto::walk {

using app::ScreenId;
using app::TechnicianVisit;
using doctor::Finding;
using doctor::Light;

namespace {

class Maker : public MomentMaker {
public:
    using MomentMaker::MomentMaker;

    TechnicianVisit& at(const std::string& name, ScreenId screen) {
        Moment& m = add(name, screen);
        m.visit.technician.emplace();
        m.visit.technician->inside = screen != ScreenId::technician_pin;
        return *m.visit.technician;
    }
    void door();
    void menu();
    void status();
    void network();
    void machine();
    void rest();
    void mentors();
};

void Maker::door() {
    at("", ScreenId::technician_pin);
    TechnicianVisit& locked = at("locked", ScreenId::technician_pin);
    locked.said = "technician.locked", locked.said_of = {{"n", int64_t(15)}};
    at("no PIN", ScreenId::technician_pin).said = "technician.no_pin";
    at("setting up goes on", ScreenId::technician_pin).said = "setup.behind_pin";
    at("no hub", ScreenId::technician_pin).said = "technician.recover_none";
    for (const char* outcome : {"needs_store", "no_spare"})
        at(outcome, ScreenId::technician_pin).said = std::string("technician.") + outcome;
    TechnicianVisit& recover = at("on the telephone", ScreenId::technician_pin);
    recover.asks = TechnicianVisit::Asks::response;
    recover.kiosk = "01a207af-ee20-7193-8bfd-f617809aa862", recover.challenge = "20481632", recover.digits = "1234567890";
    recover.said = "technician.wrong";
    at("a new PIN", ScreenId::technician_pin).asks = TechnicianVisit::Asks::new_pin;
    TechnicianVisit& again = at("the same again", ScreenId::technician_pin);
    again.asks = TechnicianVisit::Asks::new_pin_again, again.digits = "123456789012";
    at("it is being kept", ScreenId::technician_pin).asks = TechnicianVisit::Asks::new_pin_again;
    m_made.back()->visit.busy = "technician.enter";
}

void Maker::menu() {
    at("", ScreenId::technician);
    at("setting up is begun", ScreenId::technician).setup_is_begun = true;
    at("something was done", ScreenId::technician).said = "technician.sync_asked";
    for (const char* outcome : {"no_store", "needs_store"})
        at(outcome, ScreenId::technician).said = std::string("technician.") + outcome;
    at("the machine is open", ScreenId::technician);
    m_made.back()->point.lock_down_open = true;
}

void Maker::status() {
    at("looking", ScreenId::technician_status);
    TechnicianVisit& well = at("well", ScreenId::technician_status);
    well.findings = {{"store", Light::green, "doctor.store_ok", {}, {}}, {"clock", Light::green, "doctor.clock_ok", {{"time", "2026-11-23 11:00"}}, {}}};
    well.night = doctor::Night{0, {{"store", Light::green, "doctor.store_ok", {}, {}}}};
    TechnicianVisit& ill = at("much is to be done", ScreenId::technician_status);
    ill.night = doctor::Night{0, {{"printer", Light::red, "doctor.printer_out", {}, {}}}};
    std::vector<Finding> all;
    for (const char* key : {"store_failed", "store_not_writable", "store_corrupt", "store_too_new", "disk_no_reserve", "disk_unknown", "contents_none", "voices_none", "voices_off", "sound_none", "printer_png", "printer_gone",
                            "printer_failed", "touch_none", "screen_none", "sync_none", "sync_not_enrolled", "sync_never", "sync_stopped", "sync_replaced", "mentors_none", "lockdown_magic_key", "lockdown_core_files", "lockdown_other_memory", "lockdown_kernel_log", "lockdown_swap", "lockdown_usb_storage", "lockdown_consoles", "lockdown_keyboards", "lockdown_unknown", "update_refused", "update_unsigned", "update_no_way_back", "update_failed", "lesson_failed", "ticket_failed"}) {
        const std::string name = key;
        all.push_back({name.substr(0, name.find('_')), Light::red, "doctor." + name, {{"version", "1.12.3"}}, {}});
    }
    // Each check once a list: the other sentences of a check stand on lists of their own.
    for (size_t round = 0; !all.empty(); ++round) {
        TechnicianVisit& one = round == 0 ? ill : at("more of it, " + std::to_string(round), ScreenId::technician_status);
        one.findings.emplace();
        std::vector<Finding> rest;
        for (const Finding& finding : all) {
            const bool there = std::any_of(one.findings->begin(), one.findings->end(), [&](const Finding& f) { return f.check == finding.check; });
            (there ? rest : *one.findings).push_back(finding);
        }
        all = std::move(rest);
    }
    at("with numbers", ScreenId::technician_status).findings = {
        {"disk", Light::amber, "doctor.disk_low", {{"mb", int64_t(812)}}, {}},
        {"clock", Light::amber, "doctor.clock_unconfirmed", {{"time", "2026-11-23 11:00"}}, {}},
        {"contents", Light::amber, "doctor.contents_old", {{"n", int64_t(12)}}, {}},
        {"voices", Light::amber, "doctor.voices_some", {{"languages", "Català, العربية"}}, {}},
        {"sync", Light::amber, "doctor.sync_late", {{"n", int64_t(1234)}, {"time", "2026-11-19 18:00"}}, {}},
        {"lockdown", Light::red, "doctor.lockdown_open", {{"points", "the door"}}, {}},
        {"screen", Light::green, "doctor.screen_ok", {{"mode", "1920x1080"}, {"pitch", "0.2768"}}, {}},
        {"touch", Light::green, "doctor.touch_ok", {{"name", "ILITEK Multi-Touch-V5100"}}, {}},
        {"sound", Light::green, "doctor.sound_ok", {{"name", "HDA-Intel - HDA Intel PCH"}}, {}},
    };
    at("slow voices", ScreenId::technician_status).findings = {
        {"voices", Light::amber, "doctor.voices_slow", {{"languages", "Català, العربية"}}, {}},
        {"sound", Light::green, "doctor.sound_ok", {{"name", "HDA-Intel - HDA Intel PCH"}}, {}},
    };
}

void Maker::network() {
    at("looking", ScreenId::technician_network);
    at("nobody answers", ScreenId::technician_network).said = "technician.net_silent";
    at("no hub", ScreenId::technician_network).network.emplace();
    const std::vector<std::string> steps = {"link", "address", "dns", "tls", "hub"};
    for (size_t bad = 0; bad <= steps.size(); ++bad) {
        store::NetworkReport report;
        for (size_t i = 0; i <= bad && i < steps.size(); ++i)
            report.steps.push_back({steps[i], i != bad, ""});
        at(bad < steps.size() ? "not past " + steps[bad] : "all the way", ScreenId::technician_network).network = report;
    }
}

void Maker::machine() {
    at("", ScreenId::technician_touch);
    TechnicianVisit& some = at("half of it", ScreenId::technician_touch);
    for (size_t i = 0; i < app::touch_targets; i += 2)
        some.touched[i] = true;
    at("all felt", ScreenId::technician_touch).touched.fill(true);
    at("", ScreenId::technician_screen).card_px = 309;
    TechnicianVisit& kept = at("kept", ScreenId::technician_screen);
    kept.card_px = 309, kept.said = "technician.screen_kept", kept.said_of = {{"pitch", "0.2770"}};
    at("", ScreenId::technician_sound);
}

void Maker::rest() {
    at("", ScreenId::technician_printer);
    at("printed", ScreenId::technician_printer);
    m_made.back()->visit.paper = app::PrintState::printed;
    at("not printed", ScreenId::technician_printer);
    m_made.back()->visit.paper = app::PrintState::no_paper;
    at("no printer", ScreenId::technician_printer);
    m_made.back()->settings = &m_world.bare;
    at("", ScreenId::technician_restart);
    at("looking", ScreenId::technician_queue);
    at("", ScreenId::technician_queue).waiting = TechnicianVisit::Waiting{};
    at("long", ScreenId::technician_queue).waiting = TechnicianVisit::Waiting{1234, 3, 72, 11};
    at("", ScreenId::technician_stick);
    at("at work", ScreenId::technician_stick).stick = TechnicianVisit::Stick{};
    for (const char* outcome : {"logs_ok", "export_ok", "import_ok", "remove_ok", "export_nothing", "import_nothing", "none", "several", "full", "busy", "failed", "silent"})
        at(outcome, ScreenId::technician_stick).said = std::string("technician.stick_") + outcome;
    at("looking", ScreenId::technician_contents);
    TechnicianVisit& none = at("", ScreenId::technician_contents);
    none.contents = Finding{"contents", Light::green, "doctor.contents_ok", {{"n", int64_t(7)}}, {}};
    TechnicianVisit& packs = at("packs", ScreenId::technician_contents);
    packs.contents = Finding{"contents", Light::red, "doctor.contents_broken", {{"pack", "health-online"}}, {}};
    packs.packs = {{"email-basics", 12}, {"health-online", 3}, {"public-services-catalonia", 1042}};
    TechnicianVisit& arriving = at("on its way", ScreenId::technician_contents);
    arriving.contents = none.contents;
    arriving.packs = {{"email-basics", 12}};
    arriving.arrivals = {{"health-online", 4, 268'000'000, 107'200'000, "coming", ""}, {"public-services-catalonia", 1043, 1'200, 0, "set_aside", "no room"}};
}

void Maker::mentors() {
    using Mentor = TechnicianVisit::Mentor;
    using May = Mentor::May;
    const Mentor anna{May::sign_in, "1", "Anna Puig i Montserrat"};
    at("looking", ScreenId::technician_mentors);
    at("not to be read", ScreenId::technician_mentors).said = "technician.needs_store";
    at("none", ScreenId::technician_mentors).mentors.emplace();
    TechnicianVisit& some = at("some", ScreenId::technician_mentors);
    some.mentors = {anna, {May::wait, "2", "أمينة الفاسي"}, {May::not_sign_in, "3", "Bartholomew Featherstonehaugh-Cholmondeley"}};
    for (const char* outcome : {"ready", "is_away"}) {
        TechnicianVisit& done = at(outcome, ScreenId::technician_mentors);
        done.mentors = some.mentors, done.said = std::string("technician.mentor_") + outcome, done.said_of = {{"name", anna.name}};
    }
    TechnicianVisit& many = at("many", ScreenId::technician_mentors);
    many.mentors.emplace();
    for (int i = 1; i <= 40; ++i)
        many.mentors->push_back({May::sign_in, std::to_string(i), "Mentor " + std::to_string(i)});
    at("no desk here", ScreenId::technician_mentors);
    m_made.back()->settings = &m_world.guest;
    for (const Mentor& one : *some.mentors)
        at(one.name, ScreenId::technician_mentor).mentor = one;
    TechnicianVisit& not_kept = at("not kept", ScreenId::technician_mentor);
    not_kept.mentor = anna, not_kept.said = "technician.mentor_not_kept";
    at("", ScreenId::technician_mentor_away).mentor = anna;
    at("", ScreenId::technician_mentor_name);
    for (const char* fault : {"taken", "bad_name"}) {
        TechnicianVisit& bad = at(fault, ScreenId::technician_mentor_name);
        bad.mentor = {May::sign_in, "", std::string(64, 'm')}, bad.said = std::string("technician.mentor_") + fault;
    }
    for (const char* outcome : {"", "not_same", "bad_pin", "mentor_not_kept"}) {
        TechnicianVisit& pin = at(outcome, ScreenId::technician_mentor_pin);
        pin.mentor = anna, pin.said = *outcome ? std::string("technician.") + outcome : "";
    }
    TechnicianVisit& again = at("the same again", ScreenId::technician_mentor_pin);
    again.mentor = anna, again.first_pin = again.digits = "123456789012";
    TechnicianVisit& hashed = at("one moment", ScreenId::technician_mentor_pin);
    hashed.mentor = anna;
    m_made.back()->visit.busy = "technician.enter";
    for (const app::PrintState state : {app::PrintState::idle, app::PrintState::printing, app::PrintState::printed, app::PrintState::no_paper}) {
        TechnicianVisit& made = at("paper " + std::to_string(int(state)), ScreenId::technician_mentor_made);
        made.mentor = anna, made.made_pin = "482019";
        m_made.back()->visit.paper = state;
    }
    TechnicianVisit& bare = at("no printer", ScreenId::technician_mentor_made);
    bare.mentor = anna, bare.made_pin = "482019";
    m_made.back()->settings = &m_world.bare;
}

} // namespace

std::vector<std::unique_ptr<Moment>> technician_moments(const World& world, const std::string& language) {
    Maker maker(world, language);
    maker.door();
    maker.menu();
    maker.status();
    maker.network();
    maker.machine();
    maker.rest();
    maker.mentors();
    return maker.take();
}

} // namespace accanto::walk
