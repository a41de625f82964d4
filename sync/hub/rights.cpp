#include "sync/hub/rights.h"

#include <algorithm>

namespace accanto::hub {

namespace {

struct Rule {
    std::string_view method, path; // a path that ends with '/' stands for all beneath it
    Right right;
};

constexpr Rule rules[] = { // the first that fits
    {"GET", "/", Right::look}, // alone: not all beneath it
    {"GET", "/points", Right::look},
    {"GET", "/report", Right::look},
    {"GET", "/figures/", Right::look},
    {"GET", "/v1/export/events.jsonl", Right::raw},
    {"POST", "/v1/contacts", Right::raw},
    {"GET", "/kiosks", Right::fleet},
    {"POST", "/kiosks/", Right::fleet},
    {"POST", "/v1/codes", Right::fleet},
    {"POST", "/v1/revoke", Right::fleet},
    {"GET", "/metrics", Right::machine},
    {"GET", "/orders", Right::arrange},
    {"POST", "/orders/settings", Right::arrange},
    {"POST", "/orders/schedule", Right::arrange},
    {"POST", "/orders/erase", Right::erase},
    {"POST", "/v1/orders/settings", Right::arrange},
    {"POST", "/v1/orders/schedule", Right::arrange},
    {"POST", "/v1/orders/erase", Right::erase},
    {"GET", "/content", Right::publish},
    {"POST", "/content/", Right::publish},
    {"POST", "/v1/publish/", Right::publish},
    {"GET", "/people", Right::govern},
    {"POST", "/people/organisation", Right::network},
    {"POST", "/people/remove-organisation", Right::network},
    {"POST", "/people/", Right::govern},
    {"GET", "/log", Right::network},
    {"POST", "/v1/people", Right::govern},
    {"POST", "/v1/deeds", Right::network}, // and of no account: whoever stands at the machine
};

bool is_of(const Rule& rule, const wire::Message& request) {
    if (rule.method != request.method)
        return false;
    return rule.path.size() > 1 && rule.path.ends_with('/') ? request.path.starts_with(rule.path)
                                                            : request.path == rule.path;
}

} // namespace

bool may(Role role, Right right) {
    switch (right) {
    case Right::look:
        return true;
    case Right::raw:
        return role == Role::coordinator || role == Role::administrator;
    case Right::fleet:
    case Right::machine:
        return role == Role::technician || role == Role::administrator;
    case Right::publish:
        return role == Role::publisher || role == Role::administrator;
    case Right::arrange:
        return role == Role::coordinator || role == Role::technician || role == Role::administrator;
    case Right::erase:
        return role == Role::coordinator || role == Role::administrator;
    case Right::govern:
    case Right::network:
        return role == Role::administrator;
    }
    return false;
}

bool is_within_organisations(Right right) {
    return right != Right::publish && right != Right::network && right != Right::machine;
}

bool is_within_organisations(Role role) { return role != Role::publisher; }

std::optional<Right> right_for(const wire::Message& request) {
    const auto rule = std::find_if(std::begin(rules), std::end(rules),
                                   [&](const Rule& one) { return is_of(one, request); });
    return rule == std::end(rules) ? std::nullopt : std::optional(rule->right);
}

bool is_for_accounts(const wire::Message& request) {
    return request.path == "/account" && (request.method == "GET" || request.method == "POST");
}

} // namespace accanto::hub
