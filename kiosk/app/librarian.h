#pragma once
// Reads what there is to learn, on a thread of its own: the heads of all tutorials after the start and whenever new ones
// were installed, and a whole tutorial when somebody opens it.

#include "content/library/library.h"
#include "content/library/recordings.h"

#include <functional>
#include <thread>

namespace accanto::app {

class Librarian {
public:
    // Reads, from the first reload() on, what came with the program (content/tutorials) and what was installed beside it
    // (content::installed_content), which wins. `place`: of the point (content::variant_for). `wake` is called on the
    // thread whenever there is something to deliver: it must only wake the loop.
    Librarian(std::filesystem::path built_in, std::filesystem::path installed, std::string place, std::function<void()> wake);
    ~Librarian();
    Librarian(const Librarian&) = delete;
    Librarian& operator=(const Librarian&) = delete;

    // What was last read; empty and not ready before the first delivery. A citizen's list stays as it is while they
    // look at it: it changes within deliver() only.
    const content::Library& library() const { return *m_library; }
    bool is_ready() const { return m_ready; }
    // Of the packs in that library, for PictureEngine::look_also_in().
    const std::vector<std::filesystem::path>& pictures() const { return m_pictures; }
    // What people have recorded, beside the tutorials that came with the program and in those packs.
    const std::shared_ptr<const content::Recordings>& recordings() const { return m_recordings; }

    using Opened = std::function<void(std::shared_ptr<const content::Tutorial>)>;
    // Reads the tutorial, then calls `done` within deliver(); with nothing when it is not there or broken, which is
    // logged.
    void open(const std::string& id, Opened done);
    // Reads the heads, anew when it did before.
    void reload();
    // Calls what is done, on this thread.
    enum class Delivered { nothing, lessons, library };   // library: heads were read anew
    Delivered deliver();

private:
    struct Inner;
    static void loop(Inner& inner);
    std::unique_ptr<Inner> m_inner;
    std::shared_ptr<const content::Library> m_library;
    std::vector<std::filesystem::path> m_pictures;
    std::shared_ptr<const content::Recordings> m_recordings;
    bool m_ready = false;
    std::thread m_thread;
};

} // namespace accanto::app
