#include "sync/hub/local_hub.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/access.h"
#include "sync/hub/host_and_port.h"
#include "sync/hub/http.h"

namespace accanto::hub {

LocalHub::LocalHub(const std::filesystem::path& data) : m_data((make_hub_folder(data), data)), m_lock(data) {
    if (m_lock.held()) {
        m_storage = open_sqlite(data);
        return;
    }
    const std::optional<HostAndPort> address = running_hub(data);
    if (!address)
        throw Error(data.string() + ": a hub is starting or stopping here; try again in a moment", EBUSY);
    m_host = address->host, m_port = address->port;
}

std::string LocalHub::ask(const char* path, const std::string& json) const {
    LocalAnswer answer = local_post(m_host, m_port, path, read_or_make_token(m_data), json);
    if (!answer.body.empty() && answer.body.back() == '\n')
        answer.body.pop_back();
    if (answer.status != 200)
        throw Error(answer.status ? "the running hub says: " + answer.body : "the hub of this folder does not answer", 0);
    return std::move(answer.body);
}

std::string LocalHub::make_code(const CodeRequest& request) {
    if (!is_point_id(request.point.id))
        throw Error(request.point.id + ": allowed are small letters, digits and dashes, at most 40", EINVAL);
    return m_storage ? issue_code(*m_storage, request, SystemClock().wall_ms()) : ask("/v1/codes", to_json(request));
}

void LocalHub::revoke(const std::string& kiosk) {
    if (!m_storage)
        ask("/v1/revoke", revocation_json(kiosk));
    else if (!revoke_kiosk(*m_storage, kiosk))
        throw Error(kiosk + ": no such kiosk is enrolled here", ENOENT);
}

} // namespace accanto::hub
