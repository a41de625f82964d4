#include "kiosk/ui/text.h"
#include "tests/ui/desk_of_tests.h"

using namespace accanto;
using tests::KeepingCanvas;
using ui::TextEngine;
using ui::TextPicture;
using ui::TextSpec;

namespace {

struct Fixture {
    KeepingCanvas canvas;
    TextEngine engine{canvas, ui::fonts_later(ui::fonts_of(tests::assets()))};

    static TextSpec spec(const std::string& text, const std::string& language = "en", float width = 0) {
        TextSpec s;
        s.text = text, s.language = language, s.width_px = width, s.em_px = 40;
        return s;
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "A line is 1.4 em high, and 1.7 where vowel signs stand above and below") {
    CHECK(engine.measure(spec("Learn")).box.h == doctest::Approx(56).epsilon(0.03));
    CHECK(engine.measure(spec("تعلّم", "ar")).box.h == doctest::Approx(68).epsilon(0.03));
    // An address inside an Arabic screen needs no more than elsewhere.
    CHECK(engine.measure(spec("maria@example", "ar")).box.h == doctest::Approx(56).epsilon(0.03));
}

TEST_CASE_FIXTURE(Fixture, "Every language of the interface has its letters") {
    for (const char* text : {"Learn", "¿Qué quiere hacer?", "L·L çàèéíïòóúü", "Può farcela: àèéìòù", "Ação não é difícil", "Åäö", "تعلّم الآن"})
        CHECK(engine.measure(spec(text)).missing_glyphs == 0);
    CHECK(engine.fonts().missing_families().empty());
    CHECK(engine.measure(spec("\xF3\xB0\x80\x80")).missing_glyphs > 0);
}

TEST_CASE_FIXTURE(Fixture, "A text wraps between words, and tells when a word had to be broken") {
    TextPicture whole = engine.measure(spec("one two three"));
    TextPicture wrapped = engine.measure(spec("one two three", "en", whole.box.w * 0.6f));
    CHECK(whole.lines == 1);
    CHECK(wrapped.lines == 2);
    CHECK_FALSE(wrapped.word_broken);
    CHECK(wrapped.box.w <= whole.box.w * 0.6f);
    CHECK(engine.measure(spec("Selbstbedienungsgeraet", "en", 120)).word_broken);
    // A line that the writer ended is no broken word.
    CHECK_FALSE(engine.measure(spec("maria.rossi\n@postamail.example", "en", 900)).word_broken);
}

TEST_CASE_FIXTURE(Fixture, "The same text is drawn once, measured from its picture, and let go of in time") {
    TextSpec s = spec("Learn");
    TextPicture first = engine.draw(s);
    CHECK(engine.draw(s).texture == first.texture);
    CHECK(canvas.uploads == 1);
    CHECK(engine.measure(s).texture == first.texture);
    s.colour = 0xFFFF0000;
    CHECK(engine.draw(s).texture != first.texture);
    CHECK(canvas.uploads == 2);
    for (int i = 0; i < 300; ++i)
        engine.end_frame();
    CHECK(canvas.pictures.empty());
    engine.draw(s);
    engine.clear();
    CHECK(canvas.pictures.empty());
}

TEST_CASE_FIXTURE(Fixture, "Words are drawn in their colour, premultiplied, and nothing else") {
    TextSpec s = spec("Learn");
    s.colour = 0xFF0B5A5E;
    TextPicture p = engine.draw(s);
    const platform::Image& image = canvas.pictures.at(p.texture);
    CHECK(image.width == int(p.ink.w));
    int solid = 0;
    for (uint32_t pixel : image.argb) {
        if (pixel >> 24 == 255) {
            CHECK((pixel & 0xFFFFFF) == 0x0B5A5E);
            ++solid;
        }
        CHECK(((pixel >> 16) & 255) <= pixel >> 24);
        CHECK((pixel & 255) <= pixel >> 24);
    }
    CHECK(solid > 100);
}

TEST_CASE_FIXTURE(Fixture, "Nothing to draw takes no texture") {
    CHECK(engine.draw(spec("")).texture == 0);
    CHECK(engine.draw(spec("   ")).texture == 0);
    CHECK(canvas.uploads == 0);
}

TEST_CASE_FIXTURE(Fixture, "The caret stands after the last letter: at the right in English, at the left in Arabic") {
    float wide = engine.measure(spec("mari")).box.w;
    CHECK(engine.caret_at_end(spec("mari")).x == doctest::Approx(wide).epsilon(0.05));
    CHECK(engine.caret_at_end(spec("مريم", "ar")).x < 3);
}
