#include "sync/hub/multipart.h"

#include <algorithm>

namespace accanto::hub {

namespace {

// The value of boundary="..." or name="..." in a field.
std::string parameter(std::string_view field, std::string_view name) {
    const std::string wanted = std::string(name) + "=";
    for (size_t at = field.find(wanted); at != std::string_view::npos; at = field.find(wanted, at + 1)) {
        if (at == 0 || (field[at - 1] != ' ' && field[at - 1] != ';'))
            continue; // of "filename="
        std::string_view value = field.substr(at + wanted.size());
        const bool quoted = value.starts_with('"');
        if (quoted)
            value.remove_prefix(1);
        return std::string(value.substr(0, value.find_first_of(quoted ? "\"" : "; \r\n")));
    }
    return "";
}

// Of the head of a part.
std::string name_of_part(std::string_view head) {
    std::string lower(head);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    const size_t at = lower.find("content-disposition:");
    if (at == std::string::npos)
        return "";
    return parameter(head.substr(at, head.find("\r\n", at) - at), "name");
}

} // namespace

std::map<std::string, std::string> parts_of_form(std::string_view content_type, std::string_view body) {
    std::map<std::string, std::string> out;
    const std::string boundary = parameter(content_type, "boundary");
    if (!content_type.starts_with("multipart/form-data") || boundary.empty() || boundary.size() > 70)
        return out;
    const std::string between = "\r\n--" + boundary;
    if (!body.starts_with(std::string_view(between).substr(2)))
        return out;
    body.remove_prefix(between.size() - 2);
    while (body.starts_with("\r\n")) {
        body.remove_prefix(2);
        const size_t head = body.find("\r\n\r\n");
        const size_t end = head == std::string_view::npos ? head : body.find(between, head + 2);
        if (end == std::string_view::npos)
            return {};
        const size_t begin = std::min(head + 4, end);
        out.emplace(name_of_part(body.substr(0, head)), std::string(body.substr(begin, end - begin)));
        body.remove_prefix(end + between.size());
    }
    return body.starts_with("--") ? out : std::map<std::string, std::string>{};
}

} // namespace accanto::hub
