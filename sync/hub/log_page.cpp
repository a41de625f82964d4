// What was done at this hub, by whom, and that nothing of it was taken out or altered.
#include "sync/hub/offices.h"
#include "sync/hub/query.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr int64_t shown_at_once = 100;

std::string said(const Speaker& say, const Deed& deed) {
    std::string key = "deed." + deed.what;
    std::replace_if(
        key.begin() + 5, key.end(), [](char c) { return c == '.' || c == '-'; }, '_');
    return say.has(key) ? say(key) : "<bdi>" + escaped(deed.what) + "</bdi>";
}

std::string doer(const Speaker& say, const std::string& who) {
    return who == Visitor::by_key ? say("log.by_key") : "<bdi>" + escaped(who) + "</bdi>";
}

std::string moment(int64_t at_ms) {
    const std::string text = rfc3339(at_ms);
    return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

} // namespace

std::string log_page(const Speaker& say, People& people, int64_t before) {
    const int64_t newest = people.last_entry(), end = before > 0 ? std::min(before - 1, newest) : newest;
    const auto broken = first_broken(people);
    std::string rows;
    auto entries = people.audit(std::max<int64_t>(0, end - shown_at_once), int(shown_at_once));
    std::erase_if(entries, [&](const AuditEntry& one) { return one.number > end; });
    std::reverse(entries.begin(), entries.end());
    for (const AuditEntry& one : entries)
        rows += fmt::format(
            R"(<tr><th scope="row" class="n">{}</th><td><bdi>{}</bdi></td><td>{}</td><td>{}</td><td><bdi>{}</bdi></td></tr>)",
            say.number(one.number), moment(one.deed.at_ms), doer(say, one.deed.who), said(say, one.deed),
            escaped(one.deed.about));
    const std::string state =
        broken ? say("log.broken", {{"n", *broken}}) : say("log.whole", {{"n", newest}});
    std::string heads;
    for (const char* key : {"log.number", "log.when", "log.who", "log.what", "log.about"})
        heads += fmt::format(R"(<th scope="col">{}</th>)", say(key));
    const std::string earlier =
        entries.empty() || entries.back().number <= 1
            ? ""
            : fmt::format(R"(<p class="ways"><a href="/log?before={}&amp;lang={}">{}</a></p>)",
                          entries.back().number, query_encode(say.viewer().language), say("log.earlier"));
    return fmt::format(
        R"(<p class="told {}">{}<span>{}</span></p><div class="card scroll" tabindex="0" role="region" aria-label="{}"><table class="plain"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{})",
        broken ? "fault" : "done", light_picture(broken ? Light::red : Light::green), state, say("log.title"),
        heads, rows, earlier);
}

} // namespace accanto::hub
