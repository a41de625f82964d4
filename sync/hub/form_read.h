#pragma once
// What a form of the pages says.

#include "sync/hub/http.h"
#include "sync/hub/query.h"

namespace accanto::hub {

class Form {
public:
    explicit Form(HttpRequest& request, size_t most_bytes = 16 << 10)
        : m_body(request.read_body(most_bytes).value_or("")) {}
    // Empty where it says nothing; without the blanks behind it.
    std::string operator[](std::string_view name) const {
        std::string out = raw(name);
        while (!out.empty() && (out.back() == ' ' || out.back() == '\r' || out.back() == '\n'))
            out.pop_back();
        return out;
    }
    // As it was typed: blanks belong to a password.
    std::string raw(std::string_view name) const { return query_value(m_body, name).value_or(""); }

private:
    std::string m_body;
};

} // namespace accanto::hub
