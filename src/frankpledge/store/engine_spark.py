"""Spark as an engine: the same statement over the same files, for whoever keeps them where a cluster reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def connect() -> SparkSession:
    """A session on this machine, without a page to watch it on. Imported late: pyspark is not always installed."""
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master("local[1]")
        .appName("frankpledge")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )


def register(session: SparkSession, views: Mapping[str, Sequence[Path]]) -> None:
    """Give sets of Parquet files the names under which a statement knows them."""
    for name, files in views.items():
        session.read.parquet(*map(str, files)).createOrReplaceTempView(name)


def run(session: SparkSession, statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement whose values are given as parameters, in the order of its question marks."""
    return [tuple(row) for row in session.sql(statement, args=list(parameters)).collect()]
