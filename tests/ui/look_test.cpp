#include "kiosk/ui/look.h"

#include <doctest/doctest.h>

using namespace accanto::ui;

TEST_CASE("Contrast is WCAG's: 21 for black on white, 1 for the same colour") {
    CHECK(contrast(0xFF000000, 0xFFFFFFFF) == doctest::Approx(21));
    CHECK(contrast(0xFFFFFFFF, 0xFF000000) == doctest::Approx(21));
    CHECK(contrast(0xFF123456, 0xFF123456) == doctest::Approx(1));
    CHECK(contrast(0xFF777777, 0xFFFFFFFF) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("Every pair of text and ground of every theme can be read") {
    for (Theme theme : {Theme::day, Theme::evening, Theme::high_contrast}) {
        Look l = make_look(theme, TextSize::normal, 3.6f, true);
        double least = theme == Theme::high_contrast ? 10 : 7;
        INFO(to_text(theme));
        for (Colour ground : {l.paper, l.card, l.quiet, l.bar})
            for (Colour text : {l.ink, l.soft})
                CHECK(contrast(text, ground) >= least);
        for (Colour tint : l.tints)
            for (Colour text : {l.ink, l.soft})
                CHECK(contrast(text, tint) >= least);
        CHECK(contrast(l.on_deep, l.deep) >= least);
        CHECK(contrast(l.on_deep, l.deep2) >= least);
        CHECK(contrast(l.deep, l.card) >= least);
        CHECK(contrast(l.on_good, l.good) >= least);
        CHECK(contrast(l.ink, l.device_screen) >= least);
        CHECK(contrast(l.soft, l.device_screen) >= least);
        // Parts that must be seen: 3 to 1.
        CHECK(contrast(l.focus, l.paper) >= 3);
        CHECK(contrast(l.field_line, l.card) >= 3);
    }
}

TEST_CASE("No word is smaller than what is legible from 460, 500 and 600 mm, and each size is larger than the one before") {
    for (Role role : {Role::caption, Role::body, Role::button, Role::heading, Role::title}) {
        float before = 0;
        for (TextSize size : {TextSize::normal, TextSize::large, TextSize::extra}) {
            const Look look = make_look(Theme::day, size, 3.6f, true);
            CHECK(look.em_mm(role) > before);
            CHECK(look.em_mm(role) >= look.smallest_em_mm());
            before = look.em_mm(role);
        }
    }
    CHECK(legible_from_mm(smallest_em_mm(TextSize::normal)) >= 460);
    CHECK(legible_from_mm(smallest_em_mm(TextSize::large)) >= 500);
    CHECK(legible_from_mm(smallest_em_mm(TextSize::extra)) >= 600);
    // The table of EN 301 549, 5.1.4: a capital H of 7.3 mm at 600 mm.
    CHECK(legible_from_mm(7.33f / 0.714f) == doctest::Approx(600).epsilon(0.001));
}

TEST_CASE("A kiosk that is looked at from further away begins with larger words") {
    CHECK(size_for(300) == TextSize::normal);
    CHECK(size_for(450) == TextSize::normal);
    CHECK(size_for(480) == TextSize::large);
    CHECK(size_for(500) == TextSize::large);
    CHECK(size_for(510) == TextSize::extra);
    CHECK(size_for(600) == TextSize::extra);
}

TEST_CASE("Names of themes and sizes come back as they went") {
    for (Theme theme : {Theme::day, Theme::evening, Theme::high_contrast})
        CHECK(theme_from(to_text(theme)) == theme);
    for (TextSize size : {TextSize::normal, TextSize::large, TextSize::extra})
        CHECK(text_size_from(to_text(size)) == size);
    CHECK(theme_from("purple") == Theme::day);
    CHECK(text_size_from("") == TextSize::normal);
}
