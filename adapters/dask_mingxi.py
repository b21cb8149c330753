"""mingxi on Dask: a partition of files for each task, read by a `mingxi worker` process beside it.

    tables = extract(sorted(glob("in/*.pdf")), partitions=64)
    items = dask.dataframe.from_delayed([rows_of(table, "line_items") for table in tables])
"""
import dask
import pyarrow as pa

from mingxi_worker import Worker, rows


def read_files(paths, program="mingxi", timeout=120, memory=4096):
    """The documents of some files as one table of nine lists."""
    worker = Worker(program, timeout, memory)
    try:
        tables = []
        for path in paths:
            with open(path, "rb") as file:
                tables.append(worker.read(path, file.read()))
        return pa.concat_tables(tables)
    finally:
        worker.close()


def extract(paths, partitions=None, **options):
    """Delayed tables, one for each partition of the paths."""
    paths = list(paths)
    partitions = min(partitions or len(paths), len(paths))
    parts = [paths[start::partitions] for start in range(partitions)]
    return [dask.delayed(read_files, pure=True)(part, **options) for part in parts]


@dask.delayed
def rows_of(table, dataset):
    """The rows of one dataset as a data frame with Arrow types."""
    import pandas as pd

    return rows(table, dataset).to_pandas(types_mapper=pd.ArrowDtype)
