"""What other services see: what partners count, how people reach the police, indicators, and what partners state."""

from __future__ import annotations

from frankpledge.assessment.blocks import Block
from frankpledge.assessment.chapters.services_contacts import contacts_part
from frankpledge.assessment.chapters.services_feeds import feeds_part
from frankpledge.assessment.chapters.services_indicators import indicators_part
from frankpledge.assessment.chapters.services_stated import stated_part
from frankpledge.assessment.chapters.topic import comments_of
from frankpledge.assessment.story import Story
from frankpledge.assessment.template import render_chapter

_SECTIONS = ("feeds", "calls", "indicators", "health", "stated", "unmet", "comments")


def services(story: Story) -> tuple[Block, ...]:
    """The chapter; left out whole where no source of it was ever loaded and nobody wrote anything for it."""
    parts = {
        **feeds_part(story),
        **contacts_part(story),
        **indicators_part(story),
        **stated_part(story),
        "comments": comments_of(story, "services"),
    }
    return render_chapter("services", parts) if any(parts[section] for section in _SECTIONS) else ()
