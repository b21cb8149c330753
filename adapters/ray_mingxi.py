"""mingxi on Ray: an actor for each `mingxi worker` process.

    dataset = extract(ray.data.read_binary_files("in", include_paths=True), concurrency=8)
    dataset.write_parquet("out")       # nine list columns, one for each dataset of the publication
"""
import pyarrow as pa
from ray.data import ActorPoolStrategy

from mingxi_worker import Worker


class Read:
    """Rows of `path` and `bytes` to rows of nine lists."""

    def __init__(self, options):
        self.worker = Worker(**options)

    def __call__(self, batch):
        tables = [
            self.worker.read(path.as_py(), data.as_py())
            for path, data in zip(batch.column("path"), batch.column("bytes"))
        ]
        return pa.concat_tables(tables)


def extract(files, concurrency=1, **options):
    """The documents of a dataset with the columns `path` and `bytes`."""
    return files.map_batches(
        Read,
        fn_constructor_args=[options],
        batch_format="pyarrow",
        batch_size=8,
        compute=ActorPoolStrategy(size=concurrency),
    )
