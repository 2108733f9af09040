#include "runtime/lib/calendar.h"

enum { DAY_SECONDS = 86400, ERA_DAYS = 146097, EPOCH_SHIFT_DAYS = 719468 };

static i64 floor_div(i64 dividend, i64 divisor) {
    return dividend / divisor - (dividend % divisor < 0);
}

i64 calendar_days(i64 year, i32 month, i32 day) {
    year -= month <= 2;
    i64 era = floor_div(year, 400), year_of_era = year - era * 400;
    i64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    i64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_SHIFT_DAYS;
}

CalendarTime calendar_time(i64 seconds) {
    i64 days = floor_div(seconds, DAY_SECONDS), rest = seconds - days * DAY_SECONDS;
    i64 shifted = days + EPOCH_SHIFT_DAYS;
    i64 era = floor_div(shifted, ERA_DAYS), day_of_era = shifted - era * ERA_DAYS;
    i64 year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    i64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    i64 month_index = (5 * day_of_year + 2) / 153;
    CalendarTime time = {.day = (i32)(day_of_year - (153 * month_index + 2) / 5 + 1)};
    time.month = (i32)(month_index < 10 ? month_index + 3 : month_index - 9);
    time.year = year_of_era + era * 400 + (time.month <= 2);
    time.hour = (i32)(rest / 3600);
    time.minute = (i32)(rest / 60 % 60);
    time.second = (i32)(rest % 60);
    time.weekday = (i32)((days % 7 + 10) % 7);  // 1970-01-01 was a Thursday, 3
    time.year_day = (i32)(days - calendar_days(time.year, 1, 1) + 1);
    return time;
}
