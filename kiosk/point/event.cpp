#include "kiosk/point/event.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

void tell(store::Store& store, std::string_view name, const nlohmann::ordered_json& data,
          store::Kept kept) {
    std::string type = "org.accanto." + std::string(name) + ".v1";
    store::append_event(store, type,
                        data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace), kept);
}

} // namespace accanto::point
