#include "kiosk/desk/record_form.h"

#include "content/base/record_codes.h"
#include "kiosk/desk/http.h"
#include "kiosk/desk/snapshot_parts.h"
#include "kiosk/point/skills_said.h"

#include <algorithm>

namespace accanto::desk {

namespace {

namespace codes = record_codes;

class Form {
public:
    Form(const Texts& texts, const std::string& language) : m_texts(texts), m_language(language) {}

    std::string say(const std::string& key, const content::Arguments& arguments = {}) const {
        return escape_html(m_texts.say(m_language, key, arguments));
    }
    std::string word(const std::string& name) const { return say("record." + name); }
    // Several of them may be true.
    std::string chips(const char* name, const std::string& words, codes::Codes list) const {
        std::string out =
            "<fieldset class=\"further-part\"><legend>" + word(name) + "</legend><div class=\"tiles slim\">";
        for (const std::string_view code : list)
            out += "<label class=\"tile\"><input type=\"checkbox\" name=\"" + std::string(name) +
                   "\" value=\"" + std::string(code) +
                   "\"><span class=\"tile-face\"><span class=\"tile-text\">" +
                   say(words + std::string(code)) + "</span></span></label>";
        return out + "</div></fieldset>";
    }
    // One of them at most. `word_of` gives the words of a code.
    template <class WordOf>
    std::string choice(const char* name, codes::Codes list, const WordOf& word_of) const {
        const std::string label = word(name);
        std::string out = "<label class=\"pair\"><span>" + label + "</span><select name=\"" +
                          std::string(name) + "\" autocomplete=\"off\"><option value=\"\">" +
                          say("record.not_said") + "</option>";
        for (const std::string_view code : list)
            out += "<option value=\"" + std::string(code) + "\">" + word_of(std::string(code)) + "</option>";
        return out + "</select></label>";
    }
    // Its words are record.<name>_<code>.
    std::string choice(const char* name, codes::Codes list) const {
        return choice(name, list,
                      [&](const std::string& code) { return word(std::string(name) + "_" + code); });
    }
    std::string yes_or_no(const char* name) const {
        return choice(name, codes::yes_or_no, [&](const std::string& code) { return word(code); });
    }
    std::string part(const char* title, const std::string& fields) const {
        return "<fieldset class=\"further-part\"><legend>" + say(title) + "</legend><div class=\"pairs\">" +
               fields + "</div></fieldset>";
    }

    std::string age_band(const std::string& code) const {
        if (code == codes::age_bands[0])
            return say("record.age_under_14");
        if (code == codes::age_bands[std::size(codes::age_bands) - 1])
            return say("record.age_75");
        std::string range = code;
        range.replace(range.find('-'), 1, "–");
        return range;
    }

private:
    const Texts& m_texts;
    const std::string& m_language;
};

constexpr std::string_view grades[] = {"1", "2", "3", "4", "5"};

void add_once(Json& list, const std::string& code) {
    if (std::find(list.begin(), list.end(), code) == list.end())
        list.push_back(code);
}

} // namespace

std::string further_fields(const Texts& texts, const std::string& language) {
    const Form form(texts, language);
    const codes::Codes sure = codes::Codes(grades).first(codes::most_confidence);
    const auto how_sure = [&](const std::string& grade) { return form.word("confidence_" + grade); };
    return form.chips("competences", "competence.", codes::competences) +
           form.chips("public_services", "public_service.", codes::public_services) +
           form.part("record.part_person",
                     form.choice("age_band", codes::age_bands,
                                 [&](const std::string& code) { return form.age_band(code); }) +
                         form.choice("gender", codes::genders) + form.choice("education", codes::educations) +
                         form.choice("occupation", codes::occupations) +
                         form.choice("citizenship", codes::citizenships) + form.yes_or_no("repeat_visitor")) +
           form.part("record.part_service",
                     form.choice("channel", codes::channels) + form.choice("mode", codes::modes)) +
           form.part("record.part_feeling",
                     form.choice("confidence_before", sure, how_sure) +
                         form.choice("confidence_after", sure, how_sure) +
                         form.choice("satisfaction", codes::Codes(grades).first(codes::most_stars),
                                     [&](const std::string& grade) {
                                         return form.say("record.stars", {{"n", int64_t(grade[0] - '0')}});
                                     }) +
                         form.yes_or_no("would_return"));
}

Json record_beginning(store::Store& store, const Texts& texts, const point::Ticket& ticket) {
    Json competences = Json::array(), services = Json::array();
    if (const content::Topic* topic = texts.topics().find(ticket.topic)) {
        for (const std::string& code : topic->competences)
            add_once(competences, code);
        for (const std::string& code : topic->public_services)
            add_once(services, code);
    }
    const content::TutorialHead* lesson =
        ticket.stuck ? texts.library().find(ticket.stuck->tutorial) : nullptr;
    if (lesson) {
        for (const auto& competence : lesson->competences)
            if (codes::is_in(codes::competences, competence.code))
                add_once(competences, competence.code);
        if (codes::is_in(codes::public_services, lesson->service))
            add_once(services, lesson->service);
    }
    const point::SkillsSaid said = point::said_in_check(store, ticket.visit_id).value_or(point::SkillsSaid{});
    return {{"competences", competences},
            {"public_services", services},
            {"channel", "individual"}, // a ticket is for one person
            {"mode", ticket.stuck ? "both" : "mentor"},
            {"age_band", said.age_band},
            {"education", said.education},
            {"occupation", said.occupation},
            {"confidence_before", said.confidence}};
}

} // namespace accanto::desk
