#include "sync/hub/local_hub.h"

#include "content/base/error.h"
#include "sync/hub/beside.h"
#include "sync/hub/contacts.h"
#include "sync/hub/deeds.h"
#include "sync/hub/orders_api.h"
#include "sync/hub/people_api.h"
#include "sync/hub/publish_api.h"
#include "sync/hub/rights.h"
#include "sync/hub/store.h"

#include <cerrno>

namespace accanto::hub {

void make_hub_folder(const std::filesystem::path& data) {
    if (std::filesystem::create_directories(data))
        std::filesystem::permissions(data, std::filesystem::perms::owner_all);
}

LocalHub::LocalHub(const std::filesystem::path& data) : m_data((make_hub_folder(data), data)), m_lock(data) {
    // Any number may write to PostgreSQL.
    if (m_lock.held() || !database_of(data).empty())
        m_storage = open_store(data);
}

std::string LocalHub::ask_running(const std::string& path, const std::string& json) const {
    const std::string answer = ask_running_hub(m_data, path, "application/json", json);
    return answer.substr(0, answer.find('\n'));
}

std::string LocalHub::make_code(const CodeRequest& request) {
    if (!is_point_id(request.point.id))
        throw Error(request.point.id + ": allowed are small letters, digits and dashes, at most 40", EINVAL);
    if (!m_storage)
        return ask_running("/v1/codes", to_json(request));
    std::string code = issue_code(*m_storage, request, m_clock.wall_ms());
    note("code.made", request.point.id);
    return code;
}

void LocalHub::revoke(const std::string& kiosk) {
    if (!m_storage)
        ask_running("/v1/revoke", revocation_json(kiosk));
    else if (!revoke_kiosk(*m_storage, kiosk))
        throw Error(kiosk + ": no such kiosk is enrolled here", ENOENT);
    else
        note("kiosk.revoked", kiosk);
}

void LocalHub::take_contacts(const std::function<bool(std::string_view)>& write) {
    if (!m_storage) {
        write(ask_running_hub(m_data, "/v1/contacts", "application/json", "{}"));
        return;
    }
    note("contacts.taken", about_taken(count_sealed(*m_storage, {}), ""));
    each_sealed_line(*m_storage, {}, write);
}

void LocalHub::tell(const std::string& what, const std::string& about) {
    if (!m_storage)
        ask_running("/v1/deeds", told_deed_json(what, about));
    else if (const auto deed = parse_told_deed(told_deed_json(what, about)))
        note(deed->what, deed->about);
    else
        throw Error(what + ": the log takes no such line", EINVAL);
}

// Whoever stands at the machine may read its key as well.
void LocalHub::note(const std::string& what, const std::string& about) {
    m_storage->people().note({m_clock.wall_ms(), std::string(Visitor::by_key), what, about});
}

void LocalHub::note_published(const std::string& path, const std::string& answer) {
    const PublishDeed deed = deed_of(path, answer);
    note(deed.what, deed.about);
}

std::string LocalHub::ask(const std::string& path, const std::string& type, const std::string& body) {
    if (!m_storage)
        return ask_running_hub(m_data, path, type, body);
    HttpRequest request;
    request.message.method = "POST";
    request.message.path = path.substr(0, path.find('?'));
    request.message.query = path.substr(request.message.path.size());
    request.read_body = [&](size_t limit) {
        return body.size() <= limit ? std::optional(body) : std::nullopt;
    };
    const std::string who(Visitor::by_key);
    const bool of_people = request.message.path == "/v1/people", of_orders = OrdersApi::is_asked(request.message);
    HttpAnswer answer = of_people   ? PeopleApi(*m_storage, m_clock, who, "").answer(request)
                        : of_orders ? OrdersApi(*m_storage, m_clock, who, "").answer(request)
                                    : PublishApi(*m_storage, m_clock, "").answer(request);
    if (answer.status != 200)
        throw Error(answer.body.substr(0, answer.body.find_last_not_of('\n') + 1), EINVAL);
    if (!of_people && !of_orders && request.message.path != "/v1/publish/bytes")
        note_published(request.message.path, answer.body);
    return std::move(answer.body);
}

} // namespace accanto::hub
