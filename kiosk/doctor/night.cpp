#include "kiosk/doctor/night.h"

#include "content/base/error.h"
#include "content/library/lesson.h"
#include "content/library/library.h"
#include "content/library/packs.h"
#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"

#include <nlohmann/json.hpp>

namespace accanto::doctor {

namespace {

namespace fs = std::filesystem;

constexpr const char* night_key = "night_visit";

// Removed with all that is in it, however the night ends. What a killed one left is removed by the next.
class CopyOfStore {
public:
    CopyOfStore(store::Store& store, const Clock& clock) : m_folder(store.folder() / "night") {
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
        fs::permissions(m_folder, fs::perms::owner_all);
        store.db().run("VACUUM INTO ?", (m_folder / "store.db").string());
        m_store = store::Store::open(m_folder, clock);
    }
    ~CopyOfStore() {
        m_store.reset();
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    CopyOfStore(const CopyOfStore&) = delete;
    CopyOfStore& operator=(const CopyOfStore&) = delete;
    store::Store& store() { return *m_store; }

private:
    fs::path m_folder;
    std::unique_ptr<store::Store> m_store;
};

std::string to_text(const point::Moved& moved) {
    const auto* conflict = std::get_if<point::Conflict>(&moved);
    return conflict ? point::to_text(conflict->why) : "";
}

// What went wrong, or "".
std::string play_ticket(store::Store& store, Settings settings) {
    // Whatever the hours and whoever else was here: the night tries the queue, not the timetable.
    settings.point.hours = {};
    settings.kiosk.daily_limit = 0;
    settings.kiosk.daily_limits.clear();
    settings.host = {};
    const point::DeskUser desk{"", "night"};
    point::TicketRequest request;
    request.idempotency_key = request.visit_id = "night-" + std::to_string(store.clock().wall_ms());
    request.topic = "email";
    request.language = settings.point.official_language;
    point::open_point(store, "");
    const auto taken = point::take_ticket(store, settings, request);
    if (std::holds_alternative<point::Refused>(taken))
        return "no number was given";
    const std::string id = std::get<point::Ticket>(taken).id;
    if (std::string why = to_text(point::call(store, settings, desk, id)); !why.empty())
        return "the number could not be called: " + why;
    if (std::string why = to_text(point::void_ticket(store, settings, desk, id)); !why.empty())
        return "the number could not be taken back: " + why;
    const auto now = point::find_ticket(store, id);
    return now && now->state == point::TicketState::void_ ? "" : "the number is not void";
}

} // namespace

Finding rehearse_lesson(const Surroundings& s) {
    const auto bad = [](std::string why) { return Finding{"lesson", Light::red, "doctor.lesson_failed", {}, std::move(why)}; };
    try {
        std::vector<fs::path> folders = {s.data / "content" / "tutorials"};
        for (const fs::path& folder : content::pack_folders(content::installed_content(s.settings.state)).tutorials)
            folders.push_back(folder);
        const content::Library library = content::load_library(folders, s.settings.point.place);
        if (library.heads().empty())
            return bad("there is no lesson");
        std::vector<content::Problem> problems;
        const auto tutorial = library.open(library.heads().front().id, problems);
        if (!tutorial || tutorial->steps.empty())
            return bad(problems.empty() ? "the first lesson cannot be opened" : problems.front().message);
        content::Lesson lesson(tutorial);
        const std::string first = lesson.step().id;
        lesson.tap("nothing-is-called-so");
        content::TutorialWords words(*tutorial, s.settings.point.official_language, s.settings.point.official_language);
        lesson.resume_at(2, words);
        if (tutorial->steps.size() > 1 && lesson.step().id == first)
            return bad("the lesson does not go on");
        if (words.say(lesson.step().title).text.empty())
            return bad("a step without words");
        return {"lesson", Light::green, "doctor.lesson_ok", {}, {}};
    } catch (const std::exception& e) {
        return bad(e.what());
    }
}

Finding rehearse_ticket(const Surroundings& s, store::Store& store) {
    try {
        CopyOfStore copy(store, s.clock);
        if (std::string why = play_ticket(copy.store(), s.settings); !why.empty())
            return {"ticket", Light::red, "doctor.ticket_failed", {}, std::move(why)};
        return {"ticket", Light::green, "doctor.ticket_ok", {}, {}};
    } catch (const std::exception& e) {
        return {"ticket", Light::red, "doctor.ticket_failed", {}, e.what()};
    }
}

std::vector<Finding> synthetic_visit(const Surroundings& s) {
    std::unique_ptr<store::Store> store;
    std::vector<Finding> out;
    out.push_back(check_store(s, &store));
    out.push_back(check_safe_mode(s, store.get()));
    out.push_back(check_mentors(s, store.get()));
    out.push_back(check_disk(s));
    out.push_back(rehearse_lesson(s));
    if (store)
        out.push_back(rehearse_ticket(s, *store));
    out.push_back(check_printer(s, store.get()));
    out.push_back(check_voices(s));
    out.push_back(check_sound(s));
    out.push_back(check_touch(s));
    return out;
}

void keep_night(store::Store& store, const Night& night) {
    const nlohmann::ordered_json tree = {{"at_ms", night.at_ms}, {"findings", nlohmann::ordered_json::parse(to_json(night.findings))}};
    std::string checks;
    for (const Finding& one : night.findings)
        if (one.light != Light::green)
            checks += (checks.empty() ? "" : " ") + one.check;
    store.transaction([&] {
        store.set_value(night_key, tree.dump());
        store.set_value("night_light", to_text(night.light()));
        store.set_value("night_at_ms", std::to_string(night.at_ms));
        store.set_value("night_checks", checks);
    });
}

std::optional<Night> last_night(store::Store& store) {
    const auto tree = nlohmann::ordered_json::parse(store.value(night_key).value_or(""), nullptr, false);
    if (!tree.is_object() || !tree.contains("findings"))
        return std::nullopt;
    auto findings = findings_from(tree["findings"].dump());
    if (!findings)
        return std::nullopt;
    return Night{tree.value("at_ms", int64_t(0)), std::move(*findings)};
}

} // namespace accanto::doctor
