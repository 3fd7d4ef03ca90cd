"""Reviews to write: the five reports of ``seeds/``, and small invented ones."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from attrs import evolve

import reportkit as rk
from reportkit.parsing import Summary, Unit

REPOSITORY = Path(__file__).parents[2]


def report(unit: str, text: str, **facts: object) -> Summary:
    """What a unit's text says, with further facts set by hand."""
    summary = rk.parse(text, profile="chi-thi-05")
    source = evolve(summary.source, name=f"{unit}.txt", digest="ab" * 32)
    return evolve(summary, source=source, unit=Unit(unit), **facts)


@pytest.fixture(scope="session")
def make_review():
    """Make a review of (unit, text) pairs or of summaries."""

    def make(*reports: Summary | tuple[str, str]) -> rk.Review:
        summaries = [one if isinstance(one, Summary) else report(*one) for one in reports]
        return rk.Review(summaries, profile="chi-thi-05")

    return make


@pytest.fixture(scope="session")
def small_review(make_review):
    """Three units: two tell their models, one tells nothing that is counted."""
    return make_review(
        ("Đảng bộ tỉnh A", "Toàn tỉnh có trên 579 mô hình. Đã khen thưởng 32 tập thể, 56 cá nhân."),
        ("Đảng bộ huyện B", "Toàn huyện có 29 mô hình. Đã huy động được 2,6 tỷ đồng."),
        ("Đảng bộ xã C", "Các chi bộ thực hiện tốt nhiệm vụ được giao."),
    )


@pytest.fixture(scope="session")
def seeds_review():
    return rk.Review(rk.read(REPOSITORY / "seeds"), profile="chi-thi-05")


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Convert files with LibreOffice: all of them in one call; the test skips where it is missing."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("office-profile")

    def convert(kind: str, target: Path, *files: Path) -> list[Path]:
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{profile}",
                *("--headless", "--convert-to", kind, "--outdir", str(target)),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return [target / f"{file.stem}.{kind}" for file in files]

    return convert
