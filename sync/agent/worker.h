#pragma once
// A thread beside the service's, with handles of its own.

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace accanto::agent {

class Worker {
public:
    virtual ~Worker();
    Worker(const Worker&) = delete;

    // Any thread. Ends what sleep() waits for.
    void wake();
    void ask_to_end();

protected:
    // `what`: of whose failures the log speaks. Throws Error.
    explicit Worker(std::string what);
    // Of the last constructor and the last destructor: between them work() may be called.
    void start();
    void finish();

    // Until m_stop, or until there is nothing left to go on with: it is called again, at once or, after a failure that it threw, some
    // seconds later. On this object's thread.
    virtual void work() = 0;
    // Until woken, or something comes on `also`, or the time is over.
    void sleep(int64_t ms, int also = -1);

    std::atomic<bool> m_stop = false;

private:
    std::string m_what;
    int m_wake;
    std::thread m_thread;
};

} // namespace accanto::agent
