import pytest

from govnlp.text.language import language_of

ENGLISH = [
    "Security",
    "Médecins Sans Frontières",
    "José Manuel de la Torre",
    "The Rio de la Plata Basin Treaty",
    "The Sûreté du Québec and the police of Montréal met for the first time.",
    "The origins of 人类命运共同体 (a community with a shared future) are older.",
    "P. 158",
    "Coup d'état",
]
CHINESE = [
    "安",
    "COVID-19疫情",
    "签署《Paris Agreement》",
    "“一带一路”倡议（Belt and Road Initiative, BRI）",
    "作者:Sheena Example Name",
    "Jane Example先生",
    "网址：https://www.example.org/very/long/path",
    "他在Foreign Affairs上撰文讨论GSI",
    "𠮷野家",
    "日语中の意思是的",
]
UNDETERMINED = [
    "",
    "· 156 ·",
    "4.3.2.1.",
    "😀",
    "Вода и мир",
    "السلام",
    "ความมั่นคง",
    "ひとの安全保障",
    "人間の安全保障",
    "인간안보",
    "La sécurité humaine est une notion qui date des années 1990.",
    "El Consejo de Seguridad de las Naciones Unidas y la paz",
    "Die Sicherheit der Staaten und die Sicherheit des Menschen",
    "İnsan güvenliği ve çok taraflı iş birliği için yeni bir çağrı",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", CHINESE)
def test_chinese(text: str) -> None:
    assert language_of(text) == "zh"


@pytest.mark.parametrize("text", UNDETERMINED)
def test_neither(text: str) -> None:
    assert language_of(text) == "und"
