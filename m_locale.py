import locale
