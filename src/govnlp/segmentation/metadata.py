"""Lines that say something about a text: authors, dates, sources, addresses."""

import re

from govnlp.segmentation.titles import is_title_cased
from govnlp.text.sentence_ends import ends_sentence

_EN_LABELS = (
    "sources? authors? editors? translators? date dated published updated place venue subject from"
    " to ref reference distr\\.? original photo image credit tags topics? location time e-?mail tel"
    " fax url link"
).replace(" ", "|")
_ZH_LABELS = "|".join(
    r"\s*".join(label)
    for label in (
        "作者 來源 来源 日期 時間 时间 編輯 编辑 責編 责编 地點 地点 譯者 译者 主講 主讲 記者 记者"
        " 攝影 摄影 圖 图 附 電話 电话 傳真 传真 郵箱 邮箱 電郵 電子郵件 电子邮件 網址 网址 地址"
        " 主題 主题 編號 编号 文號 文号 發布 发布 出處 出处 單位 单位"
    ).split()
)
_LABEL = re.compile(
    rf"(?:{_EN_LABELS})\s*[:：]|(?:{_ZH_LABELS})\s*[:：]\s*\S",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_ZH_DIGIT = "[\\d〇○零一二三四五六七八九十]"
_DAYS = r"\d{1,2}(?:\s?[-–]\s?\d{1,2})?"
_DATE = re.compile(
    rf"(?:{_DAYS}\s+)?{_MONTH}\s+(?:{_DAYS},\s*)?\d{{4}}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_ZH_DIGIT}{{4}}\s?年\s?{_ZH_DIGIT}{{1,2}}\s?月(?:\s?{_ZH_DIGIT}{{1,3}}\s?日)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|www\.|@\w")
_BY = re.compile(r"(?:By|Edited by|Written by|Translated by)\s+(?=[A-Z])")
_BETWEEN_NAMES = re.compile(r",\s*|\s+and\s+|\s*&\s*|;\s*")
_NAME = re.compile(r"([A-Z]{2,}(?:-[A-Z]+)?)\s+(?:[A-Z][a-z]+[\s-]?){1,3}\d?")
# In capitals like a family name, but what stands behind them is no given name: "UN Charter".
# AI and AU are missing because they are family names as well.
_ACRONYMS = frozenset(
    "APEC ASEAN AUKUS BRI BRICS CBM CCP CPC CSTO CTBT DPRK ECOWAS EU FAO GATT GCI GDI GSI HIV IAEA"
    " ICC ICJ ICT ILO IMF INF IOM NATO NGO NPT OECD OPCW OPEC OSCE PLA PRC ROK SAARC SARS SCO SDG"
    " START UK UN UNDP UNEP UNESCO UNHCR UNICEF US USA USSR WFP WHO WMD WTO".split()
)


def is_metadata(text: str) -> bool:
    """Tell whether a line is a date, an address, or a label with its value (Source: ...).

    >>> is_metadata("Source: China Daily"), is_metadata("作者:编辑部"), is_metadata("25 May 2012")
    (True, True, True)
    >>> is_metadata("Peace: A Plan")
    False
    """
    if _LABEL.match(text) or _DATE.fullmatch(text):
        return True
    return _ADDRESS.search(text) is not None


def is_byline(text: str) -> bool:
    """Tell whether a line names authors: names with the family name in capitals, or "By ...".

    >>> is_byline("WANG Mengting and YU Xiaofeng"), is_byline("By Jane Roe")
    (True, True)
    >>> is_byline("NATO"), is_byline("NATO Enlargement")
    (False, False)
    """
    if len(text) > 120 or ends_sentence(text):
        return False
    by = _BY.match(text)
    if by and is_title_cased(text[by.end() :]):
        return True
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    return bool(names) and all(map(_is_name, names))


def _is_name(text: str) -> bool:
    match = _NAME.fullmatch(text)
    return match is not None and match[1] not in _ACRONYMS
