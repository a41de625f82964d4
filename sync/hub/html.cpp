#include "sync/hub/html.h"

#include <fmt/format.h>

#include <map>

namespace accanto::hub {

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string Speaker::operator()(const std::string& key, const content::Arguments& arguments) const {
    content::Phrase phrase = m_words.say(m_viewer.language, key, arguments);
    if (phrase.language == m_viewer.language)
        return escaped(phrase.text);
    return fmt::format("<span lang=\"{}\">{}</span>", escaped(phrase.language), escaped(phrase.text));
}

std::string Speaker::minutes(int seconds) const {
    if (seconds < 60)
        return (*this)("figure.under_a_minute");
    return (*this)("figure.minutes", {{"n", int64_t((seconds + 30) / 60)}});
}

const char* light_class(Light light) {
    switch (light) {
    case Light::quiet: return "quiet";
    case Light::green: return "green";
    case Light::amber: return "amber";
    case Light::red: return "red";
    }
    return "";
}

// A shape each, so that nobody needs to see the colour: a ring, a tick in a disc, a triangle, an octagon.
std::string light_picture(Light light) {
    static constexpr const char* ring =
        R"(<circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" stroke-width="2.4"/><path d="M8 12h8" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>)";
    static constexpr const char* disc =
        R"(<circle cx="12" cy="12" r="11" fill="currentColor"/><path d="M6.5 12.5l3.6 3.7 7.4-8" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>)";
    static constexpr const char* triangle =
        R"(<path d="M12 1.8 23.2 21.4H.8z" fill="currentColor" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/><path d="M12 8.6v6" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/><circle cx="12" cy="18.2" r="1.5" fill="#fff"/>)";
    static constexpr const char* octagon =
        R"(<path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z" fill="currentColor"/><path d="M8 8l8 8M16 8l-8 8" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>)";
    const char* shape = light == Light::quiet ? ring : light == Light::green ? disc : light == Light::amber ? triangle : octagon;
    return fmt::format(R"(<svg class="light {}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">{}</svg>)",
                       light_class(light), shape);
}

// Deep outline, white body, one warm accent, as everywhere in this product.
std::string picture(std::string_view name) {
    static const std::map<std::string_view, std::string_view> drawings{
        {"mark",
         R"(<circle cx="17" cy="17" r="8" fill="#fff"/><path d="M4 44c0-9 5.5-15 13-15s13 6 13 15z" fill="#fff"/><circle cx="34" cy="21" r="6" fill="#E2703A"/><path d="M24 44c0-7 4-12 10-12s10 5 10 12z" fill="#E2703A"/>)"},
        {"visits",
         R"(<rect x="12" y="5" width="24" height="32" rx="4" fill="#fff" stroke="#0B5A5E" stroke-width="2.6"/><path d="M16 43h16M24 37v6" stroke="#0B5A5E" stroke-width="2.6" stroke-linecap="round"/><circle cx="24" cy="19" r="5" fill="#E2703A"/><path d="M18 30h12" stroke="#0B5A5E" stroke-width="2.6" stroke-linecap="round"/>)"},
        {"tickets",
         R"(<path d="M6 14h36v7a4 4 0 0 0 0 8v7H6v-7a4 4 0 0 0 0-8z" fill="#fff" stroke="#0B5A5E" stroke-width="2.6" stroke-linejoin="round"/><path d="M31 15v20" stroke="#0B5A5E" stroke-width="2.2" stroke-dasharray="3 3.5"/><circle cx="19" cy="25" r="5" fill="#E2703A"/>)"},
        {"waits",
         R"(<circle cx="24" cy="25" r="17" fill="#fff" stroke="#0B5A5E" stroke-width="2.6"/><path d="M24 14v11" stroke="#0B5A5E" stroke-width="2.6" stroke-linecap="round"/><path d="M24 25l8 5" stroke="#E2703A" stroke-width="3.2" stroke-linecap="round"/>)"},
        {"help",
         R"(<circle cx="16" cy="14" r="6" fill="#fff" stroke="#0B5A5E" stroke-width="2.6"/><path d="M5 40c0-9 4.5-15 11-15s11 6 11 15z" fill="#fff" stroke="#0B5A5E" stroke-width="2.6" stroke-linejoin="round"/><circle cx="34" cy="19" r="5" fill="#E2703A"/><path d="M27 40c0-7 2.5-12 7.5-12S43 33 43 40z" fill="#fff" stroke="#0B5A5E" stroke-width="2.6" stroke-linejoin="round"/>)"},
        {"alone",
         R"(<circle cx="24" cy="13" r="7" fill="#E2703A"/><path d="M9 44c0-11 6-18 15-18s15 7 15 18z" fill="#fff" stroke="#0B5A5E" stroke-width="2.6" stroke-linejoin="round"/><path d="M18 36l4.5 4.5L31 32" fill="none" stroke="#0B5A5E" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"/>)"},
        {"glad",
         R"(<circle cx="24" cy="24" r="18" fill="#fff" stroke="#0B5A5E" stroke-width="2.6"/><circle cx="17.5" cy="20" r="2.4" fill="#0B5A5E"/><circle cx="30.5" cy="20" r="2.4" fill="#0B5A5E"/><path d="M15 28c2 5 5.500 7 9 7s7-2 9-7" fill="none" stroke="#E2703A" stroke-width="3.2" stroke-linecap="round"/>)"},
    };
    auto drawing = drawings.find(name);
    return fmt::format(R"(<svg class="picture" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">{}</svg>)",
                       drawing == drawings.end() ? "" : drawing->second);
}

} // namespace accanto::hub
