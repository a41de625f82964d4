#include "kiosk/desk/snapshot_parts.h"

#include "content/base/clock.h"

#include <fmt/format.h>

namespace accanto::desk {

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json topic_json(const Texts& texts, const std::string& language, const std::string& code) {
    const content::Topic* topic = texts.topics().find(code);
    const content::Phrase title = texts.topic_title(language, code);
    return {{"code", code},
            {"title", title.text},
            {"language", title.language},
            {"picture", topic && !topic->picture.empty() ? "/pictures/" + topic->picture + ".svg" : ""},
            {"tint", topic ? topic->tint : "sky"}};
}

std::string clock_text(int64_t wall_ms, const std::string& zone) {
    const LocalTime time = local_time(wall_ms, zone);
    return fmt::format("{:02}:{:02}", time.minute_of_day / 60, time.minute_of_day % 60);
}

} // namespace accanto::desk
