// The moments of somebody who checks their skills, and walks the path that comes of it.

#include "kiosk/walk/moments.h"

#include "content/library/learning_path.h"

namespace accanto::walk {

namespace {

using app::ScreenId;

class Maker : public MomentMaker {
public:
    using MomentMaker::MomentMaker;

    void questions() {
        add("", ScreenId::skills_start);
        add("", ScreenId::skills_code);
        Moment& typed = add("typed, and wrong", ScreenId::skills_code);
        typed.visit.skills.typed = "A7CD34XY";
        typed.visit.skills.code_wrong = true;
        const content::Instrument& dsi = *m_world.instrument;
        for (const bool internet : {true, false})
            for (size_t at = 0; at < dsi.asked(internet).size(); ++at)
                question(internet, at);
        question(true, 0).visit.skills.answers.clear();
        add("a check is running", ScreenId::home).visit.skills.running = true;
    }

    void results() {
        result("nothing done", {0, 0, 0, 0, 0});
        result("something of all", {1, 1, 1, 1, 1});
        result("everything", {4, 6, 7, 6, 7});
        Moment& without = result("no internet", {0, 0, 0, 0, 0});
        without.visit.skills.check->score = {};
        without.visit.skills.check->answers = {{"used_internet", {"no"}}, {"wants", {"email", "video_call", "smartphone"}}, {"has", {"smartphone", "email"}}};
        Moment& unsure = result("no internet, and no wish", {0, 0, 0, 0, 0});
        unsure.visit.skills.check->score = {};
        unsure.visit.skills.check->answers = {{"used_internet", {"no"}}, {"wants", {"unknown"}}};
        Moment& again = result("more than before", {1, 0, 3, 1, 0});
        again.visit.skills.check->before = content::TakenHome{"abcde", score({0, 1, 3, 0, 0})};
        for (int i = 0; i < 5; ++i)
            for (const char* competence : {"1.1", "2.1", "3.1", "4.2", "5.1"})
                again.visit.skills.seen.push_back({competence, i > 1});
        Moment& skipped = result("left out, and no path", {1, 0, 0, 0, 0});
        skipped.visit.skills.check->answers.erase("sf");
        skipped.visit.skills.path = {};
        result("", {1, 1, 0, 0, 0}, ScreenId::skills_paper);
        result("no code", {1, 1, 0, 0, 0}, ScreenId::skills_paper).visit.skills.code.clear();
        result("not printed", {1, 1, 0, 0, 0}, ScreenId::skills_paper).visit.paper = app::PrintState::failed;
        result("no printer", {1, 1, 0, 0, 0}, ScreenId::skills_paper).settings = &m_world.bare;
    }

    void paths() {
        for (const int done : {0, 2, 6}) {
            walk(result(std::to_string(done) + " done", {1, 1, 0, 0, 0}, ScreenId::path), done);
            walk(result(std::to_string(done) + " of a path done", {1, 1, 0, 0, 0}, ScreenId::home), done);
        }
        Moment& back = result("come back to", {1, 1, 0, 0, 0}, ScreenId::path);
        walk(back, 1);
        back.visit.skills.check.reset();
        Moment& short_one = result("two stations", {1, 1, 0, 0, 0}, ScreenId::path);
        short_one.visit.skills.path.stations = {{"scam-password", true}, {"search-judge", false}};
        walk(result("on a path", {1, 1, 0, 0, 0}, ScreenId::leave), 1);
        Moment& kept = result("a path", {1, 1, 0, 0, 0}, ScreenId::keep);
        kept.visit.kept_code = point::PictureCode{10, 4, 11, 2};
        Moment& end = result("on a path", {1, 1, 0, 0, 0}, ScreenId::lesson_end);
        walk(end, 1);
        end.visit.lesson = std::make_unique<content::Lesson>(m_world.lesson);
        end.visit.lesson_finished = true;
        end.visit.skills.path.stations[0] = {m_world.lesson->id, true};
    }

private:
    // Answered with its first tile, so that the main button is there.
    Moment& question(bool internet, size_t at) {
        const content::SkillQuestion& asked = *m_world.instrument->asked(internet)[at];
        Moment& m = add(asked.id + (internet ? "" : ", without internet"), ScreenId::skills_question);
        m.visit.skills.running = true;
        m.visit.skills.at = at;
        m.visit.skills.answers["used_internet"] = {internet ? "yes" : "no"};
        if (!asked.area.empty())
            m.visit.skills.answers[asked.id] = {m_world.instrument->area(asked.area)->items[0].id};
        else if (asked.many)
            m.visit.skills.answers[asked.id] = {"email"};
        return m;
    }

    content::SkillScore score(std::array<int, 5> counts) const {
        return std::get<content::SkillScore>(content::score_skills(*m_world.instrument, {true, counts}));
    }

    Moment& result(const std::string& name, std::array<int, 5> counts,
                   ScreenId screen = ScreenId::skills_result) {
        const content::Instrument& dsi = *m_world.instrument;
        Moment& m = add(name, screen);
        point::SkillAnswersGiven answers = {{"used_internet", {"yes"}}};
        for (size_t i = 0; i < 5; ++i)
            for (int item = 0; item < std::max(1, counts[i]); ++item)
                answers[dsi.areas[i].id].push_back(counts[i] ? dsi.areas[i].items[size_t(item)].id : "none");
        const std::string id = "019ac0de-0000-7000-8000-0000000fabcd";
        m.visit.skills.check = point::score_check(dsi, id, m_language, answers, std::nullopt);
        m.visit.skills.code = content::taken_home_code(id, m.visit.skills.check->score);
        m.visit.skills.path.check = id;
        content::PathWishes wishes;
        wishes.wants = {"health", "video_call"};
        for (const std::string& tutorial : content::learning_path(m_world.library, wishes))
            m.visit.skills.path.stations.push_back({tutorial, false});
        return m;
    }

    static void walk(Moment& m, int done) {
        for (point::LearningPath::Station& station : m.visit.skills.path.stations)
            station.done = done-- > 0;
    }
};

} // namespace

std::vector<std::unique_ptr<Moment>> skills_moments(const World& world, const std::string& language) {
    Maker maker(world, language);
    maker.questions();
    maker.results();
    maker.paths();
    return maker.take();
}

} // namespace accanto::walk
