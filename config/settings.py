"""Every setting: its name, unit, default and one sentence. docs/settings.md is this table; a test compares the two.

Read from `DONDOC_*` in the environment, then from `dondoc.toml` in the home folder, then the default here.
"""

from datetime import time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from config.clock import Clock, open_clock
from config.errors import Unavailable

DEFAULT_HOME = Path("~/.dondoc")
ROSTERS = Path(__file__).parent / "rosters"
CALENDARS = Path(__file__).parent / "calendars"


class Settings(BaseSettings):
    """Where things are, who is who in this office, and how long things may take."""

    model_config = SettingsConfigDict(env_prefix="DONDOC_", extra="forbid", validate_default=True, frozen=True)

    home: Path = Field(DEFAULT_HOME, description="Folder that holds everything the embedded default writes.")
    database_url: str = Field("", description="SQLAlchemy URL of the records; empty: `records.sqlite3` in the home.")
    clock: Path | None = Field(None, description="File of a compressed clock; unset: the machine's clock.")
    zone: str = Field("Asia/Ho_Chi_Minh", description="Time zone in which deadlines are decided and shown.")
    language: Literal["vi", "en"] = Field("vi", description="Language of mails.")

    office_name: str = Field("UBND tỉnh Quảng Ngãi", description="Issuing office, as mails name it.")
    rosters: tuple[Path, ...] = Field(
        (ROSTERS / "quang_ngai_2020.csv", ROSTERS / "quang_ngai_2025.csv"),
        description="Roster files (csv, xlsx), read as one table, unless `dondoc roster import` took in others.",
    )
    calendar: Path = Field(CALENDARS / "vn.csv", description="The office's days off and made-up working days.")
    clerk_address: str = Field("vanthu@quangngai.example", description="Mailbox of the clerks: bounces, questions.")
    chairman_address: str = Field(
        "vpub@quangngai.example", description="Mailbox of the chairman's office: plans to decide on."
    )
    intake: Literal["ask", "issue"] = Field(
        "ask",
        description="What a file dropped into the inbox does: `issue` it when nothing is left to check, or always `ask`.",
    )

    reminder_days: tuple[int, ...] = Field(
        (5, 3, 1, 0), description="Working days before the last day on which a silent agency is reminded."
    )
    overdue_days: tuple[int, ...] = Field(
        (1, 2), description="Working days after the last day: the overdue mail, then the letter to the head."
    )
    mail_hour: time = Field(time(8, 30), description="Hour at which reminders and digests go out.")
    quiet_from: time = Field(time(20, 0), description="From this hour on nobody is mailed unasked…")
    quiet_until: time = Field(time(7, 0), description="…until this hour of the next day.")
    closing_hour: time = Field(time(17, 0), description="Office closing hour, where a deadline speaks of it.")

    smtp_host: str = Field("127.0.0.1", description="Mail server.")
    smtp_port: int = Field(2525, description="Its port.", ge=1, le=65535)
    smtp_security: Literal["none", "starttls", "tls"] = Field("none", description="Encryption towards it.")
    smtp_ca_file: Path | None = Field(None, description="CA certificates for it; unset: the system's.")
    smtp_user: str = Field("", description="Login; empty: none.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Its password.")
    smtp_timeout: float = Field(30.0, description="Seconds for each SMTP command.", gt=0)
    smtp_connections: int = Field(
        1, description="Connections kept open; as many messages can be doubled by a crash.", ge=1, le=20
    )
    mail_from: str = Field("dondoc@quangngai.example", description="Sender address of all mails.")
    mail_lease: float = Field(
        120.0, description="Seconds after which mails claimed by a dead process are taken over.", gt=0
    )
    mail_attempts: int = Field(8, description="Attempts before a deferred mail counts as bounced.", ge=1)
    templates: Path | None = Field(None, description="Folder whose mail templates win over the shipped ones.")
    sink_port: int = Field(8025, description="Port of the page that shows the embedded sink's mails.", ge=0, le=65535)
    portal_url: str = Field("", description="Address of the portal as mails link to it; empty: mails ask for a reply.")
    portal_host: str = Field("127.0.0.1", description="Address on which the portal listens.")
    portal_port: int = Field(8400, description="Its port.", ge=1, le=65535)
    portal_proxies: tuple[str, ...] = Field(
        ("127.0.0.1",),
        description="Addresses of reverse proxies whose word on a visitor's address and on https is taken.",
    )
    portal_upload_mb: int = Field(10, description="Largest file that the portal takes, in MB.", ge=1, le=100)
    session_hours: float = Field(10.0, description="Hours after which whoever signed in must do so again.", gt=0)
    oidc_issuer: str = Field("", description="Issuer of the office's OpenID Connect; empty: sign-in by password alone.")
    oidc_client_id: str = Field("", description="Our name there.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Our secret there.")
    oidc_username_claim: str = Field(
        "preferred_username", description="Claim that names the account: it must exist here already."
    )

    prefect_api_url: str = Field("", description="Prefect API; empty: the embedded server in the home.")
    prefect_database_url: str = Field("", description="Prefect's own database; empty: `prefect.sqlite3` in the home.")
    prefect_port: int = Field(4200, description="Port of the embedded Prefect server.", ge=1, le=65535)
    work_pool: str = Field("dondoc", description="Prefect work pool of the directives' runs.")
    worker: Literal["dondoc", "process"] = Field(
        "dondoc", description="`dondoc` runs the flows inside one process; `process` is Prefect's stock worker."
    )
    reconcile_every: float = Field(60.0, description="Seconds between two repairs of lost runs and wakes.", gt=0)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        home = init_settings().get("home") or env_settings().get("home") or DEFAULT_HOME
        file = TomlConfigSettingsSource(settings_cls, Path(home).expanduser() / "dondoc.toml")
        return init_settings, env_settings, file

    @property
    def folder(self) -> Path:
        """The home folder, absolute."""
        return self.home.expanduser().absolute()

    @property
    def records_url(self) -> str:
        return self.database_url or f"sqlite:///{self.folder / 'records.sqlite3'}"

    @property
    def api_url(self) -> str:
        return self.prefect_api_url or f"http://127.0.0.1:{self.prefect_port}/api"

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def own_rosters(self) -> Path:
        return self.folder / "rosters"

    @property
    def roster_files(self) -> tuple[Path, ...]:
        """The rosters taken in with `dondoc roster import`; without any, those of the setting."""
        own = sorted(file for file in self.own_rosters.glob("*") if file.suffix in (".csv", ".xlsx"))
        return tuple(own) or self.rosters

    @property
    def key_file(self) -> Path:
        return self.folder / "secret.key"

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def open_clock(self) -> Clock:
        return open_clock(self.clock)


def load(**given: object) -> Settings:
    """The settings of this process. Raises `Unavailable` naming the first one that cannot work."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"][:1])
        raise Unavailable(
            f"setting {name}: {first['msg']} (given: {first['input']!r})",
            remedy=f"correct DONDOC_{name.upper()} or `{name}` in dondoc.toml; docs/settings.md lists all settings",
        ) from None
