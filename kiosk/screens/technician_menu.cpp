// What a technician may do, and what the kiosk says of itself.
#include "kiosk/screens/technician.h"

namespace accanto::screens {

namespace {

using app::TechnicianVisit;
using app::TechnicianWish;
using doctor::Light;

const char* picture_of(TechnicianWish wish) {
    switch (wish) {
    case TechnicianWish::status: return "shield";
    case TechnicianWish::mentors: return "mentor";
    case TechnicianWish::network: return "network";
    case TechnicianWish::printer: return "print";
    case TechnicianWish::touch: return "touch";
    case TechnicianWish::screen: return "bank_card";
    case TechnicianWish::sound: return "volume";
    case TechnicianWish::sync_now: return "save_file";
    case TechnicianWish::queue: return "wait";
    case TechnicianWish::stick: return "download";
    case TechnicianWish::contents: return "learn";
    case TechnicianWish::languages: return "language";
    case TechnicianWish::cleaning: return "motion";
    case TechnicianWish::restart: return "again";
    case TechnicianWish::set_up: return "settings";
    }
    return "settings";
}

LightLine line_of(const Ui& ui, const doctor::Finding& finding) {
    return {"finding." + finding.check, finding.light, ui.word(doctor::name_key(finding)), ui.word(finding.key, finding.arguments)};
}

LightLine plain_line(const Ui& ui, const std::string& id, Light light, const char* name, Label sentence) { return {id, light, ui.word(name), std::move(sentence)}; }

// The head of a page of lines: its title, and what came of the last thing done.
Rect head(Ui& ui, const Scene& scene, Actions& actions, const char* title) { return draw_question(ui, scene, actions, ui.word(title), said(ui, scene)); }

// What the night found and the day finds again is told once.
bool still_so(const std::vector<doctor::Finding>& now, const doctor::Finding& then) {
    return std::any_of(now.begin(), now.end(), [&](const doctor::Finding& one) { return one.check == then.check && one.key == then.key; });
}

std::vector<LightLine> status_lines(const Ui& ui, const TechnicianVisit& t, const Scene& scene) {
    std::vector<LightLine> lines;
    if (t.night) {
        const int64_t hours = std::max<int64_t>(0, (scene.wall_ms - t.night->at_ms) / 3'600'000);
        const bool old = hours > 36;
        lines.push_back(plain_line(ui, "night", old ? Light::amber : t.night->light(), "technician.night",
                                   ui.word(old ? "technician.night_old" : t.night->light() == Light::green ? "technician.night_green" : "technician.night_found", {{"n", hours}})));
        if (!old)
            for (const doctor::Finding& one : t.night->findings)
                if (one.light != Light::green && !still_so(*t.findings, one)) {
                    lines.push_back(line_of(ui, one));
                    lines.back().id = "night." + one.check;
                }
    }
    // What wants care first.
    for (const Light light : {Light::red, Light::amber, Light::green})
        for (const doctor::Finding& one : *t.findings)
            if (one.light == light)
                lines.push_back(line_of(ui, one));
    return lines;
}

std::vector<LightLine> network_lines(const Ui& ui, const store::NetworkReport& report) {
    std::vector<LightLine> lines;
    for (const store::NetworkStep& one : report.steps)
        lines.push_back(plain_line(ui, "network." + one.step, one.good ? Light::green : Light::red, ("technician.net_" + one.step).c_str(),
                                   ui.word(one.good ? "technician.net_good" : "technician.net_" + one.step + "_bad")));
    return lines;
}

} // namespace

void draw_technician(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = head(ui, scene, actions, "technician.title");
    std::vector<ui::CardSpec> cards;
    for (const TechnicianWish wish : app::technician_wishes) {
        const std::string name = app::to_text(wish);
        const bool is_begun = wish == TechnicianWish::set_up && scene.visit.technician && scene.visit.technician->setup_is_begun;
        cards.push_back({"technician." + name, ui.word("technician.do_" + name), ui.word("technician.do_" + name + (is_begun ? "_begun" : "_sub")), picture_of(wish), ui::Tint(cards.size() % 6)});
    }
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(app::AskTechnician{app::technician_wishes[size_t(chosen)]});
}

void draw_technician_status(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = head(ui, scene, actions, "technician.do_status");
    const auto& t = scene.visit.technician;
    if (!t || !t->findings)
        return wait_for_it(ui, area);
    if (draw_light_lines(ui, scene, actions, area, status_lines(ui, *t, scene), {button(ui, "technician.again", "technician.again", ButtonStyle::plain, "again")}) == 0)
        actions.post(app::LookAgain{});
}

void draw_technician_network(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = head(ui, scene, actions, "technician.do_network");
    const auto& t = scene.visit.technician;
    const bool answered = t && t->network && t->network->asked >= t->network_asked;
    if (!answered && t && t->said.empty())
        return wait_for_it(ui, area);
    const std::vector<ui::ButtonSpec> again = {button(ui, "technician.again", "technician.again", ButtonStyle::plain, "again")};
    std::vector<LightLine> lines;
    if (answered && t->network->steps.empty())
        lines.push_back(plain_line(ui, "network.none", Light::green, "technician.net_hub", ui.word("doctor.sync_none")));
    else if (answered)
        lines = network_lines(ui, *t->network);
    if (draw_light_lines(ui, scene, actions, area, lines, again) == 0)
        actions.post(app::LookAgain{});
}

void draw_technician_queue(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = head(ui, scene, actions, "technician.do_queue");
    const auto& t = scene.visit.technician;
    if (!t || !t->waiting)
        return wait_for_it(ui, area);
    const TechnicianVisit::Waiting& w = *t->waiting;
    std::vector<LightLine> lines = {
        plain_line(ui, "queue.people", Light::green, "technician.queue_people_name", ui.word("attract.waiting", {{"n", w.people}})),
        plain_line(ui, "queue.pending", w.oldest_h >= 24 ? Light::amber : Light::green, "technician.queue_pending_name", ui.word("technician.queue_pending", {{"n", w.pending}, {"hours", w.oldest_h}})),
    };
    if (w.parked > 0)
        lines.push_back(plain_line(ui, "queue.parked", Light::amber, "technician.queue_parked_name", ui.word("doctor.sync_parked", {{"n", w.parked}})));
    if (draw_light_lines(ui, scene, actions, area, lines, {button(ui, "technician.sync_now", "technician.do_sync_now", ButtonStyle::primary, "save_file")}) == 0)
        actions.post(app::AskTechnician{TechnicianWish::sync_now});
}

void draw_technician_stick(Ui& ui, const Scene& scene, Actions& actions) {
    const auto& t = scene.visit.technician;
    if (t && t->stick) {
        Rect area = draw_bar(ui, scene, actions);
        draw_message(ui, area, {"take_home", ui.word("technician.stick_working"), {ui.word("technician.stick_leave_in")}, {}, ui::Tint::butter});
        return;
    }
    const Label outcome = said(ui, scene);
    Rect area = draw_question(ui, scene, actions, ui.word("technician.do_stick"), outcome.empty() ? ui.word("technician.stick_text") : outcome);
    static constexpr const char* pictures[] = {"document", "save_file", "download", "yes"};
    std::vector<ui::CardSpec> cards;
    for (size_t i = 0; i < std::size(pictures); ++i) {
        const std::string name = std::string("technician.stick_") + to_text(store::StickErrand(i));
        cards.push_back({name, ui.word(name), ui.word(name + "_sub"), pictures[i], ui::Tint(i % 6)});
    }
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(app::AskStick{store::StickErrand(chosen)});
}

void draw_technician_contents(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = head(ui, scene, actions, "technician.do_contents");
    const auto& t = scene.visit.technician;
    if (!t || !t->contents)
        return wait_for_it(ui, area);
    std::vector<LightLine> lines = {line_of(ui, *t->contents)};
    for (const TechnicianVisit::Pack& pack : t->packs)
        lines.push_back({"pack." + pack.id, Light::green, ui.plain(pack.id, "en"), ui.word("technician.pack", {{"version", pack.version}})});
    for (const store::Arrival& one : t->arrivals) {
        const bool coming = one.state == "coming";
        constexpr int64_t kilobyte = 1000;
        lines.push_back({"arrival." + one.pack, coming ? Light::green : Light::amber, ui.plain(one.pack, "en"),
                         ui.word(coming ? "technician.pack_coming" : "technician.pack_set_aside",
                                 {{"version", int64_t(one.version)}, {"have", one.have / kilobyte}, {"of", (one.bytes + kilobyte - 1) / kilobyte}})});
    }
    if (t->packs.empty())
        lines.push_back(plain_line(ui, "pack.none", Light::green, "technician.packs", ui.word("technician.packs_none")));
    draw_light_lines(ui, scene, actions, area, lines, {});
}

void draw_technician_printer(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const bool prints = has_printer(scene);
    Message m{"mentor_printer_scene", ui.word("technician.do_printer"), {ui.word(prints ? "technician.printer_text" : "doctor.printer_none")}, {}, ui::Tint::lavender};
    if (const Label outcome = paper_words(ui, scene.visit.paper); !outcome.empty())
        m.sentences.push_back(outcome);
    if (prints)
        m.buttons.push_back(button(ui, "technician.print", "technician.print", ButtonStyle::primary, "print"));
    if (prints)
        m.buttons.back().enabled = scene.visit.paper != app::PrintState::printing;
    if (draw_message(ui, area, m) == 0)
        actions.post(app::PrintTest{});
}

void draw_technician_restart(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const Message m{"still_there",
                    ui.word("technician.restart_title"),
                    {ui.word("technician.restart_text")},
                    {button(ui, "technician.restart_no", "common.no", ButtonStyle::plain, "no"), button(ui, "technician.restart_yes", "technician.restart_yes", ButtonStyle::primary, "again")},
                    ui::Tint::peach};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::GoBack{}); break;
    case 1: actions.post(app::RestartScreen{}); break;
    default: break;
    }
}

} // namespace accanto::screens
