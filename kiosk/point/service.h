#pragma once
// The record of a service that was given, for the files of this room.

#include "kiosk/point/queue.h"

namespace accanto::point {

// Characters, not bytes: every byte of UTF-8 that does not continue one.
size_t characters(std::string_view text);

// Throws std::invalid_argument with a sentence when a word is not one of the fixed ones or the note is too
// long.
void check_record(const ServiceRecord& record);

// Keeps the record with its event, and what the wait estimate learns from it. Within transaction().
void keep_record(store::Store& store, const Ticket& ticket, const DeskUser& who, const ServiceRecord& record,
                 std::optional<int64_t> length_s);

} // namespace accanto::point
