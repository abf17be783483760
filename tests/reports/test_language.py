import pytest

from accede.reports.language import foreign_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Das Parlament in Helsinki hat am Mittwoch mit großer Mehrheit für den Beitritt zum Bündnis gestimmt.",
            "German",
        ),
        ("Le parlement a approuvé mercredi à une large majorité l'adhésion du pays à l'alliance atlantique.", "French"),
        ("Türkiye Büyük Millet Meclisi çarşamba günü Finlandiya'nın ittifaka katılım protokolünü onayladı.", "Turkish"),
        ("Парламент в среду большинством голосов одобрил вступление страны в союз и передал документ.", "Russian"),
        ("Parliament voted on Wednesday by a large majority for accession to the alliance.", ""),
        ("Stenström, Kalın, Önal and Hakkarainen met Çavuşoğlu in Ankara", ""),
        ("Talks resume", ""),
        ("Ankara", ""),
        ("182-6", ""),
        ("Ertrag 34 Pf je Aktie (i. V. 119), Gewinn 807 000 (2 858 000), Umsatz 24,1 (22,7) Mio., Aktien 2 400 000", ""),
        ("Het kabinet wil in de herfst of in de winter beslissen, zei de minister van Buitenlandse Zaken in Den Haag.", "Dutch"),
    ],
)
def test_only_a_text_that_is_surely_foreign_is_named(text: str, language: str) -> None:
    assert foreign_language(text) == language
