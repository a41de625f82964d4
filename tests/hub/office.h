#pragma once
// A hub with people, and how they ask it.

#include "sync/hub/accounts.h"
#include "sync/hub/query.h"
#include "sync/hub/rights.h"
#include "tests/agent/world.h"

namespace accanto::test {

inline hub::HttpAnswer ask_hub(hub::Hub& hub, const std::string& method, const std::string& path,
                               const std::string& cookie, const std::string& form = "",
                               const std::string& caller = "") {
    hub::HttpRequest request;
    request.caller = caller;
    request.message.method = method;
    request.message.scheme = "https";
    request.message.authority = "hub.test";
    const size_t question = std::min(path.find('?'), path.size());
    request.message.path = path.substr(0, question);
    request.message.query = path.substr(question);
    if (!cookie.empty())
        request.message.set("cookie", cookie);
    request.read_body = [form](size_t) { return std::optional(form); };
    return hub.answer(request);
}

inline std::string value_of(const hub::HttpAnswer& answer, const char* name) {
    for (const auto& [key, value] : answer.fields)
        if (key == name)
            return value;
    return "";
}

// A hub with people.
struct Office {
    World world;
    hub::People& people = world.hub().storage().people();
    hub::Accounts accounts{people, world.clock, "root"};

    std::string cookie_for(const std::string& name, const std::string& password) {
        const auto answer = ask_hub(world.hub(), "POST", "/sign-in?lang=en", "",
                                    "name=" + name + "&password=" + hub::query_encode(password));
        const std::string set = value_of(answer, "set-cookie");
        return set.substr(0, set.find(';'));
    }
    // Somebody who has chosen a password.
    std::string cookie_of_new(const std::string& name, hub::Role role, const std::string& organisation = "") {
        const std::string first = accounts.add({name, "", role, organisation, "", true, true});
        accounts.choose_password(name, first, "correct horse battery");
        return cookie_for(name, "correct horse battery");
    }
};

// The body, also of what comes as a stream.
inline std::string text_of(const hub::HttpAnswer& answer) {
    std::string out = answer.body;
    if (answer.stream)
        answer.stream([&](std::string_view bytes) {
            out += bytes;
            return true;
        });
    return out;
}

} // namespace accanto::test
