"""`python -m documents.drawing`: write the shipped templates anew, after a change of their drawing."""

from documents.drawing.package import packed
from documents.drawing.templates import DRAWN
from documents.filling import SHIPPED

for name, draw in DRAWN.items():
    (SHIPPED / f"{name}.docx").write_bytes(packed(draw()))
    print(SHIPPED / f"{name}.docx")
