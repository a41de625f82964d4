#include "sync/wire/stick.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "sync/wire/time.h"

#include <fmt/format.h>

#include <map>

namespace accanto::wire {

namespace {

constexpr std::string_view format = "accanto-stick-1", any_format = "accanto-stick-";

// "name: value" lines up to the empty one, which is taken too. Nothing when there is none.
std::optional<std::map<std::string, std::string>> take_head(std::string_view& bytes) {
    const size_t end = bytes.substr(0, 4096).find("\n\n");
    if (end == std::string_view::npos)
        return std::nullopt;
    std::string_view head = bytes.substr(0, end + 1);
    bytes.remove_prefix(end + 2);
    std::map<std::string, std::string> out;
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find('\n'));
        head.remove_prefix(line.size() + 1);
        if (const size_t colon = line.find(": "); colon != std::string_view::npos)
            out[std::string(line.substr(0, colon))] = line.substr(colon + 2);
    }
    return out;
}

ReadStick wrong(std::string sentence) {
    return {std::nullopt, std::move(sentence)};
}

bool take_messages(std::string_view body, Stick& to) {
    while (!body.empty()) {
        auto message = take_http(body);
        // Of answers, every other one is the request.
        const bool is_answer = to.holds == Stick::Holds::answers && to.messages.size() % 2 == 1;
        if (!message || message->message.method.empty() != is_answer)
            return false;
        to.messages.push_back(std::move(*message));
    }
    return to.holds == Stick::Holds::requests || to.messages.size() % 2 == 0;
}

} // namespace

std::string write_stick(const Stick& stick) {
    std::string body;
    for (const WholeMessage& one : stick.messages)
        body += to_http(one.message, one.body);
    return fmt::format("{}\nholds: {}\nkiosk: {}\nhub: {}\nmade: {}\nlength: {}\nsha-256: {}\n\n{}", format,
                       stick.holds == Stick::Holds::requests ? "requests" : "answers", stick.kiosk, stick.hub,
                       rfc3339(stick.made_ms), body.size(), to_hex(view(sha256(body))), body);
}

ReadStick read_stick(std::string_view bytes) {
    constexpr const char* copy_again = "Copy it again from where it was written; nothing of it was used";
    if (!bytes.starts_with(any_format))
        return wrong("it is none of the files that accanto sync export writes");
    if (bytes.size() > format.size() && (!bytes.starts_with(format) || bytes[format.size()] != '\n'))
        return wrong("it was written by a newer version: update this machine first");
    if (bytes.size() > longest_stick)
        return wrong("it is larger than 256 MiB: export again, while less waits");
    auto head = take_head(bytes);
    if (!head)
        return wrong(fmt::format("it is cut off in its first lines. {}", copy_again));
    const std::string length = (*head)["length"];
    if (const std::string here = std::to_string(bytes.size()); length != here)
        return wrong(
            fmt::format("it is not whole: it should have {} bytes behind its first lines and has {}. {}",
                        length, here, copy_again));
    if ((*head)["sha-256"] != to_hex(view(sha256(bytes))))
        return wrong(fmt::format("it is damaged: its bytes are not those that were written. {}", copy_again));
    Stick out;
    out.holds = (*head)["holds"] == "answers" ? Stick::Holds::answers : Stick::Holds::requests;
    out.kiosk = (*head)["kiosk"];
    out.hub = (*head)["hub"];
    out.made_ms = parse_rfc3339((*head)["made"]).value_or(0);
    if (!take_messages(bytes, out))
        return wrong("what is in it is not what the protocol says (sync/README.md, \"A stick\")");
    return {std::move(out), ""};
}

} // namespace accanto::wire
