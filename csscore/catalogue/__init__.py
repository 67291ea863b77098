"""The wording of every problem code, in Chinese and English; one file per room, so a room owns its codes.

S: scheme files · D1xx: containers and encodings · D2xx: tables and cells · D3xx: agents, values and months ·
P: points, ranks and pay · B: the monthly books · A: what is asked of a result · U: usage and output.
"""

from __future__ import annotations

from csscore.catalogue.amounts import CODES as AMOUNTS
from csscore.catalogue.analyses import CODES as ANALYSES
from csscore.catalogue.audits import CODES as AUDITS
from csscore.catalogue.books import CODES as BOOKS
from csscore.catalogue.carrying import CODES as CARRYING
from csscore.catalogue.cells import CODES as CELLS
from csscore.catalogue.cluster import CODES as CLUSTER
from csscore.catalogue.cluster_faults import CODES as CLUSTER_FAULTS
from csscore.catalogue.code import Code
from csscore.catalogue.containers import CODES as CONTAINERS
from csscore.catalogue.disputes import CODES as DISPUTES
from csscore.catalogue.engines import CODES as ENGINES
from csscore.catalogue.expressions import CODES as EXPRESSIONS
from csscore.catalogue.history import CODES as HISTORY
from csscore.catalogue.identity import CODES as IDENTITY
from csscore.catalogue.measures import CODES as MEASURES
from csscore.catalogue.origins import CODES as ORIGINS
from csscore.catalogue.parallel import CODES as PARALLEL
from csscore.catalogue.pay import CODES as PAY
from csscore.catalogue.results import CODES as RESULTS
from csscore.catalogue.rows import CODES as ROWS
from csscore.catalogue.scheme_forms import CODES as SCHEME_FORMS
from csscore.catalogue.schemes import CODES as SCHEMES
from csscore.catalogue.services import CODES as SERVICES
from csscore.catalogue.tables import CODES as TABLES
from csscore.catalogue.trends import CODES as TRENDS
from csscore.catalogue.unfinished import CODES as UNFINISHED
from csscore.catalogue.usage import CODES as USAGE

CODES: dict[str, Code] = {
    **SCHEMES, **SCHEME_FORMS, **EXPRESSIONS, **CONTAINERS, **CELLS, **TABLES, **MEASURES, **ROWS, **IDENTITY, **ORIGINS, **HISTORY, **RESULTS, **PAY, **AMOUNTS,
    **ANALYSES, **AUDITS, **TRENDS, **BOOKS, **CARRYING, **DISPUTES, **PARALLEL, **UNFINISHED, **ENGINES, **SERVICES, **CLUSTER, **CLUSTER_FAULTS,
    **USAGE,
}  # fmt: skip

__all__ = ["CODES", "Code"]
