#include "kiosk/store/store_thread.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <mutex>

#include <pthread.h>

namespace accanto::store {

struct StoreThread::Inner {
    const std::filesystem::path folder;
    const Clock& clock;
    const std::function<void()> wake;

    // Of the store's thread alone.
    std::unique_ptr<Store> store = nullptr;

    // Of everybody, under the mutex.
    mutable std::mutex mutex = {};
    std::condition_variable given = {};
    std::deque<Task> tasks = {};
    std::deque<std::function<void()>> done = {};
    StoreTrouble trouble = StoreTrouble::none;
    std::string message = {};
    bool stopping = false;

    void tell(StoreTrouble what, const std::string& why) {
        std::lock_guard lock(mutex);
        trouble = what;
        message = why;
    }

    void open() {
        store.reset();
        try {
            store = Store::open(folder, clock);
            tell(StoreTrouble::none, "");
        } catch (const std::exception& e) {
            spdlog::error("store: cannot be opened: {}", e.what());
            tell(trouble_of(e), e.what());
        }
    }

    std::pair<StoreTrouble, std::string> run(const std::function<void(Store&)>& work) {
        if (!store) {
            std::lock_guard lock(mutex);
            return {trouble, message};
        }
        try {
            work(*store);
            tell(StoreTrouble::none, "");
            return {StoreTrouble::none, ""};
        } catch (const StoreError& e) {
            spdlog::error("store: a job failed ({}): {}", to_text(e.trouble()), e.what());
            // Only opening it anew can replace a corrupt file; the job itself is told and not repeated.
            if (e.trouble() == StoreTrouble::corrupt)
                open();
            else
                tell(e.trouble(), e.what());
            return {e.trouble(), e.what()};
        } catch (const std::exception& e) {
            // A wrong argument says nothing about the store.
            spdlog::error("store: a job failed: {}", e.what());
            return {StoreTrouble::failed, e.what()};
        }
    }
};

StoreThread::StoreThread(std::filesystem::path folder, const Clock& clock, std::function<void()> wake)
    : m_inner(new Inner{std::move(folder), clock, std::move(wake)}) {
    reopen();
    m_thread = std::thread([inner = m_inner.get()] { loop(*inner); });
}

StoreThread::~StoreThread() {
    stop();
}

void StoreThread::loop(Inner& inner) {
    ::pthread_setname_np(::pthread_self(), "store");   // for whoever looks at a kiosk that hangs
    for (;;) {
        Task task;
        {
            std::unique_lock lock(inner.mutex);
            inner.given.wait(lock, [&] { return inner.stopping || !inner.tasks.empty(); });
            if (inner.tasks.empty())
                break;
            task = std::move(inner.tasks.front());
            inner.tasks.pop_front();
        }
        if (!task.work) {
            inner.open();
        } else {
            auto [trouble, message] = inner.run(task.work);
            task.work = nullptr; // what it holds is let go here, before the other thread may look at it
            if (task.report) {
                std::lock_guard lock(inner.mutex);
                inner.done.push_back([report = std::move(task.report), trouble = trouble, message = message] {
                    report(trouble, message);
                });
            }
        }
        if (inner.wake)
            inner.wake();
    }
    inner.store.reset();
}

void StoreThread::add(Task task) {
    {
        std::lock_guard lock(m_inner->mutex);
        if (m_inner->stopping)
            return;
        m_inner->tasks.push_back(std::move(task));
    }
    m_inner->given.notify_one();
}

void StoreThread::post(std::function<void(Store&)> job) {
    ACCANTO_ASSERT(job);
    add({std::move(job), nullptr});
}

void StoreThread::reopen() {
    add({nullptr, nullptr});
}

int StoreThread::deliver() {
    std::deque<std::function<void()>> done;
    {
        std::lock_guard lock(m_inner->mutex);
        done.swap(m_inner->done);
    }
    for (const auto& one : done)
        one();
    return int(done.size());
}

StoreTrouble StoreThread::trouble() const {
    std::lock_guard lock(m_inner->mutex);
    return m_inner->trouble;
}

std::string StoreThread::message() const {
    std::lock_guard lock(m_inner->mutex);
    return m_inner->message;
}

void StoreThread::stop() {
    {
        std::lock_guard lock(m_inner->mutex);
        m_inner->stopping = true;
    }
    m_inner->given.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace accanto::store
