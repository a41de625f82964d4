#include "kiosk/app/lessons.h"

#include "kiosk/app/lesson_slips.h"
#include "kiosk/app/librarian.h"
#include "kiosk/app/skills.h"
#include "kiosk/point/visits.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

Lessons::Lessons(const Stage& stage, Librarian& librarian, Skills& skills)
    : Flow(stage), m_librarian(librarian), m_skills(skills) {}

content::TutorialWords Lessons::words() const {
    return content::words(m_visit.lesson->tutorial(), m_visit.language, m_settings.point.official_language);
}

void Lessons::open(const std::string& id, const std::string& control, int step) {
    m_visit.busy = control.empty() ? "lesson" : control;
    m_librarian.open(id, [this, visit = m_visit.id, step](std::shared_ptr<const content::Tutorial> tutorial) {
        if (visit != m_visit.id) // somebody else's visit by now
            return;
        m_visit.busy.clear();
        m_dirty = true;
        if (tutorial)
            begin(std::move(tutorial), step);
        else
            go_to(ScreenId::no_lesson);
    });
}

void Lessons::begin(std::shared_ptr<const content::Tutorial> tutorial, int step) {
    report_stop();
    const std::string id = tutorial->id;
    m_visit.lesson = std::make_unique<content::Lesson>(std::move(tutorial));
    if (step > 1)
        m_visit.lesson->resume_at(step, words());
    m_visit.results_sent = 0;
    m_visit.lesson_finished = false;
    m_visit.keyboard.begin_anew();
    m_visit.kept_code.reset();
    m_visit.paper = PrintState::idle;
    m_visit.lesson_started_ms = m_clock.mono_ms();
    if (m_visit.screen == ScreenId::lesson_end || m_visit.screen == ScreenId::resume)
        m_visit.screen = m_visit.skills.path.has(id) ? ScreenId::path : ScreenId::learn;
    go_to(ScreenId::lesson);
    m_store.post([visit = m_visit.id, id, language = m_visit.language](store::Store& store) {
        point::tutorial_opened(store, *visit, id, language);
    });
}

void Lessons::type_text(const std::string& utf8) {
    if (m_visit.screen != ScreenId::lesson || !m_visit.lesson || m_visit.lesson->state().focused.empty())
        return;
    m_visit.touched_ms = m_clock.mono_ms();
    m_visit.lesson->type_text(utf8);
    m_dirty = true;
}

void Lessons::press_key(const ui::KeyResult& key) {
    if (m_visit.screen != ScreenId::lesson || !m_visit.lesson)
        return;
    ui::KeyboardState& keyboard = m_visit.keyboard;
    switch (key.what) {
    case ui::KeyResult::What::text:
        type_text(key.text);
        keyboard.shift = false;
        break;
    case ui::KeyResult::What::backspace: m_visit.lesson->erase_last(); break;
    case ui::KeyResult::What::shift: keyboard.shift = !keyboard.shift; break;
    case ui::KeyResult::What::page:
        keyboard.page = keyboard.page == ui::KeyPage::letters ? ui::KeyPage::digits : ui::KeyPage::letters;
        break;
    case ui::KeyResult::What::done: m_visit.lesson->accept_field(); break;
    case ui::KeyResult::What::order:
    case ui::KeyResult::What::language:
    case ui::KeyResult::What::aloud:
    case ui::KeyResult::What::none: break;
    }
}

void Lessons::touch(const std::string& part) {
    if (m_visit.lesson)
        m_visit.lesson->tap(part);
    show_answer();
}

void Lessons::accept_field() {
    if (m_visit.lesson)
        m_visit.lesson->accept_field();
}

void Lessons::choose(const std::string& id) {
    if (m_visit.lesson)
        m_visit.lesson->choose(id);
}

void Lessons::take_up(const std::string& item) {
    if (m_visit.lesson)
        m_visit.lesson->take_up(item);
}

void Lessons::put_at(const std::string& place) {
    if (m_visit.lesson)
        m_visit.lesson->put_at(place);
}

void Lessons::undo() {
    if (m_visit.lesson)
        m_visit.lesson->undo();
    show_answer();
}

void Lessons::ask_hint() {
    if (m_visit.lesson)
        m_visit.lesson->ask_hint();
    show_answer();
}

void Lessons::show_me() {
    if (m_visit.lesson)
        m_visit.lesson->show_me(words());
    show_answer();
}

void Lessons::next_step() {
    if (!m_visit.lesson)
        return;
    m_visit.lesson->next();
    m_visit.keyboard.begin_anew();
    m_visit.page = 0;
    report_results();
    if (m_visit.lesson->at_end() && !m_visit.lesson_finished) {
        m_visit.lesson_finished = true;
        report_end();
        m_skills.note_practices();
        m_visit.screen = m_visit.trail.empty() ? ScreenId::learn : m_visit.trail.back();
        go_to(ScreenId::lesson_end);
    }
}

void Lessons::show_answer() {
    if (m_visit.lesson && m_visit.lesson->screen())
        m_visit.page = 0;
}

void Lessons::report_results() {
    const auto& results = m_visit.lesson->results();
    for (; m_visit.results_sent < results.size(); ++m_visit.results_sent) {
        content::StepResult r = results[m_visit.results_sent];
        m_store.post([visit = m_visit.id, id = m_visit.lesson->tutorial().id, r](store::Store& store) {
            point::step_done(store, *visit, id, r.step, content::to_text(r.kind), content::to_text(r.outcome), r.alone, r.wrong, r.hints);
        });
    }
}

void Lessons::report_end() {
    const content::Lesson& lesson = *m_visit.lesson;
    const std::string& id = lesson.tutorial().id;
    std::vector<std::string> competences;
    for (const content::Competence& c : lesson.tutorial().competences)
        competences.push_back(c.code);
    for (const content::PracticeResult& practice : lesson.practices())
        m_store.post([visit = m_visit.id, id, language = m_visit.language, practice, competences](store::Store& store) {
            point::practice_observed(store, *visit, id, language, practice.step, content::to_text(practice.observed), competences);
        });
    int64_t lasted = m_clock.mono_ms() - m_visit.lesson_started_ms;
    point::Counted counted{lesson.completed(), lesson.passed(), lesson.satisfied()};
    m_store.post([visit = m_visit.id, id, language = m_visit.language, lasted, counted](store::Store& store) {
        point::tutorial_finished(store, *visit, id, language, lasted, counted);
    });
}

void Lessons::report_stop() {
    if (!m_visit.lesson || m_visit.lesson_finished)
        return;
    content::Progress p = m_visit.lesson->progress();
    m_store.post([visit = m_visit.id, id = m_visit.lesson->tutorial().id, p](store::Store& store) {
        point::tutorial_stopped(store, *visit, id, p.step, p.of);
    });
}

std::optional<point::StuckAt> Lessons::stuck_here() const {
    if (!m_visit.lesson || m_visit.lesson_finished)
        return std::nullopt;
    const content::Lesson& lesson = *m_visit.lesson;
    content::Progress p = lesson.progress();
    return point::StuckAt{lesson.tutorial().id, p.step, p.of, lesson.hints_shown(), lesson.phase() == content::Phase::alone};
}

void Lessons::show_saved(const std::string& id, int step) {
    m_librarian.reload();
    m_librarian.open(id, [this, step](std::shared_ptr<const content::Tutorial> tutorial) {
        m_dirty = true;
        if (!tutorial) {   // what is wrong is in the log; the last good one stays
            spdlog::warn("not shown: mend what is told above, and save again");
            return;
        }
        const int at = m_visit.lesson ? m_visit.lesson->progress().step : step;
        m_visit.lesson = std::make_unique<content::Lesson>(std::move(tutorial));
        m_visit.lesson->resume_at(at, words());
        m_visit.results_sent = 0;
        m_visit.lesson_finished = false;
        if (m_visit.screen != ScreenId::lesson)
            go_to(ScreenId::lesson);
    });
}

// The code is shown only when it is on the disk: a picture that leads nowhere would be a broken promise.
void Lessons::keep() {
    if (!m_visit.lesson || m_visit.lesson_finished || !m_visit.busy.empty())
        return;
    if (m_visit.kept_code && m_visit.kept_step == m_visit.lesson->progress().step)
        return go_to(ScreenId::keep);
    m_visit.kept_step = m_visit.lesson->progress().step;
    keep_place({m_visit.lesson->tutorial().id, m_visit.kept_step, m_visit.skills.path}, "leave.keep");
}

void Lessons::keep_place(point::KeptPlace place, const std::string& control) {
    m_visit.busy = control;
    m_visit.kept_code.reset();   // of another place: where the disk refuses this one, there is none
    m_store.run([visit = m_visit.id, place](store::Store& store) { return point::keep_place(store, *visit, place); },
                [this, visit = m_visit.id](store::Outcome<point::PictureCode> outcome) {
                    if (visit != m_visit.id)
                        return;
                    m_visit.busy.clear();
                    m_dirty = true;
                    if (!outcome) {
                        spdlog::error("place not kept: {}", outcome.message);
                        m_point.trouble = outcome.trouble;
                        return go_to(ScreenId::trouble);
                    }
                    m_visit.kept_code = *outcome.value;
                    m_visit.paper = PrintState::idle;
                    go_to(ScreenId::keep);
                });
}

void Lessons::touch_code_picture(int index) {
    m_visit.code_unknown = false;
    std::vector<int>& pictures = m_visit.pictures;
    if (pictures.size() == std::tuple_size_v<point::PictureCode> || std::find(pictures.begin(), pictures.end(), index) != pictures.end())
        return;
    pictures.push_back(index);
    if (pictures.size() < std::tuple_size_v<point::PictureCode>)
        return;
    point::PictureCode code;
    std::copy(pictures.begin(), pictures.end(), code.begin());
    m_visit.busy = "code." + std::to_string(index);
    m_store.run([visit = m_visit.id, code](store::Store& store) { return point::find_place(store, *visit, code); },
                [this, visit = m_visit.id](store::Outcome<std::optional<point::KeptPlace>> outcome) {
                    if (visit != m_visit.id)
                        return;
                    m_visit.busy.clear();
                    m_visit.pictures.clear();
                    m_dirty = true;
                    if (outcome && *outcome.value)
                        come_back(std::move(**outcome.value));
                    else
                        m_visit.code_unknown = true;
                });
}

// What is not taught here any more is not there to come back to.
void Lessons::come_back(point::KeptPlace place) {
    const content::Library& library = m_librarian.library();
    std::erase_if(place.path.stations, [&](const point::LearningPath::Station& s) { return !library.find(s.tutorial); });
    const bool on_path = !place.path.empty();
    if (on_path)
        m_visit.skills.path = std::move(place.path);
    if (library.find(place.tutorial)) {
        open(place.tutorial, {}, place.step);
    } else if (on_path) {
        m_visit.screen = ScreenId::learn;
        go_to(ScreenId::path);
    } else {
        m_visit.code_unknown = true;
    }
}

void Lessons::print_card() {
    if (m_visit.lesson)
        m_papers.print(draw_card_slip(m_ui, m_words, m_settings, m_visit.lesson->tutorial(), m_visit.language),
                       m_visit.lesson->tutorial().id);
}

void Lessons::print_code() {
    if (m_visit.kept_code)
        m_papers.print(draw_code_slip(m_ui, m_words, m_settings,
                                      {m_visit.kept_step > 0 && m_visit.lesson ? &m_visit.lesson->tutorial() : nullptr, m_visit.kept_step,
                                       &m_visit.skills.path},
                                      *m_visit.kept_code, m_visit.language),
                       "code");
}

} // namespace accanto::app
