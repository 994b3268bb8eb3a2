"""The flows that are deployed: what they are called, where their code is, what the administrator reads of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deployed:
    """One deployment: `name` is that of its flow too, so Prefect's pages show "directive/directive"."""

    name: str
    entrypoint: str  # module and name of the flow
    description: str
    tags: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        return f"{self.name}/{self.name}"


DIRECTIVE = Deployed(
    "directive",
    "flows.directive.directive",
    "One run per directive, parked under its state's name between its wakes.",
)
INTAKE = Deployed(
    "intake",
    "flows.intake.intake",
    "One run per document from the inbox: read, and issued or put before the clerk.",
)
RECONCILE = Deployed(
    "reconcile",
    "flows.reconcile.reconcile",
    "Gives every open directive that lost its run or its wake a run again; the administrator need do nothing.",
    tags=("housekeeping",),
)
DEPLOYMENTS = (DIRECTIVE, INTAKE, RECONCILE)
