#pragma once
// Rows of figures become the sums of a period. For overview.cpp.

#include "sync/hub/overview.h"

namespace accanto::hub {

Sums sums_of(const std::vector<FigureRow>& rows, const Selection& selection, const content::Library* library);

} // namespace accanto::hub
