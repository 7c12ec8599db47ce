"""Every dataset there is, in the order they are shown."""

from velkommen.apps.evaluation.datasets.counts import APPOINTMENTS, DAY_TOTALS, LIFELINES
from velkommen.apps.evaluation.datasets.enquiries import ENQUIRIES
from velkommen.apps.evaluation.datasets.facts import PLACES, TASKS
from velkommen.apps.evaluation.datasets.shape import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.key: dataset for dataset in (ENQUIRIES, DAY_TOTALS, APPOINTMENTS, LIFELINES, PLACES, TASKS)
}
