"""The one-time code in a text, as a person finds it: digits beside a word such as `code` or `PIN`.

Patterns are compiled when the first text is read: most runs of the simulator read none.
"""

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

# Words beside which people look for a code; parts of words too: `Bestätigungscode`.
_WORDS = (
    "code", "passw", "passcode", "kennwort", "verification", "verify", "one-time", "password",
    "mot de passe", "contraseña", "clave", "código", "codigo", "codice", "senha", "kod", "kód",
    "kode", "koodi", "heslo", "hasło", "parola", "şifre", "mã ", "κωδικ", "код", "кода", "пароль",
    "验证码", "驗證碼", "校验码", "动态码", "確認碼", "代码", "密码", "認証", "コード", "番号",
    "暗証", "인증번호", "코드", "رمز", "كود", "קוד", "कोड", "ओटीपी", "รหัส",
)  # fmt: skip
_WHOLE_WORDS = (
    "otp",
    r"\w*(?-i:TAN|PIN)",
    "pin",
    "tan",
    "token",
    "cod",
    "2fa",
    "log in",
    "login",
    "sign in",
)
# Other codes: `ZIP code 27601`, `use promo code 2024`.
_OTHER_CODES = (
    "zip", "postal", "post", "area", "country", "dial", "dialling", "promo", "discount", "coupon",
    "voucher", "gift", "gutschein", "rabatt", "aktions", "qr", "bar", "dress", "error", "swift",
    "sort", "codes? promo",
)  # fmt: skip
# Before a number that is no code, and nearer to it than any of the words above.
_OTHER_NUMBERS = (
    "order", "orders", "invoice", "reference", "ref", "ticket", "case", "tracking", "account",
    "acct", "card", "flight", "ending", "ending in", "ends with", "endet auf", "until",
    "since", "till", "bis", "seit", "hasta", "jusqu'en", "konto", "bestellung", "bestellnummer",
    "bestellnr", "rechnung", "rechnungsnummer", "kundennummer", "commande", "facture", "pedido",
    "factura", "ordine", "fattura", "encomenda", "zamówienie", "zamówienia", "faktura", "заказ",
    "заказа", "заказу", "number", "nummer", "nr", "no", "room", "gate", "call", "text", "at",
    "building", "street", "suite",
)  # fmt: skip
_UNITS = (
    "m|min|mins|minutes?|minuten|minutos?|minuti|h|hours?|stunden|heures?|horas?|s|sec|seconds?|"
    "sekunden|days?|tage|jours?|d[ií]as?|giorni|points?|punkte|pts|km|kg|miles?|mb|gb|items?|"
    "people|users?|times|st|rd|ave|str|street|분|分|分钟|分鐘|мин|минут"
)
_MONEY = "[$€£¥₹₽₩₺₪]"
_CURRENCIES = "usd|eur|gbp|chf|cad|aud|inr|rs|kr|sek|nok|dkk|zł|zl|pln|kč|czk|ft|huf|tl|руб|р"
_AMOUNT = r"(?:\d{1,3}(?: \d{3}){1,3}|\d)(?:[\d.,'’\u00a0\u202f]{0,14}\d)?"
# Digits that are no code, wherever they stand.
_DECOYS = (
    r"\bhttps?://\S+|\bwww\.\S+|(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+",
    r"(?<![\w.+-])[\w.+-]+@[\w.-]+",
    rf"{_MONEY}\s?{_AMOUNT}|{_AMOUNT}\s?(?:{_MONEY}(?!\s?\d)|(?:{_CURRENCIES}|euros?|dollars?)\b)",
    rf"\b(?:{_CURRENCIES})\.?\s?{_AMOUNT}",
    r"\d{1,4}(?P<sep>[./-])\d{1,2}(?P=sep)\d{1,4}",
    r"\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}[.h]\d{2}\s?(?:uhr|am|pm)?\b",
    r"\+\d[\d ().-]{6,}\d|\(\d{2,5}\)\s?\d[\d -]{5,}\d|\b0\d{1,4}[ /-]\d[\d /-]{4,}\d",
    r"(?<!\d)1?[-. ]?\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)",
    r"\d+\s?%|\d+[.,]\d+",
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}",
)
_CANDIDATE = (
    r"(?<![0-9A-Za-zÀ-ɏ_.,/*#•-])(?:[A-Z]{1,3}-)?"
    r"(\d{3}[- ]\d{3}|\d{2} \d{2} \d{2}|\d{4}[- ]\d{4}|\d{4,8})(?![0-9A-Za-zÀ-ɏ_%]|[.,/-]\d)"
)
# The last line of a text that browsers read (WICG, Origin-bound one-time codes).
_BOUND = r"(?m)^@[\w.-]+ #([0-9]{4,8})\b"
_FARTHEST = 100  # characters between word and code; the end of a sentence counts for 40
_SENTENCE = 40
_AFTER = 8  # a word after the digits counts as farther: `482913 is your code`
_LABEL = 30  # characters before a number in which its name stands
_READ = 4096  # characters of a text; a phone shows no longer ones
_YEAR_BESIDE = 8  # `2024` is a code only right beside its word


def one_time_code(text: str) -> str | None:
    """The digits of the one-time code in `text`, without spaces and hyphens; None without one.

    A code has four to eight digits and stands near a word such as `code`, `PIN` or `OTP`, in one of
    some twenty languages, or alone. Prices, times, dates, phone and order numbers are none.
    """
    text = _with_plain_digits(text[:_READ])
    if bound := _pattern(_BOUND).search(text):
        return str(bound[1])
    if alone := _pattern(rf"[\s<#>]*{_CANDIDATE}[\s.!]*").fullmatch(text):
        return _digits(alone[1])
    shown = _without_decoys(text)
    words = list(_words(shown))
    distances = ((_distance(shown, at, words), at) for at in _candidates(shown))
    nearest = min(distances, key=lambda pair: pair[0], default=None)
    return _digits(nearest[1][1]) if nearest and nearest[0] < _FARTHEST else None


def _candidates(text: str) -> list[re.Match[str]]:
    units = _pattern(rf"\s?(?:{_UNITS})\b")
    return [at for at in _pattern(_CANDIDATE).finditer(text) if not units.match(text, at.end())]


def _distance(text: str, at: re.Match[str], words: list[tuple[int, int]]) -> int:
    """How far a candidate is from the nearest word; _FARTHEST if it is too far to be a code."""
    start, end = at.span()
    word_end = max((last for _, last in words if last <= start), default=None)
    word_start = min((first for first, _ in words if first >= end), default=None)
    found = []
    if word_end is not None and not _is_other_number(text[word_end:start]):
        found.append(_length(text[word_end:start]))
    if word_start is not None and not _is_other_number(text[max(0, start - _LABEL) : start]):
        found.append(_length(text[end:word_start]) + _AFTER)
    nearest = min(found, default=_FARTHEST)
    is_year = re.fullmatch(r"(?:19|20)\d\d", at[1]) is not None
    return _FARTHEST if is_year and nearest > _YEAR_BESIDE else nearest


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each word that announces a code."""
    words = "|".join(map(re.escape, _WORDS))
    whole = "|".join(_WHOLE_WORDS)
    other = "|".join(_OTHER_CODES)
    pattern = _pattern(
        rf"(?P<other>\b(?:{other})[\s-]?codes?\b)|(?:{words})[^\W\d_]*|\b(?:{whole})\b"
    )
    return (found.span() for found in pattern.finditer(text) if not found["other"])


def _is_other_number(before: str) -> bool:
    """Whether the text before a number calls it the number of an order, an account, a year."""
    words = "|".join(map(re.escape, _OTHER_NUMBERS))
    return _pattern(rf"(?:\b(?:{words})|#|№|n°)[\s.:#№]*$").search(before) is not None


def _length(gap: str) -> int:
    return len(gap) + _SENTENCE * len(_pattern(r"[.!?。！？](?:\s|$)").findall(gap))


def _without_decoys(text: str) -> str:
    """`text` with all that is no code blanked out; each character keeps its place."""
    decoys = "|".join(f"(?:{each})" for each in _DECOYS)
    return _pattern(decoys).sub(lambda decoy: "·" * len(decoy[0]), text)


def _with_plain_digits(text: str) -> str:
    """`text` with full-width, Arabic and other digits as ASCII ones."""
    if text.isascii():
        return text
    text = normalize("NFC", text)
    return "".join(str(int(each)) if each.isdecimal() else each for each in text)


def _digits(code: str) -> str:
    return re.sub(r"[ -]", "", code)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
