"""mingxi 明细: Chinese county budget disclosures (预算公开, 决算公开) as exact, audited tables.

``read`` reads one document, ``extract`` many into a publication of Parquet files, ``open`` opens a publication. Money is
``decimal.Decimal`` and codes are text throughout; ``check_status`` says of every number what the accounting identities
say of it.
"""

from ._dataset import Column, Dataset
from ._document import Document, read
from ._errors import (
    AmbiguousWarning,
    BusyError,
    DocumentError,
    InputError,
    MingxiError,
    OptionError,
    OutputError,
    PageError,
    PublicationError,
    TooFewError,
)
from ._example import EXAMPLE
from ._native import VERSION as __version__
from ._publication import Publication, open
from ._run import Problem, Progress, Summary, extract
from ._table import Table

__all__ = [
    "EXAMPLE",
    "AmbiguousWarning",
    "BusyError",
    "Column",
    "Dataset",
    "Document",
    "DocumentError",
    "InputError",
    "MingxiError",
    "OptionError",
    "OutputError",
    "PageError",
    "Problem",
    "Progress",
    "Publication",
    "PublicationError",
    "Summary",
    "Table",
    "TooFewError",
    "__version__",
    "extract",
    "open",
    "read",
]
