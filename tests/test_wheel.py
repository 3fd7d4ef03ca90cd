"""The wheel, built from a clean clone, does the main job where the repository is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command prints on stdout; a failure shows what it said."""
    answer = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert answer.returncode == 0, f"{command}:\n{answer.stdout}\n{answer.stderr}"
    return answer.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A clean clone of what is committed."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("the wheel is built from a clone, and this is no git repository")
    folder = tmp_path_factory.mktemp("clone") / "reportkit"
    run("git", "clone", "--quiet", ROOT, folder, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(clone: Path) -> Path:
    """The wheel, built with what is installed; nothing is downloaded."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", clone, cwd=clone)
    (wheel,) = (clone / "dist").glob("*.whl")
    return wheel


def test_the_wheel_carries_templates_profiles_and_types(wheel, clone):
    carried = set(zipfile.ZipFile(wheel).namelist())
    data = [
        *(path for path in (clone / "templates").rglob("*") if path.suffix in (".docx", ".xlsx")),
        *(clone / "reportkit").rglob("*.toml"),
        clone / "reportkit" / "py.typed",
    ]
    expected = {path.relative_to(clone).as_posix() for path in data}
    expected = {name if name.startswith("reportkit/") else f"reportkit/{name}" for name in expected}
    assert {"reportkit/templates/dang/so-ket.docx", "reportkit/templates/phu-luc.xlsx"} <= expected
    assert expected <= carried
    assert all(name.startswith(("reportkit/", "reportkit-")) for name in carried)


def test_the_installed_wheel_reviews_a_folder_far_from_the_repository(wheel, clone, tmp_path):
    site = tmp_path / "site"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, "--target", site, wheel, cwd=tmp_path)
    shutil.copytree(clone / "seeds", tmp_path / "reports")
    where = {"PYTHONPATH": str(site)}
    face = run(
        sys.executable, "-c", "import reportkit; print(reportkit.__file__)", cwd=tmp_path, **where
    )
    assert Path(face.strip()).is_relative_to(site)

    run(site / "bin" / "reportkit", "review", "reports", "-o", "out", cwd=tmp_path, **where)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "bao-cao-so-ket.docx",
        "phu-luc.xlsx",
    ]
