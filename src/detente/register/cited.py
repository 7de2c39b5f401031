"""How an edition is cited: a line, BibTeX, CSL-JSON, DataCite, and the data of search engines."""

from __future__ import annotations

import json
from typing import Any

from detente.paper.writers.citation import PaperCitation
from detente.register.configured import current
from detente.register.models import Edition, Person
from detente.register.themes import Theme, read_theme

KERNEL = "http://datacite.org/schema/kernel-4"
"""Layout of the metadata of a DOI."""
REPORT = {"@context": "https://schema.org", "@type": "Report", "inLanguage": "en"}
PERSONAL, ORGANISATION = "Personal", "Organizational"


def citation(edition: Edition) -> PaperCitation:
    """Say how an edition is cited.

    Parameters
    ----------
    edition : Edition
        The edition.
    """
    paper = edition.paper
    names = ", ".join(person.name for person in paper.people) or edition.about["author"]
    institute = read_theme(current()).name
    day = edition.published_at.date() if edition.published_at else edition.made
    series = f"{paper.series}, edition {edition.number}" if paper.series else _edition(edition)
    return PaperCitation(
        title=edition.whole_title,
        by=f"{names}, {institute}",
        series=series,
        made=day,
        identifier=edition.identifier,
        published=paper.doi or address(edition),
    )


def _edition(edition: Edition) -> str:
    return f"Edition {edition.number}"


def address(edition: Edition) -> str:
    """Give the whole address of an edition.

    Parameters
    ----------
    edition : Edition
        The edition.
    """
    return current().absolute(edition.get_absolute_url())


def datacite(edition: Edition) -> dict[str, Any]:
    """Give the metadata with which a DOI is registered.

    Parameters
    ----------
    edition : Edition
        The edition.
    """
    paper, theme = edition.paper, read_theme(current())
    creators = [
        {"name": person.name, "nameType": PERSONAL if person.is_person else ORGANISATION}
        for person in paper.people
    ]
    said: dict[str, Any] = {"schemaVersion": KERNEL, "language": "en"}
    said |= {"doi": paper.doi or None, "url": address(edition), "version": str(edition.number)}
    said["creators"] = creators or [{"name": theme.name, "nameType": ORGANISATION}]
    said["publisher"] = {"name": theme.name}
    said["publicationYear"] = (edition.published_at or edition.frozen_at).year
    said["types"] = {"resourceTypeGeneral": "Report", "resourceType": paper.series or "Paper"}
    said["rightsList"] = [{"rights": theme.licence}] if theme.licence else []
    said |= {"dates": _dates(edition), "relatedIdentifiers": _related(edition)}
    return said | _described(edition)


def _described(edition: Edition) -> dict[str, Any]:
    """Give titles, abstract, subjects and the identifier of an edition."""
    tags = edition.paper.tags.all()
    return {
        "titles": [{"title": edition.title}, {"title": edition.subtitle, "titleType": "Subtitle"}],
        "subjects": [{"subject": tag.name} for tag in tags],
        "descriptions": [{"description": edition.abstract, "descriptionType": "Abstract"}],
        "identifiers": [{"identifier": edition.identifier, "identifierType": "SHA-256 (12)"}],
    }


def _dates(edition: Edition) -> list[dict[str, str]]:
    """Give the dates of an edition."""
    dates = [{"date": edition.made.isoformat(), "dateType": "Created"}]
    if edition.published_at:
        dates.append({"date": edition.published_at.date().isoformat(), "dateType": "Issued"})
    if edition.withdrawn_at:
        dates.append({"date": edition.withdrawn_at.date().isoformat(), "dateType": "Withdrawn"})
    return dates


def _related(edition: Edition) -> list[dict[str, str]]:
    """Name the editions before and after, and the stable address."""
    site = current()
    stable = site.absolute(edition.paper.get_absolute_url())
    related = [_relation(stable, "IsVersionOf")]
    for other in edition.paper.shown_editions:
        if other.number == edition.number - 1:
            related.append(_relation(address(other), "IsNewVersionOf"))
        if other.number == edition.number + 1:
            related.append(_relation(address(other), "IsPreviousVersionOf"))
    return related


def _relation(whole: str, kind: str) -> dict[str, str]:
    return {
        "relatedIdentifier": whole,
        "relatedIdentifierType": "URL",
        "relationType": kind,
    }


def linked_data(edition: Edition) -> str:
    """Give the data that search engines read, as text that a page can hold.

    Parameters
    ----------
    edition : Edition
        The edition.
    """
    paper, theme = edition.paper, read_theme(current())
    said = {
        "headline": edition.whole_title,
        "abstract": edition.abstract,
        "url": address(edition),
        "identifier": paper.doi or edition.identifier,
        "version": edition.number,
    }
    people = {
        "author": [_author(person) for person in paper.people],
        "publisher": _publisher(theme),
        "keywords": [tag.name for tag in paper.tags.all()],
    }
    dates = {
        "datePublished": _day(paper.first_published),
        "dateModified": _day(edition.published_at),
    }
    return safe_json(REPORT | said | people | dates)


def _author(person: Person) -> dict[str, str]:
    return {"@type": "Person" if person.is_person else "Organization", "name": person.name}


def _publisher(theme: Theme) -> dict[str, str]:
    return {"@type": "Organization", "name": theme.name}


def _day(moment: Any) -> str | None:
    return moment.date().isoformat() if moment else None


def safe_json(said: Any) -> str:
    """Write JSON that ends no element of a page.

    Parameters
    ----------
    said : Any
        Plain data.

    Examples
    --------
    >>> safe_json("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(said, ensure_ascii=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
