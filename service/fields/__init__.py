"""The fields that paragraphs are filtered and counted by: one specification for each.

`FIELDS` is the registry. To add a field, name it in `index.fields`, and describe it in
`service.fields.table`; parameters, facets, completions, pages and the index follow.
"""

from service.fields.specification import FieldSpecification
from service.fields.table import FIELDS

__all__ = ["FIELDS", "FieldSpecification"]
