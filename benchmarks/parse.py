#!/usr/bin/env python3
"""How fast quantities are found in Vietnamese reports, in MB/s of UTF-8, the engines in turn.

The text: the *.txt reports of a folder (default: seeds/), then copies of them with paragraphs
shuffled and last digits changed, so that no engine profits from having seen a text before.

limit              one pass of a number regex of `re`, which knows no unit and no meaning
find_quantities    reportkit.vietnamese.find_quantities
parse              reportkit.parse with a profile: a whole Summary, each figure bound
underthesea        sentences + words of a Vietnamese toolkit: what comes before the first figure
recognizers        recognizers-text-number: English numbers only, no Vietnamese words or units

A peer that is not installed is skipped (pip install underthesea recognizers-text-number 'emoji<2').
Quote ratios, not times, and only from one run.

    python benchmarks/parse.py [FOLDER] [--copies N] [--rounds N] [--engines A,B]
    python benchmarks/parse.py --linear         the time per character from 0.1 to 10 MB
    python benchmarks/parse.py --adversarial    1 MB of one piece each, against ordinary text
    python benchmarks/parse.py --profile        where find_quantities spends its time
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import random
import re
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?(?:\s?%)?")
SEEDS = Path(__file__).parent.parent / "seeds"
PROFILE = "chi-thi-05"
ADVERSARIAL = [
    *(
        "1",
        "12 ",
        "1.",
        "1,",
        ".",
        ",",
        " ",
        "\u00a0",
        "\n",
        '"',
        "“",
        "(",
        ")",
        "(1",
        "[",
        "-",
        "%",
    ),
    *(
        "trên ",
        "trên trên ",
        "tỷ ",
        "năm ",
        "một ",
        "hai ",
        "mươi ",
        "không ",
        "từ ",
        "a",
        "u\u0300",
    ),
]
DENSE = [
    "1 a ", "12 hộ, 15 hộ, ", "hơn 1 ", "1, 2 và ", "có hai xã, ", "12,5% a, ", "12/17 xã, ",
    "hơn 2,6 tỷ đồng, ", "tháng 5 ",
]  # fmt: skip
"""Nothing but quantities: told apart, with the time for each, since each must be read."""

Run = Callable[[], int]


class MissingError(Exception):
    """The engine is not installed."""


def texts(folder: Path, copies: int) -> list[str]:
    """The reports of a folder, and shuffled copies of them."""
    chance = random.Random(5)
    originals = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    if not originals:
        raise SystemExit(f"{folder}: no *.txt here; name a folder with reports as text")
    found = list(originals)
    for text in originals * (copies - 1):
        paragraphs = text.split("\n")
        chance.shuffle(paragraphs)
        found.append(
            re.sub(
                r"(?<![\d/.-])(\d+)\d(?![\d/.-])",
                lambda match: match[1] + str(chance.randint(0, 9)),
                "\n".join(paragraphs),
            )
        )
    return found


def limit(docs: list[str]) -> Run:
    return lambda: sum(1 for text in docs for _ in NUMBER.finditer(text))


def quantities(docs: list[str]) -> Run:
    from reportkit.vietnamese import find_quantities

    return lambda: sum(len(find_quantities(text)) for text in docs)


def parse(docs: list[str]) -> Run:
    import reportkit

    return lambda: sum(len(reportkit.parse(text, profile=PROFILE).figures) for text in docs)


def underthesea(docs: list[str]) -> Run:
    try:
        import underthesea as toolkit
    except ImportError as error:
        raise MissingError(str(error)) from error
    toolkit.word_tokenize("Tỉnh có 579 mô hình.")  # loads the model, which the package ships
    return lambda: sum(
        len(toolkit.word_tokenize(sentence))
        for text in docs
        for sentence in toolkit.sent_tokenize(text)
    )


def recognizers(docs: list[str]) -> Run:
    try:
        from recognizers_number import Culture, recognize_number
    except ImportError as error:
        raise MissingError(str(error)) from error
    recognize_number("579 km", Culture.English)
    return lambda: sum(len(recognize_number(text, Culture.English)) for text in docs)


ENGINES = {
    "limit": limit,
    "find_quantities": quantities,
    "parse": parse,
    "recognizers": recognizers,
    "underthesea": underthesea,
}


def seconds(run: Run) -> float:
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def compare(docs: list[str], names: list[str], rounds: int) -> None:
    """Each engine once a round, in turn; the least of all rounds counts."""
    volume = sum(len(text.encode()) for text in docs) / 1e6
    runs: dict[str, Run] = {}
    for name in names:
        try:
            runs[name] = ENGINES[name](docs)
        except MissingError as error:
            print(f"{name:<18}skipped: {error}")
    least = {name: float("inf") for name in runs}
    found = dict.fromkeys(runs, 0)
    for number in range(rounds):
        for name in list(runs)[:: 1 if number % 2 == 0 else -1]:
            found[name] = runs[name]()
            least[name] = min(least[name], seconds(runs[name]))
    print(f"{len(docs)} texts, {volume * 1000:.0f} KB, least of {rounds} rounds")
    ours = least.get("find_quantities")
    for name, time_needed in least.items():
        ratio = f"{time_needed / ours:8.2f} x find_quantities" if ours else ""
        print(f"{name:<18}{volume / time_needed:9.3f} MB/s {ratio}   {found[name]} found")
    if "parse" in least and "underthesea" in least:
        times = least["underthesea"] / least["parse"]
        print(f"a whole Summary is read {times:.1f} x as fast as underthesea tells words apart")
    for package in ("underthesea", "recognizers-text-number"):
        try:
            print(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue


def per_character(text: str, tries: int = 3) -> float:
    """Nanoseconds of find_quantities for each character, the least of some tries."""
    run = quantities([text])
    return min(seconds(run) for _ in range(tries)) / len(text) * 1e9


def of_length(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


# Sentences that never end: the whole reading must stay linear there, too.
ENDLESS = [
    "giúp 12 hộ nghèo, ", "có 12 hộ (trong đó 5 hộ nghèo), ", "tỷ lệ hộ nghèo đạt 12%, ",
    "phấn đấu 12 xã và 13 thôn, ", "năm 2022: 45 mô hình; năm 2023: 61 mô hình; ", "- Có 12 hộ:\n",
]  # fmt: skip


def linear(docs: list[str]) -> None:
    """The time for each character must stay the same, up to 10 MB."""
    whole = "\n".join(docs)
    for length in (100_000, 1_000_000, 10_000_000):
        print(f"{length:>10} characters {per_character(of_length(whole, length)):8.0f} ns each")
    print("a whole Summary:")
    for length in (10_000, 100_000, 1_000_000):
        text = of_length(whole, length)
        each = min(seconds(parse([text])) for _ in range(2)) / length * 1e9
        print(f"{length:>10} characters {each:8.0f} ns each")
    print("a whole Summary of a sentence that never ends, eight times the text (8 is linear):")
    for piece in ENDLESS:
        short, long = (
            min(seconds(parse([piece * count])) for _ in range(3)) for count in (60, 480)
        )
        print(f"{piece!r:<50}{long / short:6.2f} x")


def adversarial(docs: list[str]) -> None:
    """No piece, repeated to 1 MB, may take four times as long as ordinary text."""
    length = 1_000_000
    ordinary = per_character(of_length("\n".join(docs), length))
    print(f"ordinary text {ordinary:8.0f} ns a character")
    for piece in ADVERSARIAL:
        ratio = per_character(of_length(piece, length), tries=2) / ordinary
        print(f"{piece!r:<14}{ratio:6.2f} x{'   TOO SLOW' if ratio > 4 else ''}")
    print("nothing but quantities:")
    for piece in DENSE:
        text = of_length(piece, length)
        run, found = per_character(text, tries=2), quantities([text])()
        each = f"{run * length / found / 1000:8.1f} µs each" if found else ""
        print(f"{piece!r:<22}{run / ordinary:6.2f} x{each}")


def profile(docs: list[str]) -> None:
    run = quantities(docs)
    run()
    profiler = cProfile.Profile()
    profiler.enable()
    run()
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(15)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--linear", action="store_true")
    parser.add_argument("--adversarial", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    docs = texts(options.folder, options.copies)
    if options.linear:
        linear(docs)
    elif options.adversarial:
        adversarial(docs)
    elif options.profile:
        profile(docs)
    else:
        names = [name for name in ENGINES if name in options.engines.split(",")]
        compare(docs, names, options.rounds)


if __name__ == "__main__":
    main()
