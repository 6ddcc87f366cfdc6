"""Settings: found upwards, read with care, refused by name."""

from pathlib import Path

import pytest

from graph.errors import AantafelError
from graph.settings import Plan, Settings, find_settings, read_settings
from graph.workspace import workspace


def written(folder: Path, text: str) -> Path:
    path = folder / "aantafel.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_can_be_read(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, """
        lang = "nl"
        as_of = "2025"
        tau = 0.6
        safety_months = 3
        [store]
        path = "graaf.db"
        [confidence]
        claimed = 0.4
        [assumptions]
        REGULATES = 0.5
        [ladder]
        advocate = 0.2
        [plans."Follow-up"]
        us = "Importer 1"
        seats = 12
        must = ["Union R"]
        rights_share = 0.25
        """))  # fmt: skip
    assert (settings.lang, settings.as_of, settings.tau, settings.store) == ("nl", "2025", 0.6, "graaf.db")
    assert settings.probability("claimed") == 0.4
    assert settings.probability("documented") == 0.95
    assert settings.probability("0.7") == 0.7
    assert settings.plans["Follow-up"] == Plan("Importer 1", 12, ("Union R",), (), 0.25)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("tua = 0.5", "tua"),
        ("tau = 2", "tau"),
        ("tau = true", "tau"),
        ("safety_months = -1", "safety_months"),
        ("draws = 100001", "draws"),
        ("draws = -1", "draws"),
        ("seed = 0.5", "seed"),
        ("[confidence]\ncertain = 1", "confidence.certain"),
        ("[confidence]\nclaimed = 'x'", "confidence.claimed"),
        ("confidence = 3", "confidence"),
        ("lang = 3", "lang"),
        ("[plans.A]\nchairs = 3", "plans.A.chairs"),
        ("[plans.A]\nseats = 'x'", "plans.A.seats"),
        ("tau = ", "aantafel.toml"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name_in_both_languages(
    tmp_path: Path, text: str, named: str
) -> None:
    with pytest.raises(AantafelError) as caught:
        read_settings(written(tmp_path, text))
    assert named in caught.value.sentence("en") and named in caught.value.sentence("nl")
    assert caught.value.sentence("en") != caught.value.sentence("nl")


def test_the_nearest_file_upwards_counts_and_its_store_lies_beside_it(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    written(tmp_path, '[store]\npath = "x.db"')
    assert find_settings(inner) == tmp_path / "aantafel.toml"
    assert workspace(start=inner, environ={}).where == str(tmp_path / "x.db")


def test_what_is_asked_for_goes_before_the_environment_before_the_file(tmp_path: Path) -> None:
    written(tmp_path, 'lang = "nl"\n[store]\npath = "x.db"')
    env = {"AANTAFEL_STORE": "env.db", "AANTAFEL_LANG": "en"}
    assert workspace(start=tmp_path, environ={}).lang == "nl"
    assert workspace(start=tmp_path, environ=env).lang == "en"
    assert workspace(start=tmp_path, environ=env).where == "env.db"
    assert workspace(start=tmp_path, environ=env, store="asked.db", lang="nl").where == "asked.db"


def test_a_language_we_do_not_speak_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AantafelError, match="fr"):
        workspace(start=tmp_path, environ={}, lang="fr")


def test_the_digest_tells_settings_apart_but_not_where_or_in_which_language() -> None:
    assert Settings().digest() == Settings(store="x.db", lang="nl").digest()
    assert Settings().digest() != Settings(tau=0.6).digest()
