#pragma once
// All flows, each after those it stands on. They end the other way round, and each waits for what it has
// under way on threads of its own: the store's is stopped before.

#include "kiosk/app/bookings.h"
#include "kiosk/app/community.h"
#include "kiosk/app/lessons.h"
#include "kiosk/app/opinions.h"
#include "kiosk/app/safe_numbers.h"
#include "kiosk/app/setting_up.h"
#include "kiosk/app/skills.h"
#include "kiosk/app/technician.h"
#include "kiosk/app/technician_mentors.h"
#include "kiosk/app/technician_stick.h"
#include "kiosk/app/technician_tools.h"
#include "kiosk/app/tickets.h"

namespace accanto::app {

struct Flows {
    // `bare`: no point is known of, and there is nothing to show but setting up.
    Flows(const Stage& stage, const content::Topics& topics, Librarian& librarian, bool bare)
        : skills(stage, librarian),
          lessons(stage, librarian, skills),
          safe_numbers(stage),
          opinions(stage),
          tickets(stage, topics, librarian, opinions),
          bookings(stage, topics, tickets),
          community(stage),
          tools(stage),
          stick(stage, tools),
          mentors(stage, tools),
          setting_up(stage, tools, stick, bare),
          technician(stage, tools, mentors, setting_up) {}

    Skills skills;
    Lessons lessons;
    SafeNumbers safe_numbers;
    Opinions opinions;
    Tickets tickets;
    Bookings bookings;
    Community community;
    TechnicianTools tools;
    TechnicianStick stick;
    TechnicianMentors mentors;
    SettingUp setting_up;
    Technician technician;
};

} // namespace accanto::app
