"""What people set: confidence, assumptions, the ladder of voices, plans.  The third and last input.

Read from `aantafel.toml`; printed as a digest beside every answer, so that two people know
whether they looked through the same glasses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from graph.errors import AantafelError
from graph.records import canonical, digest
from graph.schema import CONFIDENCE, LADDER

FILE_NAME = "aantafel.toml"
MOST_DRAWS = 100_000
ASSUMPTIONS: Mapping[str, float] = MappingProxyType({"REGULATES": 0.6, "INSPECTS": 0.3, "CERTIFIES": 0.3})


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted of one dialogue (`docs/definitions.md`)."""

    us: str = ""
    seats: int | None = None
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    rights_share: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may set, with the built-in values."""

    confidence: Mapping[str, float] = field(default_factory=lambda: dict(CONFIDENCE))
    ladder: Mapping[str, float] = field(default_factory=lambda: dict(LADDER))
    assumptions: Mapping[str, float] = field(default_factory=lambda: dict(ASSUMPTIONS))
    tau: float = 0.5
    proxy: float = 0.5
    captured_above: float = 0.5
    safety_months: int = 6
    draws: int | None = None  # None: as many as the size of the map allows
    seed: int = 1
    store: str = ""
    lang: str = ""
    as_of: str = ""
    dialogue: str = ""
    plans: Mapping[str, Plan] = field(default_factory=dict)

    def probability(self, confidence: str) -> float:
        """The chance, 0 to 1, that a claim of this confidence holds."""
        known = self.confidence.get(confidence)
        return known if known is not None else float(confidence)

    def digest(self) -> str:
        """Eight digits that stand for all of it but where the store is and the language."""
        return digest("settings", canonical(asdict(replace(self, store="", lang=""))))[:8]


def read_settings(path: Path) -> Settings:
    """The settings of one file; raises `AantafelError` that names the file and the line or key."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise AantafelError.of("settings.unreadable", file=path.name, why=str(wrong)) from wrong
    return settings_from(table, path.name)


def settings_from(table: Mapping[str, Any], name: str = FILE_NAME) -> Settings:
    """Settings from a parsed table; unknown keys and values out of range are refused, by name."""
    base = Settings()
    known = {one.name for one in fields(Settings)} - {"store"}
    given: dict[str, Any] = {}
    for key, value in table.items():
        if key == "store":
            given["store"] = (
                _text(value.get("path", ""), "store.path", name)
                if isinstance(value, Mapping)
                else _text(value, key, name)
            )
        elif key == "plans":
            given["plans"] = {
                title: _plan(plan, f"plans.{title}", name) for title, plan in _table(value, key, name).items()
            }
        elif key in ("confidence", "ladder", "assumptions"):
            builtin = dict(getattr(base, key))
            given[key] = {**builtin, **_shares(value, key, builtin, name)}
        elif key in ("tau", "proxy", "captured_above"):
            given[key] = _share(value, key, name)
        elif key in ("safety_months", "seed"):
            given[key] = _whole(value, key, name)
        elif key == "draws":
            given[key] = _whole(value, key, name, MOST_DRAWS)
        elif key in known:
            given[key] = _text(value, key, name)
        else:
            raise AantafelError.of(
                "settings.unknown_key", file=name, setting=key, known=", ".join(sorted(known | {"store"}))
            )
    return replace(base, **given)


def find_settings(start: Path) -> Path | None:
    """The nearest settings file from `start` upwards, like git; None where there is none."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def _plan(value: Any, key: str, name: str) -> Plan:
    table = _table(value, key, name)
    known = {one.name for one in fields(Plan)}
    if unknown := sorted(set(table) - known):
        raise AantafelError.of(
            "settings.unknown_key", file=name, setting=f"{key}.{unknown[0]}", known=", ".join(sorted(known))
        )
    names = {
        part: tuple(_text(v, f"{key}.{part}", name) for v in table.get(part, ()))
        for part in ("must", "never")
    }
    seats = _whole(table["seats"], f"{key}.seats", name) if "seats" in table else None
    share = _share(table["rights_share"], f"{key}.rights_share", name) if "rights_share" in table else None
    return Plan(_text(table.get("us", ""), f"{key}.us", name), seats, names["must"], names["never"], share)


def _shares(value: Any, key: str, builtin: Mapping[str, float], name: str) -> dict[str, float]:
    table = _table(value, key, name)
    if unknown := sorted(set(table) - set(builtin)):
        raise AantafelError.of(
            "settings.unknown_key", file=name, setting=f"{key}.{unknown[0]}", known=", ".join(sorted(builtin))
        )
    return {word: _share(number, f"{key}.{word}", name) for word, number in table.items()}


def _share(value: Any, key: str, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise AantafelError.of("settings.bad_value", file=name, setting=key, value=value, want="0–1")
    return float(value)


def _whole(value: Any, key: str, name: str, most: int | None = None) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= (most or value):
        want = f"0–{most}" if most else "0, 1, 2, …"
        raise AantafelError.of("settings.bad_value", file=name, setting=key, value=value, want=want)
    return value


def _text(value: Any, key: str, name: str) -> str:
    if not isinstance(value, str):
        raise AantafelError.of("settings.bad_value", file=name, setting=key, value=value, want='"…"')
    return value


def _table(value: Any, key: str, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise AantafelError.of("settings.bad_value", file=name, setting=key, value=value, want=f"[{key}]")
    return value
