#include "sync/hub/forms.h"

#include "sync/hub/query.h"

#include <fmt/format.h>

namespace accanto::hub {

std::string input(const Input& input) {
    const std::string hint =
        input.hint.empty() ? "" : fmt::format(R"(<p class="calm" id="{}-hint">{}</p>)", input.id, input.hint);
    return fmt::format(
        R"(<div class="field"><label for="{0}">{1}</label><input id="{0}" name="{2}" type="{3}" value="{4}"{5}{6}>{7}</div>)",
        input.id, input.label, input.name, input.type, escaped(input.value),
        input.more.empty() ? "" : " " + input.more,
        hint.empty() ? "" : fmt::format(R"( aria-describedby="{}-hint")", input.id), hint);
}

std::string choose(const std::string& id, const std::string& name, const std::string& label,
                   const Options& options, const std::string& chosen) {
    std::string out;
    for (const auto& [value, text] : options)
        out += fmt::format(R"(<option value="{}"{}>{}</option>)", escaped(value),
                           value == chosen ? " selected" : "", text);
    return fmt::format(
        R"(<div class="field"><label for="{0}">{1}</label><select id="{0}" name="{2}">{3}</select></div>)",
        id, label, name, out);
}

std::string tick(const std::string& id, const std::string& name, const std::string& label, bool required) {
    return fmt::format(
        R"(<div class="field tick"><input id="{0}" name="{1}" type="checkbox" value="yes"{2}><label for="{0}">{3}</label></div>)",
        id, name, required ? " required" : "", label);
}

std::string hidden(const std::string& name, const std::string& value) {
    return fmt::format(R"(<input type="hidden" name="{}" value="{}">)", name, escaped(value));
}

std::string form(const Speaker& say, const std::string& path, const std::string& fields,
                 const std::string& button, const std::string& more) {
    return fmt::format(
        R"(<form class="office" method="post" action="{}?lang={}"{}>{}<div class="go"><button type="submit">{}</button></div></form>)",
        path, query_encode(say.viewer().language), more.empty() ? "" : " " + more, fields, button);
}

std::string told_box(const Outcome& told) {
    if (told.text.empty())
        return "";
    return fmt::format(R"(<div class="told {}" role="{}">{}<div>{}</div></div>)",
                       told.fault ? "fault" : "done", told.fault ? "alert" : "status",
                       light_picture(told.fault ? Light::red : Light::green), told.text);
}

} // namespace accanto::hub
