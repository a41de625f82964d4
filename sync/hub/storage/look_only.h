#pragma once
// A store for looking at. For the .cpp files of this folder.

#include "content/base/error.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

// The questions are those of `Reads`; every call that writes throws Error.
template <typename Reads>
class LookOnly final : public Reads {
public:
    using Reads::Reads;

    PushResult push(const Push&) override { refuse(); }
    double load() const override { return 0; }
    void claim(const std::string&) override { refuse(); }
    void add_code(const EnrolmentCode&) override { refuse(); }
    std::variant<Kiosk, EnrolRefusal> enrol(const std::string&, const std::string&, const wire::PublicKey&,
                                            int64_t) override {
        refuse();
    }
    void revoke(const std::string&) override { refuse(); }
    void replay(int, const std::function<void(const StoredEvent&, const Point&, Incoming&)>&) override {
        refuse();
    }

private:
    [[noreturn]] static void refuse() { throw Error("the hub's store is open for looking only", 0); }
};

} // namespace accanto::hub
