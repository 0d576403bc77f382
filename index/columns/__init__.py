"""What engines share: columns of values by row, and all that is worked out from rows found.

A *row* is a paragraph's number within one state of an index. An engine says in which rows words
stand; filters, counts, orders and pages are the same for all engines and live here.
"""
