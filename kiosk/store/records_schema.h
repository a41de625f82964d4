#pragma once
// One of the migrations, in a room of its own: migrations.cpp has the list.

namespace accanto::store {

inline constexpr const char* records_schema = R"(
ALTER TABLE service ADD COLUMN further TEXT NOT NULL DEFAULT '{}';    -- JSON: what may be left out of a record

ALTER TABLE mentor ADD COLUMN credential TEXT NOT NULL DEFAULT '' CHECK (credential IN ('', 'in_training', 'certified'));
ALTER TABLE mentor ADD COLUMN credential_since TEXT NOT NULL DEFAULT '';     -- a day
ALTER TABLE mentor ADD COLUMN credential_framework TEXT NOT NULL DEFAULT '';

ALTER TABLE ticket ADD COLUMN rated INTEGER NOT NULL DEFAULT 0;       -- its citizen gave stars
CREATE INDEX ticket_rateable ON ticket (closed_ms) WHERE state = 'done' AND rated = 0;

-- A desk asks for what the visit of its ticket said in a skills check.
CREATE INDEX outbox_skills_checked ON outbox (row) WHERE type = 'org.accanto.skills.checked.v1';
)";

} // namespace accanto::store
