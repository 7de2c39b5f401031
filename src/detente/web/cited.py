"""How a view is cited: by its address and its edition, as text, BibTeX and CSL-JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.settings import settings
from detente.web.desk import nothing_of_that_name
from detente.web.service import Service
from detente.web.views import View

if TYPE_CHECKING:
    from detente.paper.writers.citation import PaperCitation

FORMS = ("txt", "bib", "json")


def citation_of(view: View, data: dict[str, Any], service: Service) -> PaperCitation:
    """Say how a view is cited.

    Parameters
    ----------
    view : View
        The parties and the day.
    data : dict
        What its page shows.
    service : Service
        Names the edition, and the address of the workbench.
    """
    title = f"{data['doc']['title']} {data['doc']['subtitle']}"
    return citation_at(title, view.address, service)


def citation_at(title: str, address: str, service: Service) -> PaperCitation:
    """Say how a page is cited.

    Parameters
    ----------
    title : str
        What it shows.
    address : str
        Path and query under which it is kept.
    service : Service
        Names the edition, and the address of the workbench.
    """
    # the rooms of the paper take a second to load, which the start of the server does not wait for
    from detente.paper.origin import software
    from detente.paper.writers.citation import PaperCitation

    joint = "&" if "?" in address else "?"
    return PaperCitation(
        title=title,
        by=software(),
        series="",
        made=settings().made,
        identifier=f"detente-view-{service.edition}",
        published=f"{service.config.own_address}{address}{joint}edition={service.edition}",
    )


def cite_as(cited: PaperCitation, form: str) -> tuple[str, str]:
    """Write a citation.

    Parameters
    ----------
    cited : PaperCitation
        The citation.
    form : {"txt", "bib", "json"}
        How.

    Returns
    -------
    str, str
        The text, and the end of the file's name.

    Raises
    ------
    Refused
        For another form.
    """
    written = {"txt": cited.line, "bib": cited.bibtex, "json": cited.csl}
    if form not in written:
        raise nothing_of_that_name(form, FORMS, "form of citation")
    return written[form](), form
