"""The pages for the official of an addressed agency: one link, one duty, no account."""

from fastapi import APIRouter

from portal.answer import confirm, papers, routes, table_in

router = APIRouter(include_in_schema=False)
for part in (routes, confirm, table_in, papers):
    router.include_router(part.router)
