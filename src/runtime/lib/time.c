// Module time: clocks of the host, sleep, and calendar text.
#include "runtime/core/builder.h"
#include "runtime/core/error.h"
#include "runtime/core/file.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/module.h"
#include "runtime/core/native.h"
#include "runtime/lib/calendar.h"
#include "runtime/lib/math_argument.h"
#include "text/math.h"

enum { ZONE_BYTES = 32 };

static const i64 SECOND_NS = 1000000000;

static bool read_clock(RtState *rt, HostClock clock, i64 *ns) {
    const RtHost *host = rt_core(rt)->host;
    if (!host->clock_ns) return error_host(rt, STATUS_UNSUPPORTED), false;
    *ns = host->clock_ns(host->context, clock);
    return true;
}

static ResultWord seconds(RtState *rt, HostClock clock) {
    i64 ns;
    if (!read_clock(rt, clock, &ns)) return word_error();
    return word_ok(value_box_f64(rt, (f64)ns / 1e9));
}

static ResultWord nanoseconds(RtState *rt, HostClock clock) {
    i64 ns;
    return read_clock(rt, clock, &ns) ? word_ok(int_value_from_i64(rt, ns)) : word_error();
}

#define CLOCK(NAME, clock)                                                                         \
    ResultWord rt_native_##NAME(RtState *rt, const Value *args) {                                  \
        (void)args;                                                                                \
        return seconds(rt, clock);                                                                 \
    }                                                                                              \
    ResultWord rt_native_##NAME##_NS(RtState *rt, const Value *args) {                             \
        (void)args;                                                                                \
        return nanoseconds(rt, clock);                                                             \
    }
CLOCK(TIME_TIME, HOST_CLOCK_REAL)
CLOCK(TIME_PERF_COUNTER, HOST_CLOCK_MONOTONIC)
CLOCK(TIME_MONOTONIC, HOST_CLOCK_MONOTONIC)
CLOCK(TIME_PROCESS_TIME, HOST_CLOCK_CPU)

ResultWord rt_native_TIME_SLEEP(RtState *rt, const Value *args) {
    f64 duration;
    if (!value_is_float(args[0]) && !value_is_int(args[0]) && !value_is_bool(args[0])) {
        return error_format(rt, CLASS_TYPE_ERROR, "'%T' object cannot be interpreted as an integer",
                            args[0]);
    }
    if (!math_argument(rt, args[0], &duration)) return word_error();
    if (duration != duration)
        return error_text(rt, CLASS_VALUE_ERROR, "Invalid value NaN (not a number)");
    if (duration < 0) return error_text(rt, CLASS_VALUE_ERROR, "sleep length must be non-negative");
    if (duration > 9.2e9)
        return error_text(rt, CLASS_OVERFLOW_ERROR,
                          "timestamp too large to convert to C _PyTime_t");
    const RtHost *host = rt_core(rt)->host;
    if (!host->sleep_ns) return error_host(rt, STATUS_UNSUPPORTED);
    Status status = host->sleep_ns(host->context, (i64)(duration * 1e9));
    return status == STATUS_OK ? word_ok(VALUE_NONE) : error_host(rt, status);
}

// ---- struct_time

typedef struct {
    CalendarTime time;
    i32 offset;  // seconds east of UTC
    bool is_daylight_known;
    u8 zone[ZONE_BYTES];
    usize zone_len;
} Moment;

static i32 local_offset(RtState *rt, i64 at, Moment *moment) {
    const RtHost *host = rt_core(rt)->host;
    PART_MAKE(PART_WIDE);
    if (!host->local_time_offset) return 0;
    return host->local_time_offset(host->context, at, moment->zone, ZONE_BYTES, &moment->zone_len);
}

// The moment that `value` (seconds, or now when absent) is in UTC or local time.
static bool moment_of(RtState *rt, Value value, bool is_local, Moment *moment) {
    i64 at;
    *moment = (Moment){.zone = "UTC", .zone_len = 3};
    if (argument_is_none(value)) {
        if (!read_clock(rt, HOST_CLOCK_REAL, &at)) return false;
        at = at / SECOND_NS - (at % SECOND_NS < 0);
    } else {
        f64 number;
        if (!math_argument(rt, value, &number)) return false;
        if (!(number > -6e10 && number < 2.5e11)) {
            error_text(rt, CLASS_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
            return false;
        }
        at = (i64)math_floor(number);
    }
    if (is_local) moment->offset = local_offset(rt, at, moment);
    moment->time = calendar_time(at + moment->offset);
    return true;
}

static Value of_text(RtState *rt, const u8 *text, usize len) {
    StrBuilder out;
    builder_init(&out, rt);
    builder_ascii(&out, (const char *)text, (u32)len);
    return value_from_ref(builder_finish(&out));
}

// Year, month, day, hour, minute, second, weekday, day of the year, and of local time the offset
// and the name of its zone.
static Value time_tuple(RtState *rt, const Moment *moment, bool is_local) {
    const CalendarTime *t = &moment->time;
    i64 numbers[] = {t->year,   t->month,  t->day,     t->hour,
                     t->minute, t->second, t->weekday, t->year_day};
    Tuple *items = tuple_new(rt, COUNT_OF(numbers) + (is_local ? 2 : 0));
    for (u32 i = 0; i < COUNT_OF(numbers); i++) items->items[i] = value_from_small(numbers[i]);
    if (is_local) {
        items->items[8] = value_from_small(moment->offset);
        items->items[9] = of_text(rt, moment->zone, moment->zone_len);
    }
    return value_from_ref(items);
}

ResultWord rt_native_TIME_GMTIME(RtState *rt, const Value *args) {
    Moment moment;
    if (!moment_of(rt, args[0], false, &moment)) return word_error();
    return word_ok(time_tuple(rt, &moment, false));
}

ResultWord rt_native_TIME_LOCALTIME(RtState *rt, const Value *args) {
    Moment moment;
    if (!moment_of(rt, args[0], true, &moment)) return word_error();
    return word_ok(time_tuple(rt, &moment, true));
}

ResultWord rt_native_TIME_LOCAL_ZONE(RtState *rt, const Value *args) {
    Moment moment;
    if (!moment_of(rt, args[0], true, &moment)) return word_error();
    Tuple *items = tuple_new(rt, 2);
    items->items[0] = value_from_small(moment.offset);
    items->items[1] = of_text(rt, moment.zone, moment.zone_len);
    return word_ok(value_from_ref(items));
}

// Nine numbers, which lib/time.py has checked.
static bool moment_of_tuple(RtState *rt, Value value, Moment *moment) {
    *moment = (Moment){.zone = "UTC", .zone_len = 3};
    if (!value_is(value, CLASS_TUPLE) || ((Tuple *)value_ref(value))->len != 9)
        return error_text(rt, CLASS_TYPE_ERROR, "Tuple or struct_time argument required"), false;
    i64 numbers[9];
    for (u32 i = 0; i < 9; i++) {
        if (!argument_count(rt, ((Tuple *)value_ref(value))->items[i], 0, &numbers[i]))
            return false;
    }
    bool is_possible = numbers[1] > 0 && numbers[1] <= 12 && numbers[6] >= 0 && numbers[6] < 7;
    if (!is_possible) return error_text(rt, CLASS_VALUE_ERROR, "time tuple out of range"), false;
    moment->time =
        (CalendarTime){numbers[0],      (i32)numbers[1], (i32)numbers[2], (i32)numbers[3],
                       (i32)numbers[4], (i32)numbers[5], (i32)numbers[6], (i32)numbers[7]};
    return true;
}

// ---- text

static const char *const day_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

static void put_padded(StrBuilder *out, i64 number, u32 width, char fill) {
    i64 limit = 10;
    u32 digits = 1;
    for (; number >= limit; limit *= 10) digits++;
    for (; digits < width; digits++) builder_char(out, (u8)fill);
    builder_i64(out, number);
}

static void put_short(StrBuilder *out, const char *name) {
    builder_ascii(out, name, 3);
}

static const char *month_name(const CalendarTime *t) {
    return month_names[t->month > 0 ? t->month - 1 : 0];
}

// ISO 8601 week and its year.
static i64 iso_week(const CalendarTime *t, i64 *year) {
    i64 week = (t->year_day - 1 - t->weekday + 10) / 7;
    *year = t->year;
    i64 first = calendar_days(t->year, 1, 1), next = calendar_days(t->year + 1, 1, 1);
    i64 january_weekday = ((first % 7 + 10) % 7), next_weekday = ((next % 7 + 10) % 7);
    if (week < 1) {
        *year = t->year - 1;
        i64 previous = calendar_days(*year, 1, 1), previous_weekday = ((previous % 7 + 10) % 7);
        return previous_weekday == 3 || (previous_weekday == 2 && first - previous == 366) ? 53
                                                                                           : 52;
    }
    bool has_53 = january_weekday == 3 || (january_weekday == 2 && next - first == 366);
    if (week == 53 && !has_53 && next_weekday <= 3) {
        *year = t->year + 1;
        return 1;
    }
    return week;
}

static void put_format(StrBuilder *out, const Moment *moment, const char *format);

static void put_zone_offset(StrBuilder *out, i32 offset) {
    builder_char(out, offset < 0 ? '-' : '+');
    i32 minutes = (offset < 0 ? -offset : offset) / 60;
    put_padded(out, minutes / 60, 2, '0');
    put_padded(out, minutes % 60, 2, '0');
}

static void put_directive(StrBuilder *out, const Moment *moment, u32 directive) {
    const CalendarTime *t = &moment->time;
    i64 year;
    switch (directive) {  // table:
    case 'Y': builder_i64(out, t->year); return;
    case 'C': put_padded(out, t->year / 100, 2, '0'); return;
    case 'y': put_padded(out, t->year % 100, 2, '0'); return;
    case 'm': put_padded(out, t->month, 2, '0'); return;
    case 'd': put_padded(out, t->day, 2, '0'); return;
    case 'e': put_padded(out, t->day, 2, ' '); return;
    case 'H': put_padded(out, t->hour, 2, '0'); return;
    case 'I': put_padded(out, t->hour % 12 == 0 ? 12 : t->hour % 12, 2, '0'); return;
    case 'M': put_padded(out, t->minute, 2, '0'); return;
    case 'S': put_padded(out, t->second, 2, '0'); return;
    case 'p': builder_text(out, t->hour < 12 ? "AM" : "PM"); return;
    case 'j': put_padded(out, t->year_day, 3, '0'); return;
    case 'w': builder_i64(out, (t->weekday + 1) % 7); return;
    case 'u': builder_i64(out, t->weekday + 1); return;
    case 'a': put_short(out, day_names[t->weekday]); return;
    case 'A': builder_text(out, day_names[t->weekday]); return;
    case 'b':
    case 'h': put_short(out, month_name(t)); return;
    case 'B': builder_text(out, month_name(t)); return;
    case 'U': put_padded(out, (t->year_day + 6 - (t->weekday + 1) % 7) / 7, 2, '0'); return;
    case 'W': put_padded(out, (t->year_day + 6 - t->weekday) / 7, 2, '0'); return;
    case 'V': put_padded(out, iso_week(t, &year), 2, '0'); return;
    case 'G':
        iso_week(t, &year);
        builder_i64(out, year);
        return;
    case 'Z': builder_ascii(out, moment->zone, (u32)moment->zone_len); return;
    case 'z': put_zone_offset(out, moment->offset); return;
    case 'n': builder_char(out, '\n'); return;
    case 't': builder_char(out, '\t'); return;
    case '%': builder_char(out, '%'); return;
    case 'D':
    case 'x': put_format(out, moment, "%m/%d/%y"); return;
    case 'T':
    case 'X': put_format(out, moment, "%H:%M:%S"); return;
    case 'R': put_format(out, moment, "%H:%M"); return;
    case 'F': put_format(out, moment, "%Y-%m-%d"); return;
    case 'r': put_format(out, moment, "%I:%M:%S %p"); return;
    case 'c': put_format(out, moment, "%a %b %e %H:%M:%S %Y"); return;
    default:
        builder_char(out, '%');
        builder_char(out, directive);
        return;
    }
}

static void put_format(StrBuilder *out, const Moment *moment, const char *format) {
    for (; *format; format++) {
        if (*format == '%' && format[1])
            put_directive(out, moment, (u8) * (++format));
        else
            builder_char(out, (u8)*format);
    }
}

ResultWord rt_native_TIME_STRFTIME(RtState *rt, const Value *args) {
    Str *format = argument_str(rt, args[0], "strftime() argument 1 must be str, not %T");
    if (!format) return word_error();
    Moment moment;
    i64 offset;
    Str *zone = argument_str(rt, args[2], "name of a zone must be str, not %T");
    if (!zone || !argument_count(rt, args[3], 0, &offset)) return word_error();
    if (!moment_of_tuple(rt, args[1], &moment)) return word_error();
    moment.offset = (i32)offset;
    moment.zone_len = zone->len < ZONE_BYTES ? zone->len : ZONE_BYTES;
    for (u32 i = 0; i < moment.zone_len; i++) moment.zone[i] = (u8)str_get(zone, i);
    StrBuilder out;
    builder_init(&out, rt);
    for (u32 i = 0; i < format->len; i++) {
        u32 point = str_get(format, i);
        if (point == '%' && i + 1 < format->len)
            put_directive(&out, &moment, str_get(format, ++i));
        else
            builder_char(&out, point);
    }
    return word_object(builder_finish(&out));
}
