"""mingxi on Spark: `binaryFile` in, `mapInArrow` over `mingxi worker` processes, nine list columns out.

    documents = extract(spark, spark.read.format("binaryFile").load("in"))
    documents.selectExpr("inline(line_items)").write.parquet("line_items")

Spark's file sources pass over files of no bytes, which `mingxi extract` publishes as `empty`.
"""
import os

from pyspark.sql.pandas.types import from_arrow_schema

from mingxi_worker import Worker, schema


def extract(spark, files, program="mingxi", timeout=120, memory=4096):
    """The documents of a data frame with the columns `path` and `content`."""
    spark.sparkContext.addPyFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "mingxi_worker.py"))
    target = schema(program)

    def read(batches):
        worker = Worker(program, timeout, memory)
        try:
            for batch in batches:
                for path, content in zip(batch.column("path"), batch.column("content")):
                    table = worker.read(plain(path.as_py()), content.as_py())
                    yield from table.cast(target).to_batches()
        finally:
            worker.close()

    return files.select("path", "content").mapInArrow(read, from_arrow_schema(target, prefer_timestamp_ntz=True))


def plain(path):
    """Spark's file URL as the path that other ways of reading would name."""
    from urllib.parse import unquote

    return unquote(path[5:]) if path.startswith("file:") else path
