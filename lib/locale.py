"""The locale "C" with UTF-8: the only one there is. Others are refused as CPython refuses what is not installed."""

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "localeconv", "strcoll",
           "strxfrm", "str", "atof", "atoi", "format_string", "currency", "normalize", "LC_CTYPE", "LC_COLLATE",
           "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_ALL", "LC_MESSAGES", "CHAR_MAX", "getencoding", "localize",
           "delocalize"]

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
_NAMES = ("", "C", "POSIX", "C.UTF-8", "C.utf8")
_current = "C"


class Error(Exception):
    pass


def setlocale(category, locale=None):
    global _current
    if not LC_CTYPE <= category <= LC_ALL:
        raise Error("invalid locale category")
    if locale is None:
        return _current
    name = locale if isinstance(locale, type("")) else normalize(".".join(filter(None, locale)))
    if name not in _NAMES:
        raise Error("unsupported locale setting")
    _current = name or "C.UTF-8"
    return _current


def getlocale(category=LC_CTYPE):
    return (None, None) if _current in ("C", "POSIX") else ("en_US", "UTF-8")


def getdefaultlocale(envvars=()):
    return None, None


def normalize(localename):
    return localename or "C"


def getencoding():
    return "utf-8"


def getpreferredencoding(do_setlocale=True):
    return "utf-8"


def localeconv():
    return {
        "int_curr_symbol": "", "currency_symbol": "", "mon_decimal_point": "", "mon_thousands_sep": "",
        "mon_grouping": [], "positive_sign": "", "negative_sign": "", "int_frac_digits": CHAR_MAX,
        "frac_digits": CHAR_MAX, "p_cs_precedes": CHAR_MAX, "p_sep_by_space": CHAR_MAX, "n_cs_precedes": CHAR_MAX,
        "n_sep_by_space": CHAR_MAX, "p_sign_posn": CHAR_MAX, "n_sign_posn": CHAR_MAX, "decimal_point": ".",
        "thousands_sep": "", "grouping": [],
    }


def strcoll(a, b):
    return (a > b) - (a < b)


def strxfrm(string):
    return string


def format_string(f, val, grouping=False, monetary=False):
    return f % val


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    return "%.12g" % val


def delocalize(string):
    return string


def localize(string, grouping=False, monetary=False):
    return string


def atof(string, func=float):
    return func(string)


def atoi(string):
    return int(string)
