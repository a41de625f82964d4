#include "kiosk/app/librarian.h"

#include "content/library/packs.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace accanto::app {

using content::Library;
using content::Tutorial;

struct Librarian::Inner {
    std::filesystem::path built_in, installed;
    std::string place;
    std::function<void()> wake;

    std::mutex mutex;
    std::condition_variable changed;
    // guarded by mutex
    std::deque<std::pair<std::string, Opened>> wanted;
    std::deque<std::pair<std::shared_ptr<const Tutorial>, Opened>> done;
    std::shared_ptr<const Library> fresh; // read and not yet delivered
    std::vector<std::filesystem::path> pictures; // of it
    std::shared_ptr<const content::Recordings> recordings;
    bool read_heads = false, stopping = false;
};

namespace {

void log(const std::vector<content::Problem>& problems) {
    for (const content::Problem& p : problems)
        spdlog::error("{}:{}: {}", p.file, p.line, p.message);
}

} // namespace

Librarian::Librarian(std::filesystem::path built_in, std::filesystem::path installed, std::string place,
                     std::function<void()> wake)
    : m_inner(std::make_unique<Inner>()),
      m_library(std::make_shared<Library>()),
      m_recordings(std::make_shared<content::Recordings>()) {
    m_inner->built_in = std::move(built_in);
    m_inner->installed = std::move(installed);
    m_inner->place = std::move(place);
    m_inner->wake = std::move(wake);
    m_thread = std::thread([this] { loop(*m_inner); });
}

Librarian::~Librarian() {
    {
        std::lock_guard lock(m_inner->mutex);
        m_inner->stopping = true;
    }
    m_inner->changed.notify_all();
    m_thread.join();
}

void Librarian::loop(Inner& inner) {
    std::shared_ptr<const Library> library = std::make_shared<Library>();
    std::unique_lock lock(inner.mutex);
    for (;;) {
        inner.changed.wait(lock, [&] { return inner.stopping || inner.read_heads || !inner.wanted.empty(); });
        if (inner.stopping)
            return;
        if (std::exchange(inner.read_heads, false)) {
            lock.unlock();
            content::PackFolders packs = content::pack_folders(inner.installed);
            log(packs.problems);
            packs.tutorials.insert(packs.tutorials.begin(), inner.built_in);
            library = std::make_shared<Library>(content::load_library(packs.tutorials, inner.place));
            log(library->problems());
            packs.audio.insert(packs.audio.begin(), inner.built_in.parent_path() / "audio");
            auto recordings = std::make_shared<const content::Recordings>(packs.audio);
            lock.lock();
            inner.fresh = library;
            inner.recordings = std::move(recordings);
            inner.pictures = std::move(packs.pictures);
        } else {
            auto [id, done] = std::move(inner.wanted.front());
            inner.wanted.pop_front();
            lock.unlock();
            std::vector<content::Problem> problems;
            std::shared_ptr<const Tutorial> tutorial = library->open(id, problems);
            log(problems);
            lock.lock();
            inner.done.emplace_back(std::move(tutorial), std::move(done));
        }
        inner.wake();
    }
}

void Librarian::open(const std::string& id, Opened done) {
    {
        std::lock_guard lock(m_inner->mutex);
        m_inner->wanted.emplace_back(id, std::move(done));
    }
    m_inner->changed.notify_all();
}

void Librarian::reload() {
    {
        std::lock_guard lock(m_inner->mutex);
        m_inner->read_heads = true;
    }
    m_inner->changed.notify_all();
}

Librarian::Delivered Librarian::deliver() {
    std::shared_ptr<const Library> fresh;
    std::deque<std::pair<std::shared_ptr<const Tutorial>, Opened>> done;
    {
        std::lock_guard lock(m_inner->mutex);
        fresh.swap(m_inner->fresh);
        if (fresh) {
            m_pictures = m_inner->pictures;
            m_recordings = m_inner->recordings;
        }
        done.swap(m_inner->done);
    }
    Delivered what = fresh ? Delivered::library : done.empty() ? Delivered::nothing : Delivered::lessons;
    if (fresh) {
        m_library = std::move(fresh);
        m_ready = true;
    }
    for (auto& [tutorial, tell] : done)
        tell(std::move(tutorial));
    return what;
}

} // namespace accanto::app
