#pragma once
// The hub of a folder, for who stands at its machine.

#include "content/base/folder_lock.h"
#include "sync/hub/enrolment.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace accanto::hub {

// Makes the folder of a hub, for its user alone, where there is none.
void make_hub_folder(const std::filesystem::path& data);

// Beside a running hub everything is asked of it, because it alone writes (in PostgreSQL anybody may); else we are the hub for as
// long as this lives. One thread.
class LocalHub {
public:
    // Makes the folder when there is none.
    explicit LocalHub(const std::filesystem::path& data);
    // All throw Error with a sentence, also when the running hub refuses, or is starting or stopping.
    std::string make_code(const CodeRequest& request);
    void revoke(const std::string& kiosk);
    // What was left sealed, line by line (contacts.h), once the log tells that it was taken.
    void take_contacts(const std::function<bool(std::string_view)>& write);
    // For the log alone (deeds.h).
    void tell(const std::string& what, const std::string& about);
    // A question about content (publish_api.h) or people (people_api.h); the answer's body.
    std::string ask(const std::string& path, const std::string& type, const std::string& body);

private:
    void note(const std::string& what, const std::string& about);
    void note_published(const std::string& path, const std::string& answer);
    std::string ask_running(const std::string& path, const std::string& json) const;

    std::filesystem::path m_data;
    FolderLock m_lock;
    std::unique_ptr<Storage> m_storage;   // nothing beside a running hub
    SystemClock m_clock;
};

} // namespace accanto::hub
