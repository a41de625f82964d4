// Tutorials that differ by place, and the words everybody shares.

#include "content/base/place.h"
#include "content/library/glossary.h"
#include "tests/library/sample.h"

using namespace accanto::content;
using sample::changed;

namespace {

std::string varied() {
    std::string toml = changed(sample::structure, "id = \"sample\"\ntopic", "places = [\"ES\", \"ES-CT\", \"IT\"]\nid = \"sample\"\ntopic");
    toml = changed(toml, "[[step]]\nid = \"pick\"", "[[step]]\nplaces = [\"IT\"]\nid = \"pick\"");
    return changed(toml, "option = [{ id = \"bad\" }, {", "option = [{ id = \"bad\" }, { id = \"worse\", places = [\"IT\"] }, {");
}

std::string varied_words() {
    std::string words = changed(sample::english, "[step.intro]\n",
                                "[step.intro]\n\"body@IT\" = \"Leggi.\"\n\"body.speech@IT\" = \"Legga.\"\n\"body.speech\" = \"Do read.\"\n"
                                "\"title@ES-CT\" = \"Hola\"\n");
    words = changed(words, "hint = [\"Look up.\", \"It is dark.\"]",
                    "hint = [\"Look up.\", \"It is dark.\"]\n\"hint@IT\" = [\"Su.\", \"Scuro.\"]");
    words = changed(words, "bad = \"This\"", "bad = \"This\"\nworse = \"That, too\"");
    return changed(words, "bad = \"No, not this.\"", "bad = \"No, not this.\"\nworse = \"No.\"");
}

std::shared_ptr<const Tutorial> at(std::string_view place, std::vector<Problem>& problems) {
    return read_tutorial({"sample", "s/tutorial.toml", varied(), {{"en", varied_words()}}}, place, problems);
}

std::string said(const Tutorial& tutorial, const char* key) { return words(tutorial, "en", "en").say(key).text; }

} // namespace

TEST_CASE("A point takes the variant of its own place, else of its country, else none") {
    const std::vector<std::string> places = {"ES", "ES-CT", "IT"};
    CHECK(variant_for(places, "ES-CT") == "ES-CT");
    CHECK(variant_for(places, "ES-MD") == "ES");
    CHECK(variant_for(places, "IT") == "IT");
    CHECK(variant_for(places, "SE") == "");
    CHECK(variant_for(places, "") == "");
    for (const char* good : {"ES", "ES-CT", "IT-75", "GB-ENG"})
        CHECK(accanto::is_place(good));
    for (const char* bad : {"", "E", "es", "ESP", "ES-", "ES_CT", "ES-CATAL", "12"})
        CHECK_FALSE(accanto::is_place(bad));
}

TEST_CASE("Sections and words of other places are not there") {
    std::vector<Problem> problems;
    auto spain = at("ES-MD", problems), catalonia = at("ES-CT", problems), italy = at("IT", problems);
    for (const Problem& problem : problems)
        MESSAGE(to_text(problem));
    REQUIRE(spain);
    REQUIRE(catalonia);
    REQUIRE(italy);
    CHECK(spain->place == "ES");
    CHECK(spain->steps.size() + 1 == italy->steps.size());
    CHECK(italy->steps[1].options.size() == 3);
    CHECK(said(*spain, "step.intro.title") == "Hello");
    CHECK(said(*catalonia, "step.intro.title") == "Hola");
    CHECK(said(*italy, "step.intro.body") == "Leggi.");
    CHECK(said(*italy, "step.open.hint.2") == "Scuro.");
    CHECK(words(*italy, "en", "en").speech("step.intro.body").text == "Legga.");
    CHECK(words(*spain, "en", "en").speech("step.intro.body").text == "Do read.");
    CHECK_FALSE(at("SE", problems)); // made for others
    CHECK(problems.empty());
}

TEST_CASE("A text of one place does not speak with the voice of the others") {
    std::vector<Problem> problems;
    std::string words_only_shown = changed(varied_words(), "\"body.speech@IT\" = \"Legga.\"\n", "");
    auto italy = read_tutorial({"sample", "s/tutorial.toml", varied(), {{"en", words_only_shown}}}, "IT", problems);
    REQUIRE(italy);
    CHECK(words(*italy, "en", "en").speech("step.intro.body").text == "Leggi.");
}

TEST_CASE("The check looks at every variant, tells each thing once, and knows the words of all") {
    std::vector<Problem> problems;
    auto variants = read_variants({"sample", "s/tutorial.toml", varied(), {{"en", varied_words()}}}, problems);
    REQUIRE(variants.size() == 3);
    CHECK(problems.empty());
    CheckOptions options;
    options.languages = {"en"};
    for (const Problem& problem : check_variants(variants, options))
        MESSAGE(to_text(problem));
    CHECK(check_variants(variants, options).empty());
    std::string spoiled = changed(varied_words(), "body = \"Touch it.\"", "");       // of the step only Italy has
    spoiled = changed(spoiled, "title = \"Send\"", "titel = \"Send\"\ntitle = \"Send\""); // of all
    auto wrong = read_variants({"sample", "s/tutorial.toml", varied(), {{"en", spoiled}}}, problems);
    auto found = check_variants(wrong, options);
    REQUIRE(found.size() == 2);
    CHECK(found[0].rule == "missing-words");
    CHECK(found[1].rule == "unknown-words");
}

TEST_CASE("A place nobody knows is told with its line") {
    std::vector<Problem> problems;
    std::string toml = changed(varied(), "[[step]]\nplaces = [\"IT\"]", "[[step]]\nplaces = [\"FR\"]");
    CHECK_FALSE(read_tutorial({"sample", "s/tutorial.toml", toml, {{"en", varied_words()}}}, "IT", problems));
    REQUIRE(sample::find(problems, "unknown-place"));
    CHECK(sample::find(problems, "unknown-place")->line == sample::line_of(toml, "places = [\"FR\"]"));
    problems.clear();
    std::string text = changed(varied_words(), "\"body@IT\"", "\"body@FR\"");
    CHECK(read_tutorial({"sample", "s/tutorial.toml", varied(), {{"en", text}}}, "IT", problems));
    CHECK(sample::find(problems, "unknown-place"));
    problems.clear();
    CHECK_FALSE(read_tutorial({"sample", "s/tutorial.toml", changed(varied(), "\"ES\", \"ES-CT\"", "\"Spain\", \"ES-CT\""), {{"en", varied_words()}}}, "IT", problems));
    CHECK(sample::find(problems, "unknown-place"));
}

TEST_CASE("One word for one thing: another is told, within its own borders, in any case of letters") {
    CHECK(has_word("Write an EMAIL now", "email"));
    CHECK(has_word("pulse, hacer clic.", "hacer clic"));
    CHECK(has_word("clau d’accés", "clau d’accés"));
    CHECK_FALSE(has_word("emails", "email"));
    CHECK_FALSE(has_word("überemail", "email"));
    CHECK_FALSE(has_word("", "email"));
    CHECK(has_word("هذا إيميل جديد", "إيميل"));

    CHECK(abbreviations("The PIN of the SMS, PIN again, A B2B") == std::vector<std::string>{"PIN", "SMS", "B2B"});
    CHECK(abbreviations("The car 1234BCD, the document 00000000AT").empty());
    CHECK(abbreviations("Zürich ÅÄÖ x") == std::vector<std::string>{"ÅÄÖ"});
    CHECK(abbreviations("الهاتف").empty());

    CheckOptions options;
    options.languages = {"en"};
    options.glossaries["en"] = {{{"e-mail", {"email"}}}, {"PIN"}};
    auto rules = [&](const std::string& title, const std::string& body) {
        std::vector<Problem> problems;
        auto tutorial = sample::read(sample::structure,
                                     changed(sample::english, "title = \"Hello\"\nbody = \"Read this.\"",
                                             "title = \"" + title + "\"\nbody = \"" + body + "\""), problems);
        REQUIRE(tutorial);
        std::vector<std::string> out;
        for (const Problem& problem : check_variants({tutorial}, options))
            out.push_back(problem.rule);
        return out;
    };
    CHECK(rules("Your Email", "Read this.") == std::vector<std::string>{"glossary"});
    CHECK(rules("Your PIN", "Read this.").empty());
    CHECK(rules("Your NIF", "Read this.") == std::vector<std::string>{"abbreviation"});
    CHECK(rules("Your tax number (NIF)", "Keep the NIF.").empty());
}

TEST_CASE("A glossary is read with its faults") {
    sample::TempFolder folder;
    folder.put("en.toml", "abbreviations = [\"PIN\"]\n[[term]]\nsay = \"e-mail\"\navoid = [\"email\"]\n");
    folder.put("es.toml", "[[term]]\nsya = \"correo\"\n");
    std::vector<Problem> problems;
    Glossaries all = load_glossaries(folder.path(), problems);
    CHECK(all.at("en").terms.at(0).avoid.at(0) == "email");
    CHECK(all.at("en").abbreviations.contains("PIN"));
    CHECK(sample::find(problems, "unknown-entry"));
    CHECK(load_glossaries(folder.path() / "nowhere", problems).empty());
}
