"""A relation in a marimo notebook: marimo edit examples/notebook_marimo.py"""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import marimo as mo

    import detente as dt

    return dt, mo


@app.cell
def _(mo):
    year = mo.ui.slider(1991, 2024, value=2013, label="as of")
    mo.vstack([year])
    return (year,)


@app.cell
def _(dt, mo, year):
    view = dt.relation("NATO", "Russia", as_of=year.value)
    mo.vstack([view])
    return (view,)


@app.cell
def _(view):
    view.windows()
    return


@app.cell
def _(view):
    view.accounting("accession")
    return


@app.cell
def _(dt, mo, year):
    panel = dt.state_years(years=(year.value - 1, year.value)).add("democracy", offline=True)
    mo.vstack([panel])
    return


if __name__ == "__main__":
    app.run()
