"""Jobs: progress, cancel, and what they made."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from detente.web.desk import (
    HTML,
    MEDIA_OF,
    asked_view,
    nothing_of_that_name,
    page,
    refuse_where_read_only,
    service_of,
)
from detente.web.jobs import DONE, Job
from detente.web.pages.scenario import scenario_address
from detente.web.pictures import svg_policy
from detente.web.views import View

router = APIRouter(include_in_schema=False)
PAPER, SCENARIO = "paper", "scenario"


def begin_paper(request: Request, view: View, options: dict[str, object]) -> Job:
    """Begin to write a paper.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    view : View
        The parties and the day.
    options : dict
        As `detente.analysis.options.Options` has them.
    """
    refuse_where_read_only(request, "a paper")
    title = f"The paper on {view.first} and {view.second}, as of {view.as_of}"
    inputs = {**view.arguments, "options": options}
    return service_of(request).jobs.begin(PAPER, title, inputs, writes=True)


@router.post("/relation/{first}/{second}/paper")
async def write_paper(request: Request, first: str, second: str, as_of: str = "") -> Response:
    """Begin to write the paper of a view, and lead to its progress."""
    view = await asked_view(first, second, as_of[:20])
    job = begin_paper(request, view, {})
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


@router.get("/jobs/{id}")
async def show(request: Request, id: str) -> Response:
    """Show how far a job is, or what it made."""
    jobs = service_of(request).jobs
    job = jobs.find(id)
    if job.kind == SCENARIO and job.status == DONE:
        return RedirectResponse(scenario_address(job.inputs), status_code=303)
    files = list(job.result["files"].items()) if job.kind == PAPER and job.status == DONE else []
    shown = page(request, "job.html", here="", job=job, place=jobs.place(job), files=files)
    return Response(shown, media_type=HTML)


@router.get("/api/v1/jobs/{id}/events")
@router.get("/jobs/{id}/events")
async def events(request: Request, id: str) -> Response:
    """Tell how far a job is, as it goes on."""
    jobs = service_of(request).jobs
    news = jobs.news(jobs.find(id))
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(news, media_type="text/event-stream", headers=headers)


@router.post("/jobs/{id}/cancel")
async def cancel(request: Request, id: str) -> Response:
    """End a job."""
    jobs = service_of(request).jobs
    jobs.cancel(jobs.find(id))
    return RedirectResponse(f"/jobs/{id}", status_code=303)


@router.get("/jobs/{id}/files/{name:path}")
async def file(request: Request, id: str, name: str) -> Response:
    """Give a file that a job wrote."""
    return written(service_of(request).jobs.find(id), name)


def written(job: Job, name: str) -> Response:
    """Give a file of a paper, by the name that the job gave it and no other.

    Parameters
    ----------
    job : Job
        The job.
    name : str
        Of the file.

    Raises
    ------
    Refused
        Where it wrote no such file.
    """
    known = job.result["files"] if job.kind == PAPER and job.status == DONE else {}
    if name not in known:
        raise nothing_of_that_name(name, known, "file of this job")
    end = name.rpartition(".")[2]
    media = MEDIA_OF.get(end, "application/octet-stream")
    path = Path(job.folder) / name
    headers = {"cache-control": "private, max-age=3600"}
    if end == "html":
        # the paper is one file with its own styles, and runs nothing
        own = svg_policy(path.read_text(encoding="utf-8"))
        headers["content-security-policy"] = f"{own}; img-src data:"
    as_file = None if end in ("html", "pdf") else path.name
    return FileResponse(path, media_type=media, headers=headers, filename=as_file)
