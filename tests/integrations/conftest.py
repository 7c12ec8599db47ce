"""Fjordby as it is published on a Tuesday in November, and the public schemas."""

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from velkommen.integrations.published import Published, gather
from velkommen.project.demo import build

SCHEMAS = Path(__file__).with_name("schemas")
TODAY = date(2026, 11, 24)
BASE = "https://velkommen.fjordby.example"


@pytest.fixture(scope="session")
def published(django_db_setup: None, django_db_blocker: Any) -> Published:
    """Made once and read into memory: what is published is plain data, and the town is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        build.fill(days=0, today=TODAY, at=datetime(2026, 11, 24, 11, tzinfo=UTC))
        made = gather(TODAY, BASE)
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="session")
def hsds_schema() -> Any:
    return json.loads(gzip.decompress((SCHEMAS / "hsds-3.0-service.json.gz").read_bytes()))


@pytest.fixture(scope="session")
def cpsv_shapes() -> bytes:
    return gzip.decompress((SCHEMAS / "cpsv-ap-3.2.0-shacl.ttl.gz").read_bytes())
