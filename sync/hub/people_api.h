#pragma once
// People and organisations over HTTP, for commands: POST /v1/people (sync/README.md, "People").

#include "sync/hub/accounts.h"
#include "sync/hub/http.h"
#include "sync/hub/storage/storage.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::hub {

class PeopleApi {
public:
    // All outlive this. `who` asks, for the people of this organisation alone where it is not empty.
    PeopleApi(Storage& storage, const Clock& clock, std::string who, std::string organisation)
        : m_people(storage.people()), m_accounts(m_people, clock, std::move(who), std::move(organisation)) {}

    // {"do": "add", "change", "password", "shut_out", "organisation", "remove_organisation", and what that
    // takes}. 200 with a JSON object; 400, 403 and 404 with a sentence. Throws Error when the store fails.
    HttpAnswer answer(HttpRequest& request);

private:
    std::string act(const nlohmann::json& asked);

    People& m_people;
    Accounts m_accounts;
};

} // namespace accanto::hub
