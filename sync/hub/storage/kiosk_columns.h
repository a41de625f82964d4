#pragma once
// What a Kiosk is read from, in this order, whatever keeps it. For the .cpp files of this folder.

#define ACCANTO_KIOSK_COLUMNS "point, kiosk, name, public_key, revoked, enrolled_ms, replaces, replaced_by"
