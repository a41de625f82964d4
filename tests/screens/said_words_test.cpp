// The word that is heard is marked where it is shown, also in what is drawn for practice.

#include "kiosk/walk/drawing.h"
#include "tests/screens/sample.h"

#include <doctest/doctest.h>

using namespace accanto;
using walk::Moment;
using walk::View;

namespace {

// What a control shows of itself: words that it says, and they do not.
std::string shown_of(const ui::Semantics& frame, const ui::Node& control) {
    std::string out;
    for (const ui::Node& n : frame.nodes)
        if (n.id.starts_with(control.id + ".") && n.speech.empty())
            out += (out.empty() ? "" : " ") + n.label;
    return out;
}

class Practice {
public:
    int words = 0;

    void listen(const Moment& moment, const View& view) {
        const ui::Semantics frame = m_drawing.draw(moment, view);
        for (const ui::Node& control : frame.nodes) {
            const std::string shown = shown_of(frame, control);
            const size_t count = ui::count_words(shown);
            if (!control.in_device || !control.can_touch() || count == 0 || count != ui::count_words(control.speech))
                continue;
            CAPTURE(walk::name_of(moment));
            CAPTURE(view.text());
            CAPTURE(control.id);
            for (const size_t number : {size_t(0), count - 1}) {
                const ui::WordPlace word = ui::word_at(shown, number).value();
                ++words;
                CHECK(said(moment, view, {control.id, number, count}) ==
                      shown.substr(word.begin, word.end - word.begin));
            }
        }
    }
    const walk::World& world() const { return m_world; }

private:
    std::string said(const Moment& moment, const View& view, const ui::SaidWord& word) {
        app::Actions nothing;
        ui::FrameContext frame = walk::frame_of(moment, view);
        frame.said = word;
        m_drawing.ui().begin(frame);
        screens::draw(m_drawing.ui(), moment.screen, moment.scene(), nothing);
        m_drawing.ui().end();
        return m_drawing.ui().semantics().said_word;
    }

    const std::filesystem::path m_data = ACCANTO_SOURCE_DIR;
    const walk::World m_world = walk::read_world(m_data);
    walk::Drawing m_drawing{m_world, m_data};
};

} // namespace

TEST_CASE("The word that is heard is marked in every part of a practice telephone: boxes, buttons, rows and keys") {
    Practice practice;
    for (const char* language : {"en", "ar"})
        for (const auto& moment : tests::sampled_moments(practice.world(), language))
            if (moment->screen == app::ScreenId::lesson)
                practice.listen(*moment, {&walk::panels().front(), ui::TextSize::normal, ui::Theme::day, language});
    MESSAGE(practice.words << " words heard");
    CHECK(practice.words > 200 / int(tests::sampled_of()));
}
