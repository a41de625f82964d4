#include "tests/ui/desk_of_tests.h"

using namespace accanto;
using tests::Page;
using ui::Rect;

namespace {

// A box to write in, from start to end of the page's own direction.
struct Writing : Page {
    const Rect box{400, 300, 700, 60};
    const ui::Size caret{3, 40};
    ui::TextStyle style{ui::Role::body, 400, 0, 0, ui::Align::start, ui::TextStyle::Vertical::centre};

    Rect caret_of(const std::string& text, const std::string& language) {
        Rect out;
        frame([&] { out = ui.caret_after(box, ui.plain(text, language), style, caret); });
        return out;
    }
    float width_of(const std::string& text, const std::string& language) {
        return ui.measure(ui.plain(text, language), style, 0).w;
    }
};

} // namespace

TEST_CASE_FIXTURE(Writing, "The caret stands behind the last letter of an address, on an Arabic page too") {
    const float wide = width_of("maria@posta.example", "en");
    const Rect english = caret_of("maria@posta.example", "en");
    CHECK(english.x == doctest::Approx(box.x + wide).epsilon(0.02));
    CHECK(english.x >= box.x + wide - 1);
    CHECK(english.centre_y() == doctest::Approx(box.centre_y()).epsilon(0.02));
    context.language = "ar";
    // The words end where the page's lines begin, at the right: the caret is right of them, in the box's own
    // margin.
    const Rect arabic_page = caret_of("maria@posta.example", "en");
    CHECK(arabic_page.right() <= box.x);
    CHECK(arabic_page.right() > box.x - 8);
    // What is written from right to left has it at the left.
    const float name = width_of("مريم", "ar");
    CHECK(caret_of("مريم", "ar").x == doctest::Approx(box.x + name).epsilon(0.02));
}

TEST_CASE_FIXTURE(
    Writing,
    "Before the first letter the caret stands where lines begin, and behind a blank it has moved on") {
    for (const char* language : {"en", "ar"}) {
        context.language = language;
        const Rect empty = caret_of("", "en");
        CHECK(empty.x >= box.x);
        CHECK(empty.x < box.x + 8);
    }
    context.language = "en";
    CHECK(caret_of("maria ", "en").x > caret_of("maria", "en").x + 2);
}
