"""Every dataset there is, in the order they are shown."""

from collections.abc import Mapping
from types import MappingProxyType

from velkommen.apps.evaluation.datasets.asked import COUNTING, SURVEYS
from velkommen.apps.evaluation.datasets.codebook import codebook
from velkommen.apps.evaluation.datasets.counts import APPOINTMENTS, DAY_TOTALS, LIFELINES
from velkommen.apps.evaluation.datasets.enquiries import ENQUIRIES
from velkommen.apps.evaluation.datasets.facts import PLACES, TASKS
from velkommen.apps.evaluation.datasets.published import PUBLISHED
from velkommen.apps.evaluation.datasets.shape import Dataset

_ROWS = (ENQUIRIES, DAY_TOTALS, APPOINTMENTS, LIFELINES, COUNTING, SURVEYS, PLACES, TASKS, PUBLISHED)
_CODEBOOK = codebook({dataset.key: dataset for dataset in _ROWS})

DATASETS: Mapping[str, Dataset] = MappingProxyType({dataset.key: dataset for dataset in (*_ROWS, _CODEBOOK)})
