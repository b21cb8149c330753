"""Documents read by `mingxi worker` processes, for programs that have the documents and want Arrow tables.

The parser never runs in the caller's own process: a document that crashes, hangs or eats memory ends its worker, is
read once more by a fresh one, and then gets its row with the reason. The engines' adapters beside this file use it.
"""
import json
import os
import struct
import subprocess
import threading

import pyarrow as pa

DATASETS = ["documents", "tables", "cells", "line_items", "indicators", "projects", "statements", "checks", "diagnostics"]


class Worker:
    """One worker process at a time, started when it is needed."""

    def __init__(self, program="mingxi", timeout=120, memory=4096):
        self.command = [program, "worker", "--timeout", str(timeout), "--memory", str(memory)]
        self.patience = timeout + 10
        self.process = None

    def read(self, path, data):
        """The Arrow table of one document: a row (more for very large ones) of nine lists, one for each dataset."""
        header = {"file_name": path.rsplit("/", 1)[-1], "source_path": path}
        for _ in range(2):
            answer, ending = self._ask(header, data)
            if answer is not None:
                return answer
        # It ended two workers; the reason becomes the document's row.
        header["failed"] = {"kind": ending[0], "message": f"reading ended its process twice ({ending[1]})"}
        answer, ending = self._ask(header, data)
        if answer is None:
            raise RuntimeError(f"mingxi worker cannot answer: {ending[1]}")
        return answer

    def _ask(self, header, data):
        if self.process is None:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # Reserved and never used, further arenas of glibc would count against the memory limit.
                env={**os.environ, "MALLOC_ARENA_MAX": "1"},
            )
        process, late = self.process, threading.Event()
        clock = threading.Timer(self.patience, lambda: (late.set(), process.kill()))
        clock.start()
        try:
            text = json.dumps(header).encode()
            process.stdin.write(struct.pack("<I", len(text)) + text + struct.pack("<Q", len(data)))
            process.stdin.write(data)
            process.stdin.flush()
            length = 0
            while length == 0:  # an answer of no bytes is a sign of life
                (length,) = struct.unpack("<Q", self._exactly(8))
            table = pa.ipc.open_stream(self._exactly(length)).read_all()
        except (OSError, struct.error, pa.ArrowInvalid):
            process.kill()
            code = process.wait()
            self.process = None
            return None, ("timed_out" if late.is_set() else "crashed", f"exit code {code}")
        finally:
            clock.cancel()
        timed_out = any(row["error_kind"] == "timed_out" for row in table.column("documents")[0].as_py())
        if timed_out:  # such a worker ends after its answer
            self.close()
        return table, None

    def _exactly(self, length):
        data = self.process.stdout.read(length)
        if len(data) < length:
            raise OSError("the worker ended")
        return data

    def close(self):
        """Ends the process."""
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


def schema(program="mingxi"):
    """The schema of the tables, as the program states it."""
    worker = Worker(program)
    try:
        return worker.read("empty.txt", b"").schema
    finally:
        worker.close()


def rows(table, dataset):
    """The rows of one dataset as a table of their own."""
    lists = table.column(dataset).combine_chunks()
    return pa.Table.from_struct_array(lists.flatten())
