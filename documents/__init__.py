"""The formal documents that Dondoc hands over: .docx and .xlsx in the form of Decree 30/2020/NĐ-CP.

Knows: Word, Excel, the decree's layout, and the office's own templates. Is handed plain values (`documents.model`)
and gives bytes. Must not know: the database, Prefect, mail, HTTP, a clock; imports `states` and `config` at most.
"""
