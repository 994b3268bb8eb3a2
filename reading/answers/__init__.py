"""What an agency hands in, read into rows: a YAML or JSON file, the xlsx or docx form as it comes back, a paste.

A row is a dict with the directive's columns (`task`, `product`, `lead`, `coordinate`, `summary`, `legal_basis`,
`schedule`), words as written; whatever else the agency added stands under `other`. What is missing is "", for judging
an answer is the lead's work; only what is no table of proposals at all is refused, with its cell.
"""

from reading.answers.files import Answer, read_answer, read_form, read_stamp
from reading.answers.pasted import read_pasted
from reading.answers.remarks import NoForm, Remark

__all__ = ["Answer", "NoForm", "Remark", "read_answer", "read_form", "read_pasted", "read_stamp"]
