"""An empty program with two commands and rich help: what Python, Typer and rich cost before anything is done."""

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode="rich", help="A program that does [b]nothing[/b].")


@app.command()
def first(name: Annotated[str, typer.Argument(help="Anything.")]) -> None:
    """Do nothing with a name."""


@app.command()
def second(count: Annotated[int, typer.Option(help="Anything.")] = 1) -> None:
    """Do nothing some times."""


if __name__ == "__main__":
    app()
