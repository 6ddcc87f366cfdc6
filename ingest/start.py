"""What `init` writes: an empty workbook, the safety sheet apart, and a settings file."""

from __future__ import annotations

from pathlib import Path

from graph.errors import Refused
from graph.settings import FILE_NAME, Settings
from graph.words import say
from ingest.workbook import write_safety_sheet, write_workbook


def start_folder(folder: Path, lang: str, *, settings: bool = True) -> tuple[Path, ...]:
    """Write them into `folder`, made when missing; returns where they are.

    Raises `Refused`, before anything is written, where one of them is there already.
    """
    workbook = folder / say("start.workbook_name", lang)
    safety = folder / say("start.safety_name", lang)
    toml = folder / FILE_NAME
    for path in (workbook, safety, *([toml] if settings else [])):
        if path.exists():
            raise Refused.of("console.would_overwrite", path=path.as_posix())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = [write_workbook(workbook, lang), write_safety_sheet(safety, lang)]
        if settings:
            toml.write_text(settings_text(lang), encoding="utf-8", newline="\n")
            made.append(toml)
    except OSError as wrong:
        raise Refused.of(
            "console.cannot_write", path=folder.as_posix(), why=wrong.strerror or wrong
        ) from wrong
    return tuple(made)


def settings_text(lang: str) -> str:
    """A settings file with the built-in values, commented out, and what each is for."""
    base = Settings()
    lines = [f'lang = "{lang}"', "", "[store]", 'path = "aantafel.db"', ""]
    for name, about in (
        ("confidence", "start.confidence"),
        ("ladder", "start.ladder"),
        ("assumptions", "start.assumptions"),
    ):
        lines += [f"# {say(about, lang)}", f"# [{name}]"]
        lines += [f"# {word} = {number:g}" for word, number in getattr(base, name).items()] + [""]
    lines += [
        f"# {say('start.plan', lang)}",
        f'# [plans."{say("start.plan_title", lang)}"]',
        '# us = "…"',
        "# seats = 12",
        "# rights_share = 0.25",
    ]
    return "\n".join(lines) + "\n"
