#include "sync/hub/answers.h"

#include "sync/wire/exchange.h"

namespace accanto::hub {

HttpAnswer Answers::json(const wire::Message& request, int status, std::string body, std::string_view type) const {
    wire::Message answer;
    answer.status = status;
    answer.request = &request;
    wire::sign_answer(answer, type, body, {"hub", "hub", m_clock.wall_ms() / 1000}, m_key);
    HttpAnswer out;
    out.status = status;
    out.fields = std::move(answer.fields);
    out.fields.emplace_back("cache-control", "no-store");
    out.body = std::move(body);
    return out;
}

HttpAnswer Answers::of_fields(const wire::Message& request, int status, std::vector<std::pair<std::string, std::string>> fields,
                              std::string body) const {
    wire::Message answer;
    answer.status = status;
    answer.request = &request;
    answer.fields = std::move(fields);
    wire::sign_answer(answer, {"hub", "hub", m_clock.wall_ms() / 1000}, m_key);
    return {status, std::move(answer.fields), std::move(body), {}};
}

HttpAnswer Answers::problem(const wire::Message& request, wire::Problem problem, std::optional<int> retry_after_s) const {
    problem.server_time_ms = m_clock.wall_ms();
    HttpAnswer out = json(request, problem.status, wire::to_json(problem), wire::problem_content_type);
    if (retry_after_s)
        out.fields.emplace_back("retry-after", std::to_string(*retry_after_s));
    return out;
}

} // namespace accanto::hub
