"""The shipped templates, by the name of their file."""

from documents.drawing import memo, plan, reports

DRAWN = {
    "plan": plan.template,
    "memo": memo.template,
    "answer_report": reports.answer_report,
    "set_aside": reports.set_aside,
    "urging": reports.urging,
}
