#pragma once
// A store for looking at. For the .cpp files of this folder.

#include "content/base/error.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

[[noreturn]] inline void refuse_to_write() {
    throw Error("the hub's store is open for looking only", 0);
}

// The questions are those of `Reads`; every call that writes throws Error.
template <typename Reads>
class LookOnly final : public Reads {
public:
    using Reads::Reads;

    PushResult push(const Push&) override { refuse_to_write(); }
    double load() const override { return 0; }
    void claim(const std::string&, const std::vector<std::string>&) override { refuse_to_write(); }
    void add_code(const EnrolmentCode&) override { refuse_to_write(); }
    std::variant<Kiosk, EnrolRefusal> enrol(const std::string&, const std::string&, const wire::PublicKey&,
                                            int64_t) override {
        refuse_to_write();
    }
    void revoke(const std::string&) override { refuse_to_write(); }
    void replay(int, const std::function<void(const StoredEvent&, const Point&, Incoming&)>&) override {
        refuse_to_write();
    }
};

} // namespace accanto::hub
