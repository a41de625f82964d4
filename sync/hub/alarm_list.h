#pragma once
// What a kiosk sent that cannot be, for technicians.

#include "sync/hub/offices.h"

namespace accanto::hub {

// The alarms of `kiosk` among `alarms`, in their order, with what is to be done; empty where there are none. Times are those of `zone`.
std::string alarm_list(const Speaker& say, const std::vector<Alarm>& alarms, const std::string& kiosk,
                       const content::Words& kiosk_words, const Here& here, const std::string& zone);

} // namespace accanto::hub
