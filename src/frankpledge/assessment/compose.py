"""The whole document as blocks: cover and chapters, in the order of the outline."""

from __future__ import annotations

import re

from frankpledge.assessment.blocks import Cover, Document, Fixed, Run, Runs, Text
from frankpledge.assessment.chapters.background import background
from frankpledge.assessment.chapters.key_findings import key_findings
from frankpledge.assessment.chapters.outcomes import outcomes
from frankpledge.assessment.chapters.peers import peers_chapter
from frankpledge.assessment.chapters.people import people
from frankpledge.assessment.chapters.places import places
from frankpledge.assessment.chapters.residents import residents
from frankpledge.assessment.chapters.services import services
from frankpledge.assessment.chapters.topic import asb, crime
from frankpledge.assessment.story import Story
from frankpledge.record.codec import digest
from frankpledge.terms.words import day_in_words

SIMULATED = "Record-level data in this document are simulated. They describe no real event, person or street."
_CHAPTERS = (key_findings, crime, asb, places, people, outcomes, services, peers_chapter, residents, background)


def compose(story: Story) -> Document:
    """Every chapter of the assessment."""
    blocks = tuple(block for chapter in _CHAPTERS for block in chapter(story))
    return Document(cover=_cover(story), blocks=blocks)


def _cover(story: Story) -> Cover:
    partnership = story.record.partnership
    simulated = any(part.simulated for part in story.evaluator.library.edition.parts)
    notices = [SIMULATED] if simulated else []
    return Cover(
        partnership=partnership.name,
        title=_with_year(partnership.title),
        period=(Fixed(partnership.period.label, "date"),),
        dated=Fixed(day_in_words(partnership.dated), "date"),
        status=partnership.status,
        marking=partnership.marking,
        edition=Fixed(story.evaluator.edition, "edition"),
        record=Fixed(digest(story.record)[:12], "edition"),
        notice=" ".join([*notices, partnership.notice]).strip(),
        contact=partnership.contact,
    )


def _with_year(title: str) -> Runs:
    """A title as runs: its digits are a date."""
    runs: list[Run] = [
        Fixed(piece, "date") if place % 2 else Text(piece)
        for place, piece in enumerate(re.split(r"(\d[\d/–-]*)", title))
        if piece
    ]
    return tuple(runs)
