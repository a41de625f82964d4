#include <doctest/doctest.h>

#include "kiosk/ui/line_breaks.h"

using accanto::ui::mark_line_breaks;

TEST_CASE("An address breaks before its @ sign, a name with an @ nowhere") {
    CHECK(mark_line_breaks("maria@postamail.example") == "maria\u200B@postamail.example");
    CHECK(mark_line_breaks("a@b.example, c@d.example") == "a\u200B@b.example, c\u200B@d.example");
    CHECK(mark_line_breaks("Cl@ve or CIE. Ask.") == "Cl@ve or CIE. Ask.");
    CHECK(mark_line_breaks("@") == "@");
}

TEST_CASE("From and to stay together") {
    CHECK(mark_line_breaks("09:00\u201313:00   16:00\u201319:00") == "09:00\u2013\u206013:00   16:00\u2013\u206019:00");
    CHECK(mark_line_breaks("at 9 \u2013 or 10\u2013") == "at 9 \u2013 or 10\u2013");
    CHECK(mark_line_breaks("\u20135") == "\u20135");
}

TEST_CASE("A letter alone stays with its word") {
    CHECK(mark_line_breaks("E-mail and e-post") == "E\u2011mail and e\u2011post");
    CHECK(mark_line_breaks("an \u00E9-mail") == "an \u00E9\u2011mail"); // a letter of two bytes
    CHECK(mark_line_breaks("palavra-passe") == "palavra-passe");
    CHECK(mark_line_breaks("A - B, 5-6, e-") == "A - B, 5-6, e-");
    CHECK(mark_line_breaks("-") == "-");
    CHECK(mark_line_breaks("").empty());
}
