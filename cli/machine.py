"""`dondoc machine`: the state diagram, printed from the table."""

from typing import Annotated

import typer


def machine(
    duty: Annotated[bool, typer.Option("--duty", help="The machine of one agency's duty instead.")] = False,
) -> None:
    """Print the state diagram as Mermaid, from the table that runs."""
    from states.diagrams import mermaid, mermaid_duty

    typer.echo(mermaid_duty() if duty else mermaid())
