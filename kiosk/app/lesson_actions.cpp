// Following a tutorial, and telling the store what came of it.
#include "kiosk/app/app.h"

#include "kiosk/app/lesson_slips.h"
#include "kiosk/app/page_key.h"
#include "kiosk/point/visits.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

content::TutorialWords App::lesson_words() const {
    return content::words(m_visit.lesson->tutorial(), m_visit.language, m_settings.point.official_language);
}

void App::open_tutorial(const std::string& id, const std::string& control, int step) {
    m_visit.busy = control.empty() ? "lesson" : control;
    m_librarian->open(id, [this, visit = m_visit.id, step](std::shared_ptr<const content::Tutorial> tutorial) {
        if (visit != m_visit.id) // somebody else's visit by now
            return;
        m_visit.busy.clear();
        m_dirty = true;
        if (tutorial)
            begin_lesson(std::move(tutorial), step);
        else
            go_to(ScreenId::no_lesson);
    });
}

void App::begin_lesson(std::shared_ptr<const content::Tutorial> tutorial, int step) {
    report_stop();
    const std::string id = tutorial->id;
    m_visit.lesson = std::make_unique<content::Lesson>(std::move(tutorial));
    if (step > 1)
        m_visit.lesson->resume_at(step, lesson_words());
    m_visit.results_sent = 0;
    m_visit.lesson_finished = false;
    m_visit.keyboard.begin_anew();
    m_visit.kept_code.reset();
    m_visit.paper = PrintState::idle;
    m_visit.lesson_started_ms = m_clock.mono_ms();
    if (m_visit.screen == ScreenId::lesson_end || m_visit.screen == ScreenId::resume)
        m_visit.screen = m_visit.skills.path.has(id) ? ScreenId::path : ScreenId::learn;
    go_to(ScreenId::lesson);
    m_store->post([visit = m_visit.id, id, language = m_visit.language](store::Store& store) {
        point::tutorial_opened(store, *visit, id, language);
    });
}

void App::type_text(const std::string& utf8) {
    if (const ui::KeyResult typed{ui::KeyResult::What::text, utf8}; m_mentors->type(typed) || m_setting_up->type(typed) || m_bookings->type(typed) || m_skills->type(typed) || m_community->type(typed))
        return;
    if (m_visit.screen != ScreenId::lesson || !m_visit.lesson || m_visit.lesson->state().focused.empty())
        return;
    m_visit.touched_ms = m_clock.mono_ms();
    m_visit.lesson->type_text(utf8);
    m_dirty = true;
}

void App::press_key(const ui::KeyResult& key) {
    if (key.what == ui::KeyResult::What::order) {
        m_visit.keyboard.alphabetic = !m_visit.keyboard.alphabetic;
        return;
    }
    if (key.what == ui::KeyResult::What::aloud) {
        m_visit.keyboard.aloud = !m_visit.keyboard.aloud;
        m_box_aloud = box_key(m_visit, screen());
        return;
    }
    if (m_technician->type(key) || m_mentors->type(key) || m_setting_up->type(key) || m_bookings->type(key) || m_skills->type(key) || m_community->type(key))
        return;
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

void App::next_step() {
    if (!m_visit.lesson)
        return;
    m_visit.lesson->next();
    m_visit.keyboard.begin_anew();
    m_visit.page = 0;
    report_results();
    if (m_visit.lesson->at_end() && !m_visit.lesson_finished) {
        m_visit.lesson_finished = true;
        report_end();
        m_skills->note_practices();
        m_visit.screen = m_visit.trail.empty() ? ScreenId::learn : m_visit.trail.back();
        go_to(ScreenId::lesson_end);
    }
}

void App::show_answer() {
    if (m_visit.lesson && m_visit.lesson->screen())
        m_visit.page = 0;
}

void App::report_results() {
    const auto& results = m_visit.lesson->results();
    for (; m_visit.results_sent < results.size(); ++m_visit.results_sent) {
        content::StepResult r = results[m_visit.results_sent];
        m_store->post([visit = m_visit.id, id = m_visit.lesson->tutorial().id, r](store::Store& store) {
            point::step_done(store, *visit, id, r.step, content::to_text(r.kind), content::to_text(r.outcome), r.alone, r.wrong, r.hints);
        });
    }
}

void App::report_end() {
    const content::Lesson& lesson = *m_visit.lesson;
    const std::string& id = lesson.tutorial().id;
    std::vector<std::string> competences;
    for (const content::Competence& c : lesson.tutorial().competences)
        competences.push_back(c.code);
    for (const content::PracticeResult& practice : lesson.practices())
        m_store->post([visit = m_visit.id, id, language = m_visit.language, practice, competences](store::Store& store) {
            point::practice_observed(store, *visit, id, language, practice.step, content::to_text(practice.observed), competences);
        });
    int64_t lasted = m_clock.mono_ms() - m_visit.lesson_started_ms;
    point::Counted counted{lesson.completed(), lesson.passed(), lesson.satisfied()};
    m_store->post([visit = m_visit.id, id, language = m_visit.language, lasted, counted](store::Store& store) {
        point::tutorial_finished(store, *visit, id, language, lasted, counted);
    });
}

void App::report_stop() {
    if (!m_visit.lesson || m_visit.lesson_finished)
        return;
    content::Progress p = m_visit.lesson->progress();
    m_store->post([visit = m_visit.id, id = m_visit.lesson->tutorial().id, p](store::Store& store) {
        point::tutorial_stopped(store, *visit, id, p.step, p.of);
    });
}

// The code is shown only when it is on the disk: a picture that leads nowhere would be a broken promise.
void App::keep_lesson() {
    if (!m_visit.lesson || m_visit.lesson_finished || !m_visit.busy.empty())
        return;
    if (m_visit.kept_code && m_visit.kept_step == m_visit.lesson->progress().step)
        return go_to(ScreenId::keep);
    m_visit.kept_step = m_visit.lesson->progress().step;
    keep_place({m_visit.lesson->tutorial().id, m_visit.kept_step, m_visit.skills.path}, "leave.keep");
}

void App::keep_place(point::KeptPlace place, const std::string& control) {
    m_visit.busy = control;
    m_visit.kept_code.reset();   // of another place: where the disk refuses this one, there is none
    m_store->run([visit = m_visit.id, place](store::Store& store) { return point::keep_place(store, *visit, place); },
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

void App::touch_code_picture(int index) {
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
    m_store->run([visit = m_visit.id, code](store::Store& store) { return point::find_place(store, *visit, code); },
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
void App::come_back(point::KeptPlace place) {
    const content::Library& library = m_librarian->library();
    std::erase_if(place.path.stations, [&](const point::LearningPath::Station& s) { return !library.find(s.tutorial); });
    const bool on_path = !place.path.empty();
    if (on_path)
        m_visit.skills.path = std::move(place.path);
    if (library.find(place.tutorial)) {
        open_tutorial(place.tutorial, {}, place.step);
    } else if (on_path) {
        m_visit.screen = ScreenId::learn;
        go_to(ScreenId::path);
    } else {
        m_visit.code_unknown = true;
    }
}

void App::print_card() {
    if (m_visit.lesson)
        print_paper(draw_card_slip(*m_ui, *m_content.words, m_settings, m_visit.lesson->tutorial(), m_visit.language),
                    m_visit.lesson->tutorial().id);
}

void App::print_code() {
    if (m_visit.kept_code)
        print_paper(draw_code_slip(*m_ui, *m_content.words, m_settings,
                                   {m_visit.kept_step > 0 && m_visit.lesson ? &m_visit.lesson->tutorial() : nullptr, m_visit.kept_step,
                                    &m_visit.skills.path},
                                   *m_visit.kept_code, m_visit.language),
                    "code");
}

} // namespace accanto::app
