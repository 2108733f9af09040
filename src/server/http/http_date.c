#include "server/http/http_output.h"

#include <string.h>

enum { DAY_SECONDS = 86400 };

static const char day_names[] = "SunMonTueWedThuFriSat";
static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

// Days since 1970-01-01 of a date of the Gregorian calendar; months count from 1.
static i64 days_from_date(i64 year, i64 month, i64 day) {
    // Years that begin in March have their leap day at the end.
    i64 shifted = month <= 2 ? year - 1 : year;
    i64 era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    i64 year_of_era = shifted - era * 400;
    i64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    i64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void two_write(u8 *text, i64 value) {
    text[0] = (u8)('0' + value / 10);
    text[1] = (u8)('0' + value % 10);
}

void http_date_write(i64 seconds, u8 text[HTTP_DATE_BYTES]) {
    i64 days = seconds / DAY_SECONDS, rest = seconds % DAY_SECONDS;
    if (rest < 0) days--, rest += DAY_SECONDS;
    i64 shifted = days + 719468;
    i64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    i64 day_of_era = shifted - era * 146097;
    i64 year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    i64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    i64 month_index = (5 * day_of_year + 2) / 153;
    i64 day = day_of_year - (153 * month_index + 2) / 5 + 1;
    i64 month = month_index < 10 ? month_index + 3 : month_index - 9;
    i64 year = year_of_era + era * 400 + (month <= 2);
    i64 weekday = ((days + 4) % 7 + 7) % 7;

    memcpy(text, "Day, 00 Mon 0000 00:00:00 GMT", HTTP_DATE_BYTES);
    memcpy(text, day_names + weekday * 3, 3);
    two_write(text + 5, day);
    memcpy(text + 8, month_names + (month - 1) * 3, 3);
    two_write(text + 12, year / 100 % 100);
    two_write(text + 14, year % 100);
    two_write(text + 17, rest / 3600);
    two_write(text + 20, rest / 60 % 60);
    two_write(text + 23, rest % 60);
}

typedef struct {
    Slice text;
    bool is_bad;
} DateText;

static i64 number_read(DateText *date, usize digits) {
    i64 value = 0;
    if (date->text.len < digits) date->is_bad = true;
    for (usize i = 0; i < digits && !date->is_bad; i++) {
        u8 byte = date->text.data[i];
        // The C library's form of a day has a space for the first digit.
        if (byte == ' ' && i == 0) continue;
        if (byte < '0' || byte > '9') date->is_bad = true;
        value = value * 10 + byte - '0';
    }
    if (!date->is_bad) date->text = slice_from(date->text, digits);
    return value;
}

static void text_pass(DateText *date, const char *text) {
    Slice expected = slice_of_text(text);
    if (!slice_starts_with(date->text, expected)) {
        date->is_bad = true;
    } else {
        date->text = slice_from(date->text, expected.len);
    }
}

static i64 month_read(DateText *date) {
    for (i64 month = 0; month < 12 && date->text.len >= 3; month++) {
        if (memcmp(date->text.data, month_names + month * 3, 3) != 0) continue;
        date->text = slice_from(date->text, 3);
        return month + 1;
    }
    date->is_bad = true;
    return 1;
}

static i64 time_read(DateText *date) {
    i64 hour = number_read(date, 2);
    text_pass(date, ":");
    i64 minute = number_read(date, 2);
    text_pass(date, ":");
    i64 second = number_read(date, 2);
    if (hour > 23 || minute > 59 || second > 60) date->is_bad = true;
    return hour * 3600 + minute * 60 + second;
}

bool http_date_read(Slice text, i64 *seconds_since_epoch) {
    usize name_end = 0;
    while (name_end < text.len && text.data[name_end] != ',' && text.data[name_end] != ' ')
        name_end++;
    if (name_end < 3 || name_end == text.len) return false;
    DateText date = {.text = slice_from(text, name_end)};
    i64 day, month, year, time;
    if (text.data[name_end] == ' ') {  // Sun Nov  6 08:49:37 1994
        text_pass(&date, " ");
        month = month_read(&date);
        text_pass(&date, " ");
        day = number_read(&date, 2);
        text_pass(&date, " ");
        time = time_read(&date);
        text_pass(&date, " ");
        year = number_read(&date, 4);
    } else {  // Sun, 06 Nov 1994 08:49:37 GMT, or Sunday, 06-Nov-94 08:49:37 GMT
        const char *separator = name_end > 3 ? "-" : " ";
        text_pass(&date, ", ");
        day = number_read(&date, 2);
        text_pass(&date, separator);
        month = month_read(&date);
        text_pass(&date, separator);
        year = number_read(&date, name_end > 3 ? 2 : 4);
        if (name_end > 3) year += year < 70 ? 2000 : 1900;
        text_pass(&date, " ");
        time = time_read(&date);
        text_pass(&date, " GMT");
    }
    if (date.is_bad || date.text.len > 0 || day < 1 || day > 31) return false;
    *seconds_since_epoch = days_from_date(year, month, day) * DAY_SECONDS + time;
    return true;
}
