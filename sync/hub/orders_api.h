#pragma once
// Settings, schedules and erasures over HTTP, for commands: POST /v1/orders/... (sync/README.md, "Orders").

#include "sync/hub/http.h"
#include "sync/hub/point_orders.h"

namespace accanto::hub {

class OrdersApi {
public:
    // All outlive this. `who` asks, for points of this organisation alone where it is not empty.
    OrdersApi(Storage& storage, const Clock& clock, std::string who, std::string organisation)
        : m_orders(storage, clock, std::move(who), std::move(organisation)) {}

    static bool is_asked(const wire::Message& request) { return request.path.starts_with("/v1/orders/"); }
    // 200 with a JSON object; 400 with sentences, 404 for a point that is none. Throws Error when the store fails.
    HttpAnswer answer(HttpRequest& request);

private:
    PointOrders m_orders;
};

} // namespace accanto::hub
