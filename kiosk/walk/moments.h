#pragma once
// Believable moments of a visit: one for each thing a screen may have to show.

#include "kiosk/screens/screens.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace accanto::walk {

// What is on disk, read once.
struct World {
    std::shared_ptr<const content::Words> words;
    content::Library library, no_library;
    std::shared_ptr<const content::Tutorial> lesson;                     // whose every moment is drawn
    std::vector<std::shared_ptr<const content::Tutorial>> all_lessons;   // the starter library in every variant
    content::Topics topics;
    std::shared_ptr<const content::Instrument> instrument;
    Settings full, bare, guest; // a point with a long name, address, phone and hours; one with nothing of it; without a desk
    std::vector<std::string> languages;
};
// From the folder of content/ and assets/ (data_dir). Throws Error when something of it is missing.
World read_world(const std::filesystem::path& data);

// All that a Scene refers to, kept alive.
struct Moment {
    std::string name;         // "lesson: first_name, keyboard"
    app::ScreenId screen = app::ScreenId::home;
    app::Visit visit;
    app::PointState point;
    const Settings* settings = nullptr;
    const content::Library* library = nullptr;
    const content::Topics* topics = nullptr;
    const content::Instrument* instrument = nullptr;
    const std::vector<std::string>* languages = nullptr;
    bool speaking = false, can_speak = true, page_can_change = true;
    std::string trouble_key;
    std::optional<app::Notice> notice;

    // A citizen asks for it: never before their visit, nor at a technician's.
    bool can_be_low() const;
    app::Scene scene(int64_t now_ms = 0) const;
};

// A moment of an ordinary day, at a point of which everything is known.
std::unique_ptr<Moment> a_moment(const World& world, const std::string& language, const std::string& name, app::ScreenId screen);

// Makes the moments of one subject.
class MomentMaker {
public:
    MomentMaker(const World& world, const std::string& language) : m_world(world), m_language(language) {}
    std::vector<std::unique_ptr<Moment>> take() { return std::move(m_made); }

protected:
    Moment& add(const std::string& name, app::ScreenId screen) {
        m_made.push_back(a_moment(m_world, m_language, name, screen));
        return *m_made.back();
    }

    const World& m_world;
    std::string m_language;
    std::vector<std::unique_ptr<Moment>> m_made;
};

// Every moment worth drawing, for a citizen of this language.
std::vector<std::unique_ptr<Moment>> moments(const World& world, const std::string& language);
// Leaves one moment in so many; `first` turns which.
void keep_sample(std::vector<std::unique_ptr<Moment>>& all, size_t first, size_t one_in);

// Those of the queue: a part of moments().
std::vector<std::unique_ptr<Moment>> queue_moments(const World& world, const std::string& language);

// Those of who books, has booked, or looks for another place: a part of moments().
std::vector<std::unique_ptr<Moment>> booking_moments(const World& world, const std::string& language);

// Those of who checks their skills, and walks a path of lessons: a part of moments().
std::vector<std::unique_ptr<Moment>> skills_moments(const World& world, const std::string& language);
// Those of who says how it was, or speaks to the community: a part of moments().
std::vector<std::unique_ptr<Moment>> opinion_moments(const World& world, const std::string& language);

// Those of who makes it easier for themselves, asks for the hours, or finds it closed: a part of moments().
std::vector<std::unique_ptr<Moment>> settings_moments(const World& world, const std::string& language);

// Those of who looks after the kiosk: a part of moments().
std::vector<std::unique_ptr<Moment>> technician_moments(const World& world, const std::string& language);

// Those of who sets it up at its own screen: a part of moments().
std::vector<std::unique_ptr<Moment>> setup_moments(const World& world, const std::string& language);

// Each step of a lesson as one comes to it, and each practice screen on the way through its free tries; then the card.
std::vector<std::unique_ptr<Moment>> lesson_moments(const World& world, const std::string& language,
                                                    const std::shared_ptr<const content::Tutorial>& tutorial);

} // namespace accanto::walk
