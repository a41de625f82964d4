#include "sync/hub/orders_api.h"

#include "sync/hub/event_data.h"

#include <nlohmann/json.hpp>

namespace accanto::hub {

namespace {

constexpr size_t most_order = 256 << 10;

HttpAnswer order_said(int status, const char* type, std::string body) {
    return {status,
            {{"content-type", type}, {"cache-control", "no-store"}, {"x-content-type-options", "nosniff"}},
            std::move(body),
            {}};
}

nlohmann::json act(PointOrders& orders, std::string_view what, const nlohmann::json& asked) {
    const std::string point = text_in(asked, "point"), text = text_in(asked, "text"),
                      code = text_in(asked, "code");
    if (what == "settings")
        return {{"version", orders.settings(point, text_in(asked, "kiosk"), text)}};
    if (what == "schedule")
        return {{"version", orders.schedule(point, text)}};
    if (what != "erase")
        throw OrderRefusal("orders.not_found", "there is no such thing to order");
    return {{"events", code.empty()
                           ? orders.erase_ticket(point, text_in(asked, "label"), text_in(asked, "day"))
                           : orders.erase_booking(point, code)}};
}

} // namespace

HttpAnswer OrdersApi::answer(HttpRequest& request) {
    const auto asked = nlohmann::json::parse(request.read_body(most_order).value_or(""), nullptr, false);
    if (!asked.is_object())
        return order_said(400, "text/plain; charset=utf-8", "the question cannot be read\n");
    try {
        const std::string_view what =
            std::string_view(request.message.path).substr(std::string_view("/v1/orders/").size());
        return order_said(200, "application/json", act(m_orders, what, asked).dump());
    } catch (const OrderRefusal& e) {
        std::string text = std::string(e.what()) + "\n";
        for (const std::string& line : e.lines())
            text += line + "\n";
        return order_said(e.status(), "text/plain; charset=utf-8", std::move(text));
    }
}

} // namespace accanto::hub
