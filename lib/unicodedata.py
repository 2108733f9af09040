"""Properties of characters, as far as ASCII goes: beyond it nothing is claimed."""

unidata_version = "16.0.0"


def is_normalized(form, unistr, /):
    return normalize(form, unistr) == unistr


def normalize(form, unistr, /):
    if form not in ("NFC", "NFD", "NFKC", "NFKD"):
        raise ValueError("invalid normalization form")
    if not unistr.isascii():
        raise NotImplementedError("unicodedata.normalize of text beyond ASCII")
    return unistr
