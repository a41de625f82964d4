#include "sync/hub/html.h"

#include "sync/hub/query.h"

#include <fmt/format.h>

namespace accanto::hub {

namespace {

std::string in_language(const content::Phrase& phrase, const std::string& wanted) {
    if (phrase.language == wanted)
        return escaped(phrase.text);
    return fmt::format(R"(<span lang="{}">{}</span>)", escaped(phrase.language), escaped(phrase.text));
}

// "case-di-quartiere" -> "Case di quartiere"
std::string from_code(std::string code) {
    for (char& c : code)
        if (c == '-' || c == '_')
            c = ' ';
    if (!code.empty() && code[0] >= 'a' && code[0] <= 'z')
        code[0] = char(code[0] - 'a' + 'A');
    return "<bdi>" + escaped(code) + "</bdi>";
}

// Of a DigComp competence, the area that its first digit names (the same in 2.2 and 3.0).
const char* area_of(const std::string& competence) {
    switch (competence.empty() ? '0' : competence[0]) {
    case '1':
        return "il";
    case '2':
        return "cc";
    case '3':
        return "dcc";
    case '4':
        return "sf";
    case '5':
        return "ps";
    default:
        return nullptr;
    }
}

} // namespace

std::string Names::of(const std::string& column, const std::string& code) const {
    const std::string& reader = m_say.viewer().language;
    if (code.empty())
        return m_say("code.not_said");
    if (column == "topic")
        return m_kiosk_words.has("en", "topic." + code)
                   ? in_language(m_kiosk_words.say(reader, "topic." + code), reader)
                   : from_code(code);
    if (column == "language") {
        for (const std::string& spoken : m_kiosk_words.languages())
            if (spoken == code)
                return fmt::format(R"(<bdi lang="{0}">{1}</bdi>)", escaped(code),
                                   escaped(content::own_name(m_kiosk_words, code)));
        return "<bdi>" + escaped(code) + "</bdi>";
    }
    if (column == "tutorial")
        return tutorial(code);
    if (column == "competence" && area_of(code))
        return "<bdi>" + escaped(code) + "</bdi> " + m_say(std::string("code.") + area_of(code));
    if (column == "face" || column == "stars")
        return m_say("code." + column + "_" + code);
    if (column == "target")
        return m_say("target." + code);
    if (column == "indicator")
        return m_say("indicator." + code);
    if (column == "education" && code == "none")
        return m_say("code.no_schooling");
    if (is_code_named(code))
        return m_say("code." + code);
    if (column == "organisation" || column == "neighbourhood" || column == "kind" || column == "credential")
        return from_code(code);
    return "<bdi>" + escaped(code) + "</bdi>";
}

bool Names::is_code_named(const std::string& code) const {
    return m_say.has("code." + code);
}

std::string Names::tutorial(const std::string& id) const {
    const content::TutorialHead* head = m_library.find(id);
    return head ? in_language(head->say("title", m_say.viewer().language, "en"), m_say.viewer().language)
                : from_code(id);
}

std::string query_of(const Viewer& viewer) {
    std::string out = viewer.days > 0
                          ? fmt::format("days={}", viewer.days)
                          : fmt::format("from={}&amp;to={}", viewer.selection.from, viewer.selection.to);
    for (const auto& [name, value] :
         {std::pair("organisation", viewer.selection.organisation),
          std::pair("neighbourhood", viewer.selection.neighbourhood),
          std::pair("point", viewer.selection.point), std::pair("language", viewer.selection.language),
          std::pair("topic", viewer.selection.topic)})
        if (!value.empty())
            out += fmt::format("&amp;{}={}", name, query_encode(value));
    return out + "&amp;lang=" + query_encode(viewer.language);
}

} // namespace accanto::hub
