// The slips as they are on paper: black or white, on both rolls, in both directions of writing.
// ACCANTO_SLIPS=folder keeps them as pictures.

#include "tests/platform/slips.h"
#include "tests/temporary_folder.h"
#include "tests/ui/desk_of_tests.h"

#include "content/base/file.h"
#include "content/library/library.h"
#include "kiosk/app/acceptance_slip.h"
#include "kiosk/app/lesson_slips.h"
#include "kiosk/app/skills_slip.h"
#include "kiosk/app/technician_slip.h"
#include "kiosk/app/ticket_slip.h"
#include "kiosk/setup/setup.h"

#include <cstdlib>

using namespace accanto;
using platform::Bitmap;

namespace {

struct Press {
    tests::Page page;
    tests::TemporaryFolder folder;
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
        const auto tutorial = library.get("create-email");
        return keep(app::draw_code_slip(page.ui, *page.words, settings, {tutorial.get(), 5, nullptr},
                                        {3, 7, 1, 11}, language),
                    name("code", language));
    }
    app::SkillsVisit skills() const {
        const content::Instrument dsi = content::load_instrument(data_dir() / "content" / "skills" / "dsi-2.0.toml");
        app::SkillsVisit visit;
        const std::string id = "019ac0de-0000-7000-8000-0000000fabcd";
        content::SkillScore earlier;
        earlier.areas.emplace();
        visit.check = point::score_check(dsi, id, "en", {{"used_internet", {"yes"}}, {"il", {"news"}}, {"cc", {"none"}}, {"dcc", {"none"}}, {"sf", {"none"}}, {"ps", {"none"}}},
                                         content::TakenHome{"abcde", earlier});
        visit.code = content::taken_home_code(id, visit.check->score);
        for (const content::TutorialHead& head : library.heads())
            if (visit.path.stations.size() < 6)
                visit.path.stations.push_back({head.id, visit.path.stations.size() < 2});
        return visit;
    }
    Bitmap skills_paper(const app::SkillsVisit& visit, const std::string& language) {
        const content::Instrument dsi = content::load_instrument(data_dir() / "content" / "skills" / "dsi-2.0.toml");
        return keep(app::draw_skills_slip(page.ui, *page.words, settings, dsi, library, visit, language), name("skills", language));
    }
    std::string sheet() {
        settings.state = folder.path();
        const setup::Record record{"file", "019ac0de-0000-7000-8000-000000000001", "lecce-centro", "C", 1'795'426'500'000};
        using doctor::Light;
        return setup::acceptance_sheet(settings, record, setup::Verdict::partly_ready,
                                       {{"store", Light::green, "doctor.store_ok", {}, {}}, {"printer", Light::red, "doctor.printer_out", {}, {}}, {"disk", Light::amber, "doctor.disk_low", {{"mb", int64_t(812)}}, {}},
                                        {"lockdown_swap", Light::red, "doctor.lockdown_swap", {}, {}}},
                                       1'795'426'500'000);
    }
    Bitmap acceptance(const std::string& language) { return keep(app::draw_acceptance_slip(page.ui, *page.words, settings, language, sheet()), name("acceptance", language)); }
    Bitmap mentor(const std::string& language) { return keep(app::draw_mentor_slip(page.ui, *page.words, settings, language, "482019"), name("mentor", language)); }
    Bitmap path_code(const std::string& language) {
        const app::SkillsVisit visit = skills();
        return keep(app::draw_code_slip(page.ui, *page.words, settings, {nullptr, 0, &visit.path}, {3, 7, 1, 11}, language),
                    name("path-code", language));
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
            const auto keeps_to_it = [&](const Bitmap& paper, int most_mm) {
                CHECK(paper.width == (roll == 58 ? 384 : 576));
                CHECK(white_columns(paper, false) >= dots_per_mm);
                CHECK(white_columns(paper, true) >= dots_per_mm);
                CHECK(paper.height < most_mm * dots_per_mm);
            };
            for (const Bitmap& paper : {press.ticket(language, "B107"), press.card(language), press.code(language),
                                        press.path_code(language), press.acceptance(language), press.mentor(language)})
                keeps_to_it(paper, 400);
            // Five areas, six lessons and a code: who takes it home wants all of it.
            keeps_to_it(press.skills_paper(press.skills(), language), 450);
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

TEST_CASE("the paper of a skills check holds result, path and code; of a path that was come back to, the path alone") {
    Press press(80);
    app::SkillsVisit all = press.skills(), path = all;
    path.check.reset();
    path.code.clear();
    const int whole = press.skills_paper(all, "en").height, part = press.skills_paper(path, "en").height;
    CHECK(part > 60 * dots_per_mm);
    CHECK(whole > part + 60 * dots_per_mm);
}

TEST_CASE("an acceptance sheet that was changed after it was signed is not drawn") {
    Press press(80);
    std::string sheet = press.sheet();
    sheet.replace(sheet.find("partly_ready"), 12, "ready");
    CHECK_THROWS_AS(app::draw_acceptance_slip(press.page.ui, *press.page.words, press.settings, "en", sheet), Error);
}
