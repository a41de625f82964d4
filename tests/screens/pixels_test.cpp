// What is really on the glass: the contrast of words, letters that are whole, and pictures of how it looked
// before.

#include "tests/screens/glass.h"
#include "tests/screens/golden_picture.h"
#include "tests/screens/sample.h"
#include "tests/screens/software_screen.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

using namespace accanto;
using ui::TextSize;
using ui::Theme;
using walk::Moment;

namespace {

const walk::Panel panel{960, 540, 0.554, {}};  // 24 inches of few dots: what the pictures are kept of
const walk::Panel sharp{1366, 768, 0.252, {}}; // 15.6 inches

const Moment& moment_named(const std::vector<std::unique_ptr<Moment>>& all, const std::string& name) {
    for (const auto& moment : all)
        if (walk::name_of(*moment) == name)
            return *moment;
    for (const auto& moment : all) // a screen's first
        if (screens::entry(moment->screen).name == name)
            return *moment;
    throw std::runtime_error("no moment \"" + name + "\"");
}

class Glass {
public:
    tests::SoftwareScreen screen{sharp};
    int words = 0, faults = 0;

    void look(const Moment& moment, const walk::View& view) {
        const platform::Image& image = screen.draw(moment, view);
        for (const ui::Node& n : screen.ui().semantics().nodes)
            if (n.em_px > 0 && !n.label.empty())
                look(n, image, walk::name_of(moment) + " " + view.text());
        screen.ui().forget();
    }

private:
    void look(const ui::Node& n, const platform::Image& image, const std::string& where) {
        const uint32_t letters = tests::nearest_on_glass(image, n.rect, n.foreground),
                       ground = tests::nearest_on_glass(image, n.rect, n.background);
        const double told = ui::contrast(n.foreground, n.background), seen = ui::contrast(letters, ground);
        ++words;
        // Thin strokes have no pixel that is all ink.
        if (seen >= told * 0.9)
            return;
        ++faults;
        MESSAGE(fmt::format("{}: {} \"{}\": {:.1f}:1 on the glass (#{:06x} on #{:06x}), told are {:.1f}:1 "
                            "(#{:06x} on #{:06x})",
                            where, n.id, n.label, seen, letters & 0xFFFFFF, ground & 0xFFFFFF, told,
                            n.foreground & 0xFFFFFF, n.background & 0xFFFFFF));
    }
};

} // namespace

TEST_CASE("The contrast that is told of each word is the one on the glass, in every theme") {
    Glass glass;
    for (const char* language : {"en", "ar"}) {
        std::vector<std::unique_ptr<Moment>> moments = tests::sampled_moments(glass.screen.world(), language);
        walk::keep_sample(moments, 0, 2);
        for (const auto& moment : moments)
            for (const Theme theme : {Theme::day, Theme::evening, Theme::high_contrast})
                glass.look(*moment, {&sharp, TextSize::normal, theme, language});
    }
    MESSAGE(glass.words << " words looked at");
    CHECK(glass.words > 10000 / int(tests::sampled_of()));
    CHECK(glass.faults == 0);
}

// All that is shown anywhere in these languages, as large and as small as words are drawn.
TEST_CASE("No letter is cut at the edge of its picture, and none is a box that stands for a letter") {
    const walk::World world = walk::read_world(ACCANTO_SOURCE_DIR);
    walk::Drawing drawing(world, ACCANTO_SOURCE_DIR);
    int pictures = 0, cut = 0, boxes = 0;
    for (const std::string& language : world.languages) {
        std::set<std::pair<std::string, std::string>> labels;
        for (const auto& moment : tests::sampled_moments(world, language))
            for (const ui::Node& n :
                 drawing.draw(*moment, {&sharp, TextSize::normal, Theme::day, language}).nodes)
                if (n.em_px > 0 && !n.label.empty())
                    labels.emplace(n.label, n.language);
        for (const auto& label : labels)
            for (const float em_px : {31.7f, 74.0f}) {
                ui::TextPicture where;
                const platform::Image image = drawing.ui().texts().pixels(
                    {label.first, label.second, em_px, 700, 0xFF000000, 30 * em_px}, &where);
                ++pictures;
                boxes += where.missing_glyphs;
                if (tests::is_cut(image)) {
                    ++cut;
                    MESSAGE(language << ": \"" << label.first << "\" at " << em_px << " px");
                }
            }
    }
    MESSAGE(pictures << " pictures of words");
    CHECK(pictures > 2000 / int(tests::sampled_of()));
    CHECK(cut == 0);
    CHECK(boxes == 0);
}

// What nobody sees is forgiven: the mean of 8 x 8 pixels may differ by 16 of 255, and one block in two
// hundred by more.
TEST_CASE("One screen of each kind, in three kinds of writing, looks as it was kept") {
    constexpr int most = 16;
    constexpr double most_blocks = 0.005;
    const struct {
        const char *moment, *file;
    } kinds[] = {{"home / with a ticket", "home"},
                 {"ticket / for email", "ticket"},
                 {"lesson / lesson: first_name, keyboard", "practice"},
                 {"settings", "settings"},
                 {"skills_result / more than before", "skills"},
                 {"attract", "attract"},
                 {"tutorials", "tutorials"},
                 {"lesson", "lesson"},
                 {"lesson_end", "lesson_end"},
                 {"ticket_needs", "ticket_needs"},
                 {"your_turn", "your_turn"},
                 {"topic_full", "topic_full"},
                 {"booking", "booking"},
                 {"book_contact", "book_contact"},
                 {"my_code", "my_code"},
                 {"skills_question", "skills_question"},
                 {"stars", "stars"},
                 {"hours", "hours"},
                 {"finished", "finished"},
                 {"technician", "technician"},
                 {"trouble", "trouble"}};
    tests::SoftwareScreen screen(panel);
    const std::filesystem::path folder = std::filesystem::path(ACCANTO_SOURCE_DIR) / "tests" / "golden";
    for (const char* language : {"en", "ca", "ar"}) {
        const std::vector<std::unique_ptr<Moment>> moments = walk::moments(screen.world(), language);
        for (const auto& kind : kinds) {
            screen.begin_anew();
            const platform::Image& actual = screen.draw(moment_named(moments, kind.moment),
                                                        {&panel, TextSize::normal, Theme::day, language});
            const std::string name = fmt::format("{}.{}.png", kind.file, language);
            const std::optional<platform::Image> kept = tests::read_png(folder / name);
            const tests::Difference difference =
                kept ? tests::difference(*kept, actual, most) : tests::Difference{true};
            const bool same = !difference.other_size && difference.share <= most_blocks;
            if (!same) {
                const std::filesystem::path file = std::filesystem::current_path() / ("actual-" + name);
                tests::write_palette_png(file, actual);
                MESSAGE(fmt::format("{}: {}. As it is now: {}", name,
                                    difference.other_size
                                        ? "not kept, or of another size"
                                        : fmt::format("{:.2f} % of it differs, most at {},{} (by {} of 255)",
                                                      difference.share * 100, difference.x, difference.y,
                                                      difference.largest),
                                    file.string()));
            }
            CHECK_MESSAGE(same, name);
        }
    }
}

TEST_CASE("A kept picture comes back as it went, and what differs is told with its place and how much") {
    const tests::TemporaryFolder folder;
    platform::Image image{64, 32, std::vector<uint32_t>(64 * 32, 0xFFF7F3EC)};
    for (int i = 0; i < 64 * 32; i += 5)
        image.argb[size_t(i)] = 0xFF000000 | uint32_t(i % 200) * 0x010101;
    tests::write_palette_png(folder / "a.png", image);
    const auto back = tests::read_png(folder / "a.png");
    REQUIRE(back);
    CHECK(back->argb == image.argb);
    CHECK(tests::difference(*back, image, 16).share == 0);
    for (int y = 8; y < 16; ++y)
        for (int x = 40; x < 48; ++x)
            image.argb[size_t(y * 64 + x)] = 0xFF000000;
    const tests::Difference difference = tests::difference(*back, image, 16);
    CHECK(difference.share == doctest::Approx(1.0 / 32));
    CHECK(difference.x == 40);
    CHECK(difference.y == 8);
    CHECK(difference.largest > 100);
    CHECK(!tests::read_png(folder / "none.png"));
    platform::Image smaller = image;
    smaller.width = 32;
    CHECK(tests::difference(*back, smaller, 16).other_size);
}
