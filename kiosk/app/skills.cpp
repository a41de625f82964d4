#include "kiosk/app/skills.h"

#include "content/base/bytes.h"
#include "content/library/learning_path.h"
#include "content/library/letters.h"
#include "kiosk/app/librarian.h"
#include "kiosk/app/skills_slip.h"
#include "kiosk/screens/skills_words.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::app {

void Skills::load() {
    auto instrument = std::make_shared<content::Instrument>(
        content::load_instrument(m_options.data / "content" / "skills" / "dsi-2.0.toml"));
    for (const content::Problem& p : instrument->problems)
        spdlog::error("{}:{}: {}", p.file, p.line, p.message);
    if (instrument->problems.empty())
        m_instrument = std::move(instrument);
}

void Skills::open() {
    const SkillsVisit& skills = m_visit.skills;
    if (!m_instrument)
        return;
    go_to(skills.running         ? ScreenId::skills_question
          : !skills.path.empty() ? ScreenId::path
          : skills.check         ? ScreenId::skills_result
                                 : ScreenId::skills_start);
}

void Skills::start() {
    if (!m_instrument)
        return;
    SkillsVisit& skills = m_visit.skills;
    skills.running = true;
    skills.at = 0;
    skills.answers.clear();
    go_to(ScreenId::skills_question);
}

const content::SkillQuestion* Skills::question_now() const {
    if (!m_instrument || m_visit.screen != ScreenId::skills_question)
        return nullptr;
    const auto asked = point::questions_for(*m_instrument, m_visit.skills.answers);
    return asked[std::min(m_visit.skills.at, asked.size() - 1)];
}

void Skills::tick(const std::string& answer) {
    const content::SkillQuestion* question = question_now();
    if (!question)
        return;
    std::vector<std::string>& given = m_visit.skills.answers[question->id];
    if (!question->many) {
        given = {answer};
        return next_question();
    }
    const bool alone = answer == content::answer_none || answer == content::answer_unknown;
    if (std::erase(given, answer) == 0) {
        if (alone)
            given.clear();
        std::erase(given, content::answer_none);
        std::erase(given, content::answer_unknown);
        given.push_back(answer);
    }
    if (given.empty())
        m_visit.skills.answers.erase(question->id);
}

void Skills::next_question() {
    const content::SkillQuestion* question = question_now();
    SkillsVisit& skills = m_visit.skills;
    // The first answer decides what is asked: it cannot be left out.
    if (!question || (skills.at == 0 && !skills.answers.contains(question->id)))
        return;
    if (skills.at + 1 >= point::questions_for(*m_instrument, skills.answers).size())
        return finish_check();
    ++skills.at;
    m_visit.page = 0;
    m_visit.shown_ms = m_clock.mono_ms();
}

bool Skills::previous_page() {
    const bool question = m_visit.screen == ScreenId::skills_question;
    if (!question && m_visit.screen != ScreenId::skills_result && m_visit.screen != ScreenId::path)
        return false;
    if (m_visit.page > 0)
        --m_visit.page;
    else if (question && m_visit.skills.at > 0)
        --m_visit.skills.at;
    else
        return false;
    m_visit.shown_ms = m_clock.mono_ms();
    m_dirty = true;
    return true;
}

// Shown at once, as a lesson is: it is the person's own, whatever becomes of the disk. The event follows in
// order.
void Skills::finish_check() {
    SkillsVisit& skills = m_visit.skills;
    skills.check = point::score_check(*m_instrument, uuid7(m_clock.wall_ms()), m_visit.language,
                                      std::move(skills.answers), skills.before);
    skills.answers.clear();
    skills.running = false;
    skills.before.reset();
    // An area that was left out has no level: compared with later, it would tell of progress that was none.
    skills.code = screens::left_something_out(*m_instrument, *skills.check)
                      ? std::string()
                      : content::taken_home_code(skills.check->id, skills.check->score);
    m_store.post([visit = m_visit.id, instrument = m_instrument, check = *skills.check](store::Store& store) {
        point::skills_checked(store, *visit, *instrument, check);
    });
    make_path();
    // It is told: the way back is home.
    m_visit.trail = {ScreenId::home};
    m_visit.screen = ScreenId::skills_result;
    m_visit.page = 0;
    m_visit.paper = PrintState::idle;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
}

void Skills::make_path() {
    const point::SkillsCheck& check = *m_visit.skills.check;
    content::PathWishes wishes;
    wishes.areas = check.score.areas;
    wishes.items = point::ticked_items(*m_instrument, check.answers);
    if (const auto it = check.answers.find("wants"); it != check.answers.end())
        wishes.wants = it->second;
    if (const auto it = check.answers.find("has"); it != check.answers.end())
        wishes.has = it->second;
    point::LearningPath path{check.id, {}};
    for (std::string& tutorial : content::learning_path(m_librarian.library(), wishes))
        path.stations.push_back({std::move(tutorial), false});
    m_visit.skills.path = path;
    m_visit.kept_code.reset(); // it would lead to an earlier one
    if (!path.empty())
        m_store.post(
            [visit = m_visit.id, path](store::Store& store) { point::path_made(store, *visit, path); });
}

// To the walk itself, where the next station shows: a lesson that has ended leads back to it.
void Skills::follow_path() {
    if (m_visit.skills.path.empty())
        return;
    auto& trail = m_visit.trail;
    trail.erase(std::find(trail.begin(), trail.end(), ScreenId::path), trail.end());
    if (m_visit.screen == ScreenId::lesson_end)
        m_visit.screen = trail.empty() ? ScreenId::home : trail.back();
    go_to(ScreenId::path);
}

void Skills::keep_path() {
    if (m_visit.skills.path.empty() || !m_visit.busy.empty())
        return;
    if (m_visit.kept_code && m_visit.kept_step == 0)
        return go_to(ScreenId::keep);
    m_visit.kept_step = 0;
    m_moves.keep_place({"", 0, m_visit.skills.path},
                       m_visit.screen == ScreenId::leave ? "leave.keep" : "path.keep");
}

void Skills::note_practices() {
    const content::Lesson& lesson = *m_visit.lesson;
    SkillsVisit& skills = m_visit.skills;
    skills.path.mark_done(lesson.tutorial().id);
    if (m_visit.kept_step == 0)
        m_visit.kept_code.reset(); // it would lead to the path as it was
    for (const content::PracticeResult& practice : lesson.practices())
        if (practice.observed != content::Observed::not_done)
            for (const content::Competence& competence : lesson.tutorial().competences)
                skills.seen.push_back({competence.code, practice.observed == content::Observed::alone});
}

bool Skills::type(const ui::KeyResult& key) {
    if (m_visit.screen != ScreenId::skills_code)
        return false;
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    SkillsVisit& skills = m_visit.skills;
    skills.code_wrong = false;
    if (key.what == ui::KeyResult::What::backspace && !skills.typed.empty())
        skills.typed.pop_back();
    if (key.what != ui::KeyResult::What::text)
        return true;
    for (char c : key.text) {
        c = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
        if (content::taken_home_signs.find(c) != std::string_view::npos &&
            skills.typed.size() < content::taken_home_length)
            skills.typed += c;
    }
    if (skills.typed.size() < content::taken_home_length)
        return true;
    skills.before = content::read_taken_home(skills.typed);
    skills.code_wrong = !skills.before;
    if (skills.before) {
        content::wipe_text(skills.typed);
        skills.typed.clear();
        start();
    }
    return true;
}

void Skills::print() {
    const SkillsVisit& skills = m_visit.skills;
    if (m_instrument && (skills.check || !skills.path.empty()))
        m_papers.print(draw_skills_slip(m_ui, m_words, m_settings, *m_instrument, m_librarian.library(),
                                        skills, m_visit.language),
                       "skills");
}

} // namespace accanto::app
