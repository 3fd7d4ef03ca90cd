"""Draws the pages of the bundled templates: filled with four invented reports, printed, made small.

The pictures stand in ``pictures/`` and in ``templates/README.md``; a test draws the pages anew and
holds them beside these, so that no template changes its look unseen. ``python docs/pictures.py``
(``make pictures``) renews them. Needs LibreOffice, pdftoppm and Pillow.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import evolve
from PIL import Image, ImageFilter, ImageOps

import reportkit as rk
from reportkit.documents import Letterhead, write_docx, write_outline, write_xlsx
from reportkit.parsing import Unit
from reportkit.vietnamese import Level

PICTURES = Path(__file__).parent / "pictures"
README_PICTURE = PICTURES.with_name("so-ket.png")
SEEDS = PICTURES.parents[1] / "seeds"
PAGES = {
    "dang/so-ket": (1, 2),
    "dang/tong-ket": (1, 2),
    "nha-nuoc/so-ket": (1, 2),
    "nha-nuoc/tong-ket": (1, 2),
    "de-cuong": (1, 2),
    "phieu-hop": (1, 2),
    "phu-luc": (1, 2, 10),
}
"""The pages that are shown of each template, side by side."""

_WIDTH = 380
"""Of a page, in points of the picture."""
_GAP = 8
_SHADES = 8
_CELL = 10
"""A page is compared in squares of so many points: a word may move within one."""
_TOLERATED = 0.08
"""How much darker or lighter a square may be; ink is 1."""

_REPORTS = {
    ("Đảng bộ huyện Núi Xanh", Level.DISTRICT): (
        "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị, toàn huyện đã tổ chức 45 "
        "hội nghị học tập, quán triệt cho 6.200 lượt cán bộ, đảng viên. Toàn huyện có trên 120 mô "
        "hình, cách làm hay. Đã khen thưởng 12 tập thể, 30 cá nhân.\n"
        "Nhiệm vụ, giải pháp thời gian tới\n"
        "- Rà soát, nhân rộng các mô hình có hiệu quả ở từng chi bộ.\n"
    ),
    ("Đảng bộ xã Suối Đá", Level.COMMUNE): (
        "Toàn xã có 18 mô hình. Đã huy động 350 triệu đồng giúp 42 hộ nghèo, xóa 07 nhà tạm. "
        "Mô hình “Ngày thứ bảy vì dân” của Hội Liên hiệp Phụ nữ xã đã giúp 25 hộ nghèo. "
        "Đã khen thưởng 03 tập thể, 05 cá nhân. Tỷ lệ đảng viên xây dựng cam kết đạt 98,5%.\n"
        "Hạn chế, khuyết điểm\n"
        "- Việc nhân rộng mô hình còn chậm.\n"
        "Kiến nghị, đề xuất\n"
        "- Đề nghị cấp trên bố trí kinh phí khen thưởng hằng năm.\n"
    ),
    ("Đảng bộ xã Đồi Chè", Level.COMMUNE): (
        "Toàn xã có 09 mô hình. Đã đăng tải 260 tin, bài. Đã tổ chức 06 hội nghị học tập, quán "
        "triệt cho 540 lượt cán bộ, đảng viên. Đã huy động 80 triệu đồng.\n"
        "Hạn chế, khuyết điểm\n"
        "- Nhân rộng mô hình chưa kịp thời.\n"
    ),
    ("Đảng bộ phường Bến Sông", Level.COMMUNE): "Các chi bộ thực hiện tốt nhiệm vụ được giao.",
}
_PARTY = Letterhead(
    parent="Đảng bộ tỉnh Ven Núi",
    issuer="Đảng ủy khu vực Núi Xanh",
    number=5,
    symbol="ĐU",
    place="Núi Xanh",
    date=dt.date(2026, 11, 20),
    subject="sơ kết 05 năm thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị",
    authority="T/M BAN THƯỜNG VỤ",
    post="Bí thư",
    signer="Nguyễn Văn A",
    recipients=("Thường trực Tỉnh ủy", "Các chi bộ trực thuộc"),
)
_STATE = evolve(
    _PARTY,
    form="nha-nuoc",
    parent="Ủy ban nhân dân tỉnh Ven Núi",
    issuer="Ủy ban nhân dân xã Núi Xanh",
    symbol="UBND",
    subject="Sơ kết 05 năm thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị",
    authority="TM. ỦY BAN NHÂN DÂN",
    post="Chủ tịch",
    addressees=("Ủy ban nhân dân tỉnh Ven Núi",),
)


def sample_review() -> rk.Review:
    """Give the review of the invented reports."""
    summaries = []
    for (unit, level), text in _REPORTS.items():
        summary = rk.parse(text, profile="chi-thi-05")
        source = evolve(summary.source, name=f"{unit}.docx", digest="ab" * 32)
        summaries.append(evolve(summary, source=source, unit=Unit(unit, level)))
    return rk.Review(summaries, profile="chi-thi-05")


def write_pages(folder: Path, templates: Iterable[str | Path] = PAGES) -> list[Path]:
    """Fill these templates with the sample, for the copy to be signed; give the files."""
    review = sample_review()
    files = []
    for template in templates:
        name = Path(template).with_suffix("").as_posix().lstrip("/").replace("/", "-")
        head = _STATE if "nha-nuoc" in name else _PARTY
        if name == "de-cuong":
            files.append(write_outline("chi-thi-05", folder / "de-cuong.docx", letterhead=head))
        elif name == "phu-luc":
            files.append(write_xlsx(review, folder / "phu-luc.xlsx", letterhead=head))
        else:
            target = folder / f"{name}.docx"
            files.append(
                write_docx(review, target, template=template, letterhead=head, trace="none")
            )
    return files


def draw(files: Iterable[Path], pages: Mapping[str, tuple[int, ...]]) -> dict[str, Image.Image]:
    """Print files by one call of LibreOffice; give pages of each, grey, side by side, by stem."""
    with tempfile.TemporaryDirectory() as name:
        return {
            pdf.stem: side_by_side(
                [page(pdf, number, _WIDTH).convert("L") for number in pages[pdf.stem]]
            )
            for pdf in print_all(files, Path(name))
        }


def print_all(files: Iterable[Path], folder: Path) -> list[Path]:
    """Print files into a folder by one call of LibreOffice; give the PDFs."""
    files = list(files)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", folder, *files],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return [folder / f"{file.stem}.pdf" for file in files]


def page(pdf: Path, number: int, width: int) -> Image.Image:
    """Draw a page of a PDF so wide, with a thin line around it."""
    subprocess.run(
        ["pdftoppm", "-r", "150", "-f", str(number), "-l", str(number), "-png", "-singlefile",
         pdf, pdf.with_suffix("")],
        check=True, capture_output=True,
    )  # fmt: skip
    with Image.open(pdf.with_suffix(".png")) as drawn:
        height = round(drawn.height * width / drawn.width)
        small = drawn.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    return ImageOps.expand(small, border=1, fill=(160, 160, 160))


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Set pages of one mode beside each other."""
    width = sum(one.width for one in pages) + _GAP * (len(pages) - 1)
    whole = Image.new(pages[0].mode, (width, max(one.height for one in pages)), "white")
    left = 0
    for one in pages:
        whole.paste(one, (left, 0))
        left += one.width + _GAP
    return whole


def save(image: Image.Image, target: Path, colours: int = _SHADES) -> None:
    """Save a picture in few shades or colours, small."""
    target.parent.mkdir(exist_ok=True)
    image.quantize(colours).save(target, optimize=True)


def changed(before: Image.Image, after: Image.Image) -> float:
    """Give which part of the squares that hold ink is drawn otherwise: 0 where none is.

    Squares are blurred, so that a letter's edge or a word a little to the side does not count;
    a line that moved, came or went does. Pictures of other sizes are changed wholly.
    """
    if before.size != after.size:
        return 1.0
    inks = [_inks(image) for image in (before, after)]
    told = [pair for pair in zip(*inks, strict=True) if max(pair) > _TOLERATED]
    moved = sum(abs(one - other) > _TOLERATED for one, other in told)
    return moved / max(len(told), 1)


def _inks(image: Image.Image) -> list[float]:
    """How dark each square of a picture is, from 0 to 1."""
    blurred = image.convert("L").filter(ImageFilter.GaussianBlur(_CELL / 2))
    small = blurred.resize((image.width // _CELL, image.height // _CELL), Image.Resampling.BOX)
    return [1 - shade / 255 for shade in small.tobytes()]


def renew() -> None:
    """Draw the pictures of all templates anew, and the one of the README."""
    pages = {name.replace("/", "-"): numbers for name, numbers in PAGES.items()}
    with tempfile.TemporaryDirectory() as name:
        drawn = draw(write_pages(Path(name)), pages)
    for stem, image in drawn.items():
        save(image, PICTURES / f"template-{stem}.png")
    save(demonstration(), README_PICTURE, colours=24)
    for target in [*sorted(PICTURES.glob("template-*.png")), README_PICTURE]:
        print(f"{target.relative_to(PICTURES.parents[1])}: {target.stat().st_size // 1024 + 1} kB")


def demonstration() -> Image.Image:
    """What ``make demo`` makes: the report's first page, beside it the annex's table and chart."""
    review = rk.Review(rk.read(SEEDS), profile="chi-thi-05")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [
            write_docx(review, folder / "so-ket.docx", trace="none"),
            write_xlsx(review, folder / "phu-luc.xlsx"),
        ]
        report, annex = print_all(files, folder)
        table, chart = _pages_with(annex, "TỔNG HỢP SỐ LIỆU", "THEO ĐƠN VỊ")
        right = [page(annex, number, 520) for number in (table, chart)]
        height = sum(one.height for one in right) + _GAP
        left = page(report, 1, round((height - 2) * 210 / 297))
    column = Image.new("RGB", (right[0].width, height), "white")
    column.paste(right[0], (0, 0))
    column.paste(right[1], (0, right[0].height + _GAP))
    return side_by_side([left, column])


def _pages_with(pdf: Path, *words: str) -> list[int]:
    """The first page of a PDF on which each of these words stands."""
    text = subprocess.run(
        ["pdftotext", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout.split("\f")
    return [next(n for n, one in enumerate(text, 1) if word in one) for word in words]
