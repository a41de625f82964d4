// How a practice screen lies in a frame lower or narrower than its author's: nothing to touch under 16 mm,
// nothing on something else, everything in its order.

#include "content/library/frame_fit.h"
#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

constexpr FrameSize whole = smallest_inside(FrameKind::phone), lowest = lowest_inside(FrameKind::phone);
constexpr double rounding = 1e-6;

Element element(ElementKind kind, const std::string& id, Rect rect) {
    Element out;
    out.kind = kind, out.id = id, out.rect = rect;
    return out;
}

// A name, a picture with much room around it, three buttons of the least height.
Screen a_screen() {
    Screen screen;
    screen.id = "page";
    screen.elements = {element(ElementKind::bar, "bar", {0, 0, 1, 0.11}),
                       element(ElementKind::picture, "picture", {0.1, 0.15, 0.8, 0.3}),
                       element(ElementKind::button, "one", {0.06, 0.55, 0.88, 0.096}),
                       element(ElementKind::button, "two", {0.06, 0.70, 0.425, 0.096}),
                       element(ElementKind::button, "three", {0.515, 0.70, 0.425, 0.096})};
    return screen;
}

Rect placed(const FrameFit& fit, const Screen& screen, const std::string& id) {
    return fit.place(screen.find(id)->rect);
}

bool apart(const Rect& a, const Rect& b, double mm) {
    return a.x + a.w + mm <= b.x + rounding || b.x + b.w + mm <= a.x + rounding ||
           a.y + a.h + mm <= b.y + rounding || b.y + b.h + mm <= a.y + rounding;
}

} // namespace

TEST_CASE("A frame that is large enough is filled in proportion") {
    Screen screen = a_screen();
    for (double times : {1.0, 1.5}) {
        FrameFit fit(screen, {whole.w_mm * times, whole.h_mm * times});
        for (const Element& e : screen.elements) {
            Rect r = fit.place(e.rect);
            CHECK(r.x == doctest::Approx(e.rect.x * whole.w_mm * times));
            CHECK(r.y == doctest::Approx(e.rect.y * whole.h_mm * times));
            CHECK(r.w == doctest::Approx(e.rect.w * whole.w_mm * times));
            CHECK(r.h == doctest::Approx(e.rect.h * whole.h_mm * times));
        }
    }
}

TEST_CASE("In a low frame what is touched keeps 16 mm, and pictures and empty room give way") {
    Screen screen = a_screen();
    FrameFit fit(screen, lowest);
    for (const char* id : {"one", "two", "three"})
        CHECK(placed(fit, screen, id).h > 16 - rounding);
    CHECK(placed(fit, screen, "picture").h < screen.find("picture")->rect.h * whole.h_mm);
    CHECK(placed(fit, screen, "one").h > screen.find("one")->rect.h * lowest.h_mm);
    CHECK(placed(fit, screen, "two").y == doctest::Approx(placed(fit, screen, "three").y));
    CHECK(placed(fit, screen, "two").y - placed(fit, screen, "one").y - placed(fit, screen, "one").h >
          3 - rounding);
    CHECK(fit.place({0, 0, 1, 1}).h == doctest::Approx(lowest.h_mm));
}

TEST_CASE("In a narrow frame a narrow thing to touch keeps its 16 mm") {
    Screen screen = a_screen();
    screen.elements.push_back(element(ElementKind::button, "back", {0.06, 0.85, 0.15, 0.1}));
    FrameFit fit(screen, {70, whole.h_mm});
    CHECK(placed(fit, screen, "back").w > 16 - rounding);
    CHECK(placed(fit, screen, "two").w > 16 - rounding);
    CHECK(fit.place({0, 0, 1, 1}).w == doctest::Approx(70));
}

TEST_CASE("What a screen needs at the least is what its things to touch, its lines and its room need, and "
          "who needs most is named") {
    Screen screen = a_screen();
    screen.elements.push_back(element(ElementKind::keypad, "keys", {0.06, 0.82, 0.88, 0.405}));
    LeastHeight least = least_height(screen);
    // A line of the name with its edges; half the picture; two buttons; four rows of keys with 1.5 mm
    // between; rooms.
    CHECK(least.mm > 13.2 + 25.5 + 2 * 16 + 4 * 16 + 3 * 1.5);
    CHECK(least.mm < 13.2 + 25.5 + 2 * 16 + 4 * 16 + 3 * 1.5 + 4 * 3);
    REQUIRE(least.largest);
    CHECK(least.largest->id == "keys");
}

TEST_CASE("A question is laid out by itself, whatever stands on the screen below it") {
    Element question = element(ElementKind::dialog, "sure", {0.06, 0.25, 0.88, 0.5});
    question.items.resize(2);
    question.items[0].id = "no", question.items[1].id = "yes";
    Screen screen = a_screen();
    double before = least_height(screen).mm;
    screen.elements.push_back(question);
    CHECK(least_height(screen).mm == before);
    FrameFit fit(question, {60, 60});
    for (const Part& part : parts(question)) {
        CHECK(fit.place(part.rect).h > 16 - rounding);
        CHECK(fit.place(part.rect).w > 16 - rounding);
    }
}

TEST_CASE("Every tutorial that comes with Accanto keeps 16 mm and 3 mm of room on the lowest panel") {
    std::vector<Problem> problems;
    int seen = 0;
    for (const auto& folder : std::filesystem::directory_iterator(std::filesystem::path(ACCANTO_SOURCE_DIR) /
                                                                  "content" / "tutorials")) {
        auto files = folder.is_directory() ? tutorial_files(folder.path(), problems) : std::nullopt;
        if (!files)
            continue;
        for (const auto& tutorial : read_variants(*files, problems))
            for (const Screen& screen : tutorial->screens) {
                CAPTURE(tutorial->id);
                CAPTURE(screen.id);
                FrameFit fit(screen, lowest_inside(screen.frame));
                std::vector<std::pair<Part, Rect>> laid;
                for (const Element& e : screen.elements)
                    for (const Part& part : e.kind == ElementKind::dialog ? std::vector<Part>{} : parts(e))
                        laid.emplace_back(part, fit.place(part.rect));
                for (const auto& [part, r] : laid) {
                    const std::string& id = part.id;
                    CAPTURE(id);
                    double margin = is_paper(part.element->kind) ? 2 * paper_row_margin_mm : 0;
                    CHECK(r.w > 16 - rounding);
                    CHECK(r.h - margin > 16 - rounding);
                    ++seen;
                }
                for (const auto& [a, ra] : laid)
                    for (const auto& [b, rb] : laid)
                        if (bool keys = a.element->kind == ElementKind::keypad && a.element == b.element;
                            &ra < &rb && !is_paper(a.element->kind) && apart(a.rect, b.rect, 0) &&
                            a.element->when.empty() && b.element->when.empty()) {
                            const std::string &one = a.id, &other = b.id;
                            CAPTURE(one);
                            CAPTURE(other);
                            CHECK(apart(ra, rb, keys ? 1.5 : 3 - 1e-3));
                        }
            }
    }
    CHECK(problems.empty());
    CHECK(seen > 500);
}
