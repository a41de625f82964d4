// Following a tutorial, and telling the store what came of it.
#include "kiosk/app/app.h"

#include "kiosk/point/visits.h"

namespace accanto::app {

content::TutorialWords App::lesson_words() const {
    return content::words(m_visit.lesson->tutorial(), m_visit.language, m_settings.point.official_language);
}

void App::open_tutorial(const std::string& id) {
    const content::Tutorial* tutorial = m_content.library.find(id);
    if (!tutorial)
        return;
    report_stop();
    m_visit.lesson = std::make_unique<content::Lesson>(*tutorial);
    m_visit.results_sent = 0;
    m_visit.lesson_finished = false;
    m_visit.keyboard = {};
    m_visit.lesson_started_ms = m_clock.mono_ms();
    if (m_visit.screen == ScreenId::lesson_end)
        m_visit.screen = ScreenId::learn;
    go_to(ScreenId::lesson);
    m_store->post([visit = m_visit.id, id, language = m_visit.language](store::Store& store) {
        point::tutorial_opened(store, *visit, id, language);
    });
}

void App::type_text(const std::string& utf8) {
    if (m_visit.screen != ScreenId::lesson || !m_visit.lesson || m_visit.lesson->state().focused.empty())
        return;
    m_visit.touched_ms = m_clock.mono_ms();
    m_visit.lesson->type_text(utf8);
    m_dirty = true;
}

void App::press_key(const ui::KeyResult& key) {
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
    case ui::KeyResult::What::none: break;
    }
}

void App::next_step() {
    if (!m_visit.lesson)
        return;
    m_visit.lesson->next();
    m_visit.keyboard = {};
    m_visit.page = 0;
    report_results();
    if (m_visit.lesson->at_end() && !m_visit.lesson_finished) {
        m_visit.lesson_finished = true;
        int64_t lasted = m_clock.mono_ms() - m_visit.lesson_started_ms;
        m_store->post([visit = m_visit.id, id = m_visit.lesson->tutorial().id, language = m_visit.language, lasted](store::Store& store) {
            point::tutorial_finished(store, *visit, id, language, lasted);
        });
        m_visit.screen = m_visit.trail.empty() ? ScreenId::learn : m_visit.trail.back();
        go_to(ScreenId::lesson_end);
    }
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

void App::report_stop() {
    if (!m_visit.lesson || m_visit.lesson_finished)
        return;
    content::Progress p = m_visit.lesson->progress();
    m_store->post([visit = m_visit.id, id = m_visit.lesson->tutorial().id, p](store::Store& store) {
        point::tutorial_stopped(store, *visit, id, p.step, p.of);
    });
}

} // namespace accanto::app
