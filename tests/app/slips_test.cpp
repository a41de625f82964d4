// The slips as they are on paper: black or white, on both rolls, in both directions of writing.
// ACCANTO_SLIPS=folder keeps them as pictures.

#include "tests/platform/slips.h"
#include "tests/ui/desk_of_tests.h"

#include "content/base/file.h"
#include "content/library/library.h"
#include "kiosk/app/lesson_slips.h"
#include "kiosk/app/ticket_slip.h"

#include <cstdlib>

using namespace accanto;
using platform::Bitmap;

namespace {

struct Press {
    tests::Page page;
    Settings settings;
    content::Topics topics = content::load_topics(data_dir() / "content" / "topics" / "topics.toml");
    content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, "ES-CT");

    explicit Press(int roll_mm) {
        settings.point.time_zone = "Europe/Madrid";
        settings.printer.width_mm = roll_mm;
    }

    Bitmap keep(const platform::Image& image, const std::string& name) const {
        Bitmap paper = platform::black_and_white(image);
        if (const char* folder = getenv("ACCANTO_SLIPS"))
            platform::write_png(std::filesystem::path(folder) / (name + ".png"), tests::image_of(paper));
        return paper;
    }
    std::string name(const char* what, const std::string& language) const {
        return fmt::format("{}-{}-{}", what, settings.printer.width_mm, language);
    }

    Bitmap ticket(const std::string& language, const std::string& label, int copies = 1) {
        app::HeldTicket held;
        held.ticket.label = label;
        held.ticket.topic = "email";
        held.people_before = 3;
        held.copies = copies;
        return keep(
            app::draw_ticket_slip(page.ui, *page.words, settings, topics, held, language, 1'795'426'500'000),
            name("ticket", language));
    }
    Bitmap card(const std::string& language) {
        return keep(
            app::draw_card_slip(page.ui, *page.words, settings, *library.get("create-email"), language),
            name("card", language));
    }
    Bitmap code(const std::string& language) {
        return keep(app::draw_code_slip(page.ui, *page.words, settings, *library.get("create-email"), 5,
                                        {3, 7, 1, 11}, language),
                    name("code", language));
    }
};

constexpr int dots_per_mm = 8;

// Columns or rows without a dot at each edge.
int white_columns(const Bitmap& paper, bool from_the_end) {
    for (int i = 0; i < paper.width; ++i)
        for (int y = 0; y < paper.height; ++y)
            if (paper.black(from_the_end ? paper.width - 1 - i : i, y))
                return i;
    return paper.width;
}

// The height of the tallest thing that stands between white rows, and how far it reaches across.
struct Thing {
    int rows = 0, columns = 0;
};
Thing tallest(const Bitmap& paper, int above_row) {
    Thing out;
    int from = -1, left = paper.width, right = 0;
    for (int y = 0; y < above_row; ++y) {
        bool any = false;
        for (int x = 0; x < paper.width; ++x)
            if (paper.black(x, y))
                any = true, left = std::min(left, x), right = std::max(right, x);
        if (any && from < 0)
            from = y;
        if (!any && from >= 0) {
            if (y - from > out.rows)
                out = {y - from, right - left + 1};
            from = -1, left = paper.width, right = 0;
        }
    }
    return out;
}

} // namespace

TEST_CASE("every slip is as wide as its roll can be printed, and keeps to it, in every language") {
    for (int roll : {58, 80}) {
        Press press(roll);
        for (const std::string& language : press.settings.point.languages) {
            CAPTURE(roll);
            CAPTURE(language);
            for (const Bitmap& paper :
                 {press.ticket(language, "B107"), press.card(language), press.code(language)}) {
                CHECK(paper.width == (roll == 58 ? 384 : 576));
                CHECK(white_columns(paper, false) >= dots_per_mm);
                CHECK(white_columns(paper, true) >= dots_per_mm);
                CHECK(paper.height < 400 * dots_per_mm);
            }
        }
    }
}

TEST_CASE("the number is read from the other end of the room: as large as the roll is wide") {
    for (int roll : {58, 80})
        for (const char* label : {"B07", "B107"}) {
            CAPTURE(roll);
            CAPTURE(label);
            Press press(roll);
            Bitmap paper = press.ticket("en", label);
            Thing number = tallest(paper, 60 * dots_per_mm);
            CHECK(number.columns >= paper.width * 6 / 10);
            CHECK(number.rows >= (roll == 58 ? 11 : 16) * dots_per_mm);
        }
}

TEST_CASE("a second copy says that it is one") {
    Press press(80);
    Bitmap first = press.ticket("en", "B07"), second = press.ticket("en", "B07", 2);
    CHECK(second.height > first.height);
    CHECK(press.ticket("en", "B07", 1) == first);
}
