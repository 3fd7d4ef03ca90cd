#!/usr/bin/env python3
"""What a review of many reports costs: time for each figure, peak memory, where the time goes.

The reports are generated: a province, its districts and their communes, each with 40 figures in
sentences (by default 1,000 and 10,000 reports). They are made as summaries, so that no reading of
text is measured; binding to the profile is, and is told apart.

Where the time goes: a bit less than half is binding, a quarter makes cells and totals, the rest is
the wording of findings; these reports contradict themselves at every turn ("two values"), and most
of that is Babel's, which writes their numbers.

    python benchmarks/review.py [--reports 1000 10000] [--figures 40]
    python benchmarks/review.py --profile       where the time goes, for the first number of reports
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import random
import resource
import subprocess
import sys
import time

from reportkit.binding import bind, load_profile
from reportkit.parsing import Figure, Summary, Unit
from reportkit.review import Review
from reportkit.sources import Source
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Bound, Level, Period, Quantity

KINDS = [
    ("Toàn đơn vị có {} học tập và làm theo Bác.", "mô hình", "mô hình"),
    ("Đã tổ chức {} học tập, quán triệt Chỉ thị.", "hội nghị", "hội nghị"),
    ("Có {} tham gia học tập, quán triệt.", "lượt cán bộ, đảng viên", "lượt cán bộ"),
    ("Đã biểu dương, khen thưởng {}.", "tập thể", "tập thể"),
    ("Nhân dân đóng góp {} làm đường.", "ngày công", "ngày công"),
    ("Đơn vị đã trồng {} ven đường.", "cây xanh", "cây"),
    ("Có {} được hỗ trợ nhà ở.", "hộ nghèo", "hộ"),
    ("Đã đăng {} trên trang thông tin.", "tin, bài", "tin"),
]
BOUNDS = [Bound.EXACT] * 6 + [Bound.OVER, Bound.NEARLY]
PERIOD = Period(dt.date(2021, 1, 1), dt.date(2024, 6, 30), "2021 - 2024")


def unit(number: int) -> Unit:
    """A province for every thousand, a district for every twenty, else a commune."""
    if number % 1000 == 0:
        return Unit(f"Đảng bộ tỉnh {number}", Level.PROVINCE)
    if number % 20 == 0:
        return Unit(
            f"Đảng bộ huyện {number}", Level.DISTRICT, f"Đảng bộ tỉnh {number // 1000 * 1000}"
        )
    return Unit(f"Đảng bộ xã {number}", Level.COMMUNE, f"Đảng bộ huyện {number // 20 * 20}")


def report(number: int, figures: int, chance: random.Random) -> Summary:
    """A report of so many sentences with a figure each."""
    text, made = "", []
    for index in range(figures):
        pattern, counted, measure = KINDS[index % len(KINDS)]
        bound = chance.choice(BOUNDS)
        value = chance.randint(2, 900)
        said = {Bound.OVER: "trên ", Bound.NEARLY: "gần "}.get(bound, "")
        quote = f"{said}{value} {measure}"
        sentence = pattern.format(f"{said}{value} {counted}")
        start = len(text) + sentence.index(said + str(value))
        amount = Amount.of(value, bound=bound, unit=measure)
        made.append(
            Figure(
                Quantity.at(Span(start, start + len(quote)), amount),
                quote=quote,
                sentence=sentence,
                sentence_start=len(text),
                counted=counted,
            )
        )
        text += sentence + "\n"
    return Summary(Source(f"{number}.txt", text), unit=unit(number), period=PERIOD, figures=made)


def measure(reports: int, figures: int, profile: bool) -> None:
    chance = random.Random(5)
    chosen = load_profile("chi-thi-05")
    start = time.process_time()
    summaries = [report(number, figures, chance) for number in range(reports)]
    generated = time.process_time()
    bound = [bind(summary, chosen) for summary in summaries]
    binding = time.process_time()
    if profile:
        tracer = cProfile.Profile()
        tracer.runcall(Review, summaries, chosen, corrections=None)
        pstats.Stats(tracer).sort_stats("tottime").print_stats(25)
        return
    del bound
    begin = time.process_time()
    review = Review(summaries, chosen, corrections=None)
    whole = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = reports * figures
    bind_share = (binding - generated) / whole
    each = whole / count * 1e6
    print(
        f"{reports:6} reports {count:8} figures  {whole:7.2f} s  {each:6.1f} µs/figure"
        f"  binding {bind_share:4.0%}  peak {peak:6.0f} MB  {len(review.findings)} findings"
        f"  (made in {generated - start:.1f} s)",
        flush=True,
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--reports", type=int, nargs="+", default=[1000, 10_000])
    arguments.add_argument("--figures", type=int, default=40)
    arguments.add_argument("--profile", action="store_true")
    arguments.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.profile or given.alone:
        measure(given.reports[0], given.figures, given.profile)
        return
    for reports in given.reports:  # each in a process of its own: peak memory never falls
        command = [sys.executable, __file__, "--alone", "--reports", str(reports)]
        subprocess.run([*command, "--figures", str(given.figures)], check=True)


if __name__ == "__main__":
    main()
