// Moments of who makes it easier for themselves, asks for the hours, or finds it closed.
#include "kiosk/walk/moments.h"

namespace accanto::walk {

using app::ScreenId;

namespace {

class Maker : public MomentMaker {
public:
    using MomentMaker::MomentMaker;

    void settings_and_hours();
    void fitting();
};

void Maker::settings_and_hours() {
    add("", ScreenId::hours);
    add("on paper", ScreenId::hours).visit.paper = app::PrintState::printed;
    Moment& bare = add("nothing known", ScreenId::hours);
    bare.settings = &m_world.bare;
    bare.point.open = false;
    add("", ScreenId::settings);
    Moment& mute = add("no voice", ScreenId::settings);
    mute.can_speak = false;
    add("the page stays as it is", ScreenId::settings).page_can_change = false;
    add("slowest", ScreenId::settings).visit.words_per_minute = 80;
    add("", ScreenId::closed);
}

void Maker::fitting() {
    // A hand that lands so far beside the marks, rests so long on them, and touches twice or not.
    const auto touched = [&](const std::string& name, size_t times, float off_mm, int64_t press_ms,
                             bool twice) {
        app::Visit& visit = add(name, ScreenId::fitting).visit;
        platform::TouchFitting& measured = visit.fitting.measured;
        using Kind = platform::Contact::Kind;
        for (size_t i = 0; i < times; ++i) {
            const int64_t at_ms = int64_t(i) * 5000;
            measured.contact({Kind::down, 1, off_mm, 0, at_ms}, {0, 0}, 1);
            measured.contact({Kind::up, 1, off_mm, 0, at_ms + press_ms}, {0, 0}, 1);
            measured.accept();
            if (twice)
                measured.contact({Kind::down, 1, off_mm, 0, at_ms + press_ms + 200}, {0, 0}, 1);
        }
        if (measured.is_complete())
            visit.fit = measured.fit();
    };
    touched("", 0, 0, 0, false);
    touched("second mark", 1, 0, 100, false);
    touched("last mark", 4, 0, 100, false);
    touched("nothing changed", platform::TouchFitting::marks, 0, 100, false);
    touched("all of it changed", platform::TouchFitting::marks, 6, 800, true);
    touched("wider", platform::TouchFitting::marks, 0, 100, false);
    m_made.back()->visit.fit = platform::TouchFit{{}, 5, 0, 0};
    add("by keys", ScreenId::fitting).visit.fitting.by_keys = true;
}

} // namespace

std::vector<std::unique_ptr<Moment>> settings_moments(const World& world, const std::string& language) {
    Maker maker(world, language);
    maker.settings_and_hours();
    maker.fitting();
    return maker.take();
}

} // namespace accanto::walk
