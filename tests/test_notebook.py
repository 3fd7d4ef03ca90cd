"""The notebook in examples/ runs from top to bottom, in a folder where it finds the reports."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "examples" / "tu-bao-cao-den-tong-hop.ipynb"


def test_the_notebook_shows_tables_and_writes_both_files(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT)})
    shown = [
        output["data"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output["output_type"] == "execute_result"
    ]
    assert sum("text/html" in data for data in shown) == 5
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "bao-cao-so-ket.docx",
        "phu-luc.xlsx",
    ]


def test_the_notebook_is_kept_without_outputs():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
