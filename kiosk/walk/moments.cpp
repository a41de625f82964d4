#include "kiosk/walk/moments.h"

#include <algorithm>

namespace accanto::walk {

using app::ScreenId;
using content::Lesson;
using content::StepKind;

World read_world(const std::filesystem::path& data) {
    World w;
    w.words = content::Words::load(data / "content/words", "es");
    w.library = content::load_library({data / "content/tutorials"}, "ES-CT");
    w.lesson = w.library.get("create-email");
    std::vector<content::Problem> problems;
    for (const content::TutorialHead& head : w.library.heads())
        if (auto files = content::tutorial_files(head.folder, problems))
            for (auto& variant : content::read_variants(*files, problems))
                w.all_lessons.push_back(std::move(variant));
    w.topics = content::load_topics(data / "content/topics/topics.toml");
    w.instrument = std::make_shared<content::Instrument>(content::load_instrument(data / "content/skills/dsi-2.0.toml"));
    w.languages = {"en", "es", "ca", "it", "pt", "sv", "ar"};
    w.full.point.name = "Biblioteca Francesc Candel, Punt d’Atenció Digital";
    w.full.point.address = "Carrer de l’Amnistia Internacional, 10, 08038 Barcelona";
    w.full.point.help_phone = "934 20 38 82";
    for (size_t day = 0; day < 5; ++day)
        w.full.point.hours[day] = {{9 * 60, 14 * 60}, {16 * 60, 20 * 60 + 30}};
    w.full.point.hours[5] = {{10 * 60, 13 * 60 + 30}};
    w.full.printer.kind = "escpos";
    w.bare.printer.kind = "none";
    w.guest.host.address = "http://192.0.2.10:8460";
    return w;
}

bool Moment::can_be_low() const {
    using app::ScreenId;
    return screen != ScreenId::attract && screen != ScreenId::trouble && screen != ScreenId::closed &&
           screen != ScreenId::cleaning && !visit.technician;
}

app::Scene Moment::scene(int64_t now_ms) const {
    app::Scene s{visit, point, *settings, *library, true, *topics, "2026-11-23", {}, now_ms, speaking, can_speak, false, *languages, trouble_key};
    s.local.weekday = 1;
    s.local.minute_of_day = 11 * 60;
    s.notice = notice;
    s.can_be_low = s.can_be_still = page_can_change;
    s.instrument = instrument;
    return s;
}

std::unique_ptr<Moment> a_moment(const World& world, const std::string& language, const std::string& name, ScreenId screen) {
    auto m = std::make_unique<Moment>();
    m->name = name;
    m->screen = m->visit.screen = screen;
    m->visit.language = language;
    m->settings = &world.full;
    m->library = &world.library;
    m->topics = &world.topics;
    m->instrument = world.instrument.get();
    m->languages = &world.languages;
    m->point.known = true;
    m->point.mentors = 2;
    m->point.waiting = 3;
    m->point.next_opening = point::NextOpening{3, 16 * 60, 20 * 60 + 30, 2};
    return m;
}

namespace {

class Maker : public MomentMaker {
public:
    using MomentMaker::MomentMaker;

    void around_a_visit();
    void choosing();
    void endings();
    void lessons();
    void through(const std::shared_ptr<const content::Tutorial>& tutorial);

private:
    void hold(Moment& m, const std::string& label, point::TicketState state = point::TicketState::waiting) const {
        app::HeldTicket held;
        held.ticket.label = label;
        held.ticket.topic = "email";
        held.ticket.state = state;
        if (state != point::TicketState::waiting)
            held.ticket.desk = "2";
        held.people_before = 3;
        held.estimate = point::WaitEstimate{15, 35};
        m.visit.held = held;
    }

    point::Ticket served(const std::string& label, const std::string& desk) const {
        point::Ticket t;
        t.label = label;
        t.desk = desk;
        t.state = point::TicketState::serving;
        return t;
    }

    // A lesson that has come to this step with all before it done.
    Lesson& lesson_at(const std::string& name, size_t step, bool alone = false) {
        const content::Tutorial& tutorial = *m_world.lesson;
        content::TutorialWords words = content::words(tutorial, m_language, "es");
        Moment& m = add("lesson: " + tutorial.steps[step].id + (name.empty() ? "" : ", " + name), ScreenId::lesson);
        m.visit.lesson = std::make_unique<Lesson>(m_world.lesson);
        Lesson& lesson = *m.visit.lesson;
        const std::string& id = tutorial.steps[step].id;
        while (lesson.step().id != id || (alone && lesson.phase() != content::Phase::alone)) {
            for (int i = 0; i < 50 && !lesson.can_go_next(); ++i)
                lesson.show_me(words);
            if (!lesson.next())
                break;
        }
        return lesson;
    }
    Moment& last() { return *m_made.back(); }
    void steps_of(size_t step);
};

void Maker::around_a_visit() {
    add("nobody is served", ScreenId::attract).visit.language.clear();
    Moment& shut = add("closed", ScreenId::attract);
    shut.visit.language.clear();
    shut.point.open = false;
    Moment& busy = add("many are served", ScreenId::attract);
    busy.visit.language.clear();
    busy.point.serving = {served("B107", "2"), served("B06", "12"), served("A101", "3"), served("B05", "1")};
    add("", ScreenId::language);
    add("no ticket", ScreenId::home);
    hold(add("with a ticket", ScreenId::home), "B107");
    hold(add("called", ScreenId::home), "B12", point::TicketState::called);
    Moment& mute = add("closed, no voice", ScreenId::home);
    mute.point.open = false;
    mute.can_speak = false;
    add("speaking", ScreenId::home).speaking = true;
}

void Maker::choosing() {
    add("", ScreenId::learn);
    add("", ScreenId::tutorials).visit.topic = "email";
    add("", ScreenId::no_lesson);
    add("", ScreenId::resume);
    Moment& code = add("two pictures", ScreenId::resume);
    code.visit.pictures = {0, 11};
    add("unknown", ScreenId::resume).visit.code_unknown = true;
    Moment& none = add("nothing to learn", ScreenId::learn);
    none.library = &m_world.no_library;
    add("", ScreenId::ticket_topic).visit.draft.topic = "email";
    Moment& needs = add("", ScreenId::ticket_needs);
    needs.visit.draft.needs.sit = needs.visit.draft.priority = true;
    Moment& confirm = add("stuck in a lesson", ScreenId::ticket_confirm);
    confirm.visit.draft.topic = "email";
    confirm.visit.draft.stuck = point::StuckAt{"create-email", 12, 14, 3, false};
    confirm.point.waiting = 11;
    add("no topic", ScreenId::ticket_confirm).point.waiting = 0;
    // The longest topic of every language.
    for (const content::Topic& t : m_world.topics.topics)
        add("about " + t.code, ScreenId::ticket_confirm).visit.draft.topic = t.code;
}

void Maker::endings() {
    add("", ScreenId::still_there);
    add("", ScreenId::leave);
    add("", ScreenId::finished);
    hold(add("with a ticket", ScreenId::finished), "B107");
    for (const char* key : {"store_not_writable", "store_disk_full", "store_corrupt", "store_failed", "content", "settings"})
        add(key, ScreenId::trouble).trouble_key = std::string("trouble.") + key;
    Moment& nobody = add("before a visit", ScreenId::trouble);
    nobody.visit.language.clear();
    Moment& none = add("no number either", ScreenId::trouble);
    none.trouble_key = "trouble.store_not_writable", none.visit.no_safe_number = true;
    for (const bool paper : {false, true}) {
        Moment& given = add(paper ? "given, without paper" : "given", ScreenId::safe_number);
        given.visit.safe = store::SafeNumber{58, "id", "B", m_language, 0, 0, ""};
        given.visit.paper = paper ? app::PrintState::no_paper : app::PrintState::printed;
    }
}

void Maker::steps_of(size_t step) {
    const content::Tutorial& tutorial = *m_world.lesson;
    const content::Step& s = tutorial.steps[step];
    content::TutorialWords words = content::words(tutorial, m_language, "es");
    lesson_at("", step);
    if (s.kind == StepKind::read)
        return;
    for (size_t hints = 1; hints <= s.hints.size(); ++hints) {
        Lesson& lesson = lesson_at("hint " + std::to_string(hints), step);
        for (size_t i = 0; i < hints; ++i)
            lesson.ask_hint();
    }
    for (const content::WrongAnswer& wrong : s.wrong)
        if (!wrong.element.empty())
            lesson_at("wrong " + wrong.name, step).tap(wrong.element);
    for (const content::Option& option : s.options)
        lesson_at("answer " + option.id, step).choose(option.id);
    Lesson& done = lesson_at("done, with a ticket", step);
    for (int i = 0; i < 50 && !done.can_go_next(); ++i)
        done.show_me(words);
    hold(last(), "B107");
    if (s.kind == StepKind::free_try) {
        lesson_at("alone", step, true);
        lesson_at("alone, not yet", step, true).next();
    }
    if (s.kind != StepKind::type)
        return;
    lesson_at("keyboard", step).tap(s.field);
    Lesson& capitals = lesson_at("keyboard, capitals, written", step);
    capitals.tap(s.field);
    capitals.type_text("Maria Assumpta");
    last().visit.keyboard.shift = true;
    lesson_at("digits", step).tap(s.field);
    last().visit.keyboard.page = ui::KeyPage::digits;
    for (const content::WrongAnswer& wrong : s.wrong)
        if (wrong.when) {
            Lesson& lesson = lesson_at("written wrong: " + wrong.name, step);
            lesson.tap(s.field);
            using content::TextIs;
            std::string text = wrong.when->is == TextIs::has_space      ? "maria costa"
                               : wrong.when->is == TextIs::has_at       ? "maria@home"
                               : wrong.when->is == TextIs::shorter_than ? "m"
                               : wrong.when->is == TextIs::only_digits  ? "12345678"
                               : wrong.when->is == TextIs::other_letters ? "مريم"
                                                                         : wrong.when->text;
            lesson.type_text(text);
            lesson.accept_field();
        }
    lesson_at("keyboard, a hint", step).tap(s.field);
    last().visit.lesson->ask_hint();
}

void Maker::lessons() {
    const content::Tutorial& tutorial = *m_world.lesson;
    content::TutorialWords words = content::words(tutorial, m_language, "es");
    for (size_t step = 0; step < tutorial.steps.size(); ++step)
        steps_of(step);
    for (bool helped : {false, true}) {
        Lesson& lesson = lesson_at("", tutorial.steps.size() - 1);
        Moment& m = last();
        while (!lesson.at_end()) {
            for (int i = 0; i < 50 && !lesson.can_go_next(); ++i)
                lesson.show_me(words);
            if (!lesson.next())
                break;
        }
        m.name = helped ? "with a ticket" : "";
        m.screen = m.visit.screen = ScreenId::lesson_end;
        m.visit.lesson_finished = true;
        if (helped)
            hold(m, "B107");
    }
    for (app::PrintState state : {app::PrintState::idle, app::PrintState::failed}) {
        lesson_at("", 4);
        Moment& card = last();
        card.name = state == app::PrintState::idle ? "" : "not printed";
        card.screen = card.visit.screen = ScreenId::card;
        card.visit.paper = state;
        lesson_at("", 4);
        Moment& keep = last();
        keep.name = card.name;
        keep.screen = keep.visit.screen = ScreenId::keep;
        keep.visit.paper = state;
        keep.visit.kept_code = point::PictureCode{10, 4, 11, 2};
        keep.visit.kept_step = 12;
    }
    lesson_at("two languages", 9);
    last().visit.two_languages = true;
    lesson_at("two languages, a hint", 9).ask_hint();
    last().visit.two_languages = true;
    lesson_at("", 4);
    last().name = "in a lesson";
    last().screen = last().visit.screen = ScreenId::leave;
}

// Each moment needs a lesson of its own: they are drawn later.
void Maker::through(const std::shared_ptr<const content::Tutorial>& tutorial) {
    const content::TutorialWords words = content::words(*tutorial, m_language, "es");
    auto at = [&](size_t step, int touches, bool alone) -> Lesson& {
        Moment& m = add(tutorial->id + " " + tutorial->place + ": " + tutorial->steps[step].id + (alone ? ", alone" : "") +
                            (touches ? " after " + std::to_string(touches) : ""),
                        ScreenId::lesson);
        m.visit.lesson = std::make_unique<Lesson>(tutorial);
        m.visit.lesson->resume_at(int(step) + 1, words);
        for (int i = 0; i < touches; ++i)
            m.visit.lesson->show_me(words);
        return *m.visit.lesson;
    };
    for (size_t step = 0; step < tutorial->steps.size(); ++step) {
        const content::Step& s = tutorial->steps[step];
        Lesson& fresh = at(step, 0, false);
        if (s.kind == StepKind::type)
            fresh.tap(s.field);
        if (s.kind == StepKind::read || s.kind == StepKind::ask_mentor)
            continue;
        at(step, 1, false);
        for (int touches = 2; s.kind == StepKind::free_try && touches < 40 && !last().visit.lesson->can_go_next(); ++touches)
            at(step, touches, false);
        if (!s.pieces.empty()) {
            Lesson& held = at(step, 0, false);
            held.take_up(s.pieces.back().id);
            held.put_at(held.places_laid_out().front());
        }
    }
    Moment& card = add(tutorial->id + " " + tutorial->place, ScreenId::card);
    card.visit.lesson = std::make_unique<Lesson>(tutorial);
}

} // namespace

void keep_sample(std::vector<std::unique_ptr<Moment>>& all, size_t first, size_t one_in) {
    size_t at = first;
    std::erase_if(all, [&](const auto&) { return at++ % one_in != 0; });
}

std::vector<std::unique_ptr<Moment>> moments(const World& world, const std::string& language) {
    Maker maker(world, language);
    maker.around_a_visit();
    maker.choosing();
    maker.endings();
    maker.lessons();
    std::vector<std::unique_ptr<Moment>> all = maker.take();
    for (auto more : {queue_moments, booking_moments, skills_moments, opinion_moments, settings_moments, technician_moments, setup_moments})
        for (auto& moment : more(world, language))
            all.push_back(std::move(moment));
    return all;
}

std::vector<std::unique_ptr<Moment>> lesson_moments(const World& world, const std::string& language,
                                                    const std::shared_ptr<const content::Tutorial>& tutorial) {
    Maker maker(world, language);
    maker.through(tutorial);
    return maker.take();
}

} // namespace accanto::walk
