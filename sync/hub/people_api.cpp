#include "sync/hub/people_api.h"

#include "sync/hub/event_data.h"

#include <nlohmann/json.hpp>

namespace accanto::hub {

namespace {

HttpAnswer people_said(int status, const char* type, std::string body) {
    return {status,
            {{"content-type", type}, {"cache-control", "no-store"}, {"x-content-type-options", "nosniff"}},
            std::move(body),
            {}};
}

Role asked_role(const nlohmann::json& asked) {
    const auto role = role_of(text_in(asked, "role"));
    if (!role)
        throw AccountRefusal("account.bad_role",
                             "the roles are viewer, coordinator, technician, publisher and administrator");
    return *role;
}

} // namespace

std::string PeopleApi::act(const nlohmann::json& asked) {
    const std::string what = text_in(asked, "do"), name = text_in(asked, "name"),
                      full_name = text_in(asked, "full_name"), organisation = text_in(asked, "organisation");
    nlohmann::json out = nlohmann::json::object();
    if (what == "add")
        out["password"] = m_accounts.add({name, full_name, asked_role(asked), organisation, "", true, true});
    else if (what == "password")
        out["password"] = m_accounts.new_password(name);
    else if (what == "change")
        m_accounts.change(name, full_name, asked_role(asked), organisation);
    else if (what == "shut_out")
        m_accounts.shut_out(name);
    else if (what == "organisation")
        m_accounts.put(Organisation{organisation, full_name, text_in(asked, "kind")});
    else if (what == "remove_organisation")
        m_accounts.remove_organisation(organisation);
    else
        throw AccountRefusal("account.bad_text", "there is no such thing to do");
    return out.dump();
}

HttpAnswer PeopleApi::answer(HttpRequest& request) {
    const auto body = request.read_body(16 << 10);
    const auto asked = nlohmann::json::parse(body.value_or(""), nullptr, false);
    if (!asked.is_object())
        return people_said(400, "text/plain; charset=utf-8", "the question cannot be read\n");
    try {
        return people_said(200, "application/json", act(asked));
    } catch (const AccountRefusal& e) {
        return people_said(e.status(), "text/plain; charset=utf-8", std::string(e.what()) + "\n");
    }
}

} // namespace accanto::hub
