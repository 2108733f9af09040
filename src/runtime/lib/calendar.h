// runtime/lib/calendar.h — days to dates and back in the proleptic Gregorian calendar.
// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
#pragma once

#include "base/types.h"

typedef struct {
    i64 year;
    i32 month, day, hour, minute, second;  // month and day from 1
    i32 weekday;                           // Monday is 0
    i32 year_day;                          // from 1
} CalendarTime;

i64 calendar_days(i64 year, i32 month, i32 day);  // since 1970-01-01
CalendarTime calendar_time(i64 seconds);          // of UTC seconds since 1970-01-01
