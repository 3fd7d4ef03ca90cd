"""However tags are nested in paragraphs, runs, rows and cells, the filled file is whole."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from reportkit.templating import Template

BLOCKS = ["for x in xs", "if a", "if not a", "for x in []"]
TEXTS = ["text", "{{ a }}", " ", "x {{ a }}"]


class Writer:
    """Writes the XML of a random body whose tags are all where they may be."""

    def __init__(self, word: SimpleNamespace, random: Random) -> None:
        self.word, self.random = word, random

    def happens(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def paragraph(self, *texts: str) -> str:
        return self.word.paragraph(*(run for text in texts for run in self.runs(text)))

    def runs(self, text: str) -> list[str]:
        cut = self.random.randrange(len(text) + 1) if self.happens(3) else 0
        bold = [self.word.run(text[:cut], "<w:b/>")] if cut else []
        return [*bold, self.word.run(text[cut:])]

    def tags(self, level: str) -> tuple[str, str, str]:
        code = self.random.choice(BLOCKS)
        ending = f"end{code.split()[0]}"
        return tuple(f"{{%{level} {word} %}}" for word in (code, "else", ending))  # type: ignore[return-value]

    def line(self, depth: int = 0) -> list[str]:
        texts = [self.random.choice(TEXTS)]
        if depth < 3 and self.happens(2):
            opening, branch, closing = self.tags(self.random.choice(["", "r"]))
            texts += [opening, *self.line(depth + 1)]
            if self.happens(3):
                texts += [branch, *self.line(depth + 1)]
            texts += [closing, *self.line(depth + 1)]
        return texts

    def blocks(self, depth: int = 0) -> str:
        xml = ""
        for _ in range(1 + self.happens(2)):
            opening, branch, closing = self.tags("p")
            kind = self.random.choice(["line", "loop", "block", "table"] if depth < 3 else ["line"])
            if kind == "line":
                xml += self.paragraph(*self.line())
            elif kind == "loop":
                xml += self.paragraph(opening, *self.line(), closing)
            elif kind == "block":
                xml += self.paragraph(opening) + self.blocks(depth + 1)
                if self.happens(3):
                    xml += self.paragraph(branch) + self.blocks(depth + 1)
                xml += self.paragraph(closing)
            else:
                xml += self.word.table(*self.rows(depth + 1))
        return xml

    def rows(self, depth: int) -> list[list[str]]:
        rows: list[list[str]] = []
        for _ in range(1 + self.happens(2)):
            opening, branch, closing = map(self.paragraph, self.tags("tr"))
            kind = self.random.choice(["row", "loop", "block"] if depth < 3 else ["row"])
            if kind == "block":
                rows += [[opening], *self.rows(depth + 1)]
                if self.happens(3):
                    rows += [[branch], *self.rows(depth + 1)]
                rows.append([closing])
                continue
            cells = self.cells(depth)
            if kind == "loop":
                cells = [opening + cells[0], *cells[1:]]
                cells[-1] += closing
            rows.append(cells)
        return rows

    def cells(self, depth: int) -> list[str]:
        cells: list[str] = []
        for _ in range(1 + self.happens(2)):
            opening, _branch, closing = map(self.paragraph, self.tags("tc"))
            body = self.blocks(depth + 1)
            body += self.paragraph(" ") if body.endswith("</w:tbl>") else ""
            kind = self.random.choice(["cell", "loop", "block"])
            cells += {
                "cell": [body],
                "loop": [opening + body + closing],
                "block": [opening, body, closing],
            }[kind]
        return cells


# What each element must stand in (ECMA-376 part 1, 17.3 and 17.4).
PARENTS = {"p": {"body", "tc", "hdr"}, "r": {"p"}, "t": {"r"}, "tbl": {"body", "tc", "hdr"}, "tr": {"tbl"}, "tc": {"tr"}}  # fmt: skip


# A failing body is shown as found: making it smaller takes minutes.
@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(random=st.randoms(use_true_random=False))
def test_any_nesting_of_tags_gives_a_whole_file(word, random):
    writer = Writer(word, random)
    template = Template(word.file(writer.blocks(), header=writer.blocks()))
    for data in ({"a": a, "xs": xs} for a in (0, 1) for xs in ([], [1, 2])):
        filled = template.render(data).to_bytes()
        for part in ("word/document.xml", "word/header1.xml"):
            check(etree.fromstring(word.part(filled, part).encode()))


def check(root: etree._Element) -> None:
    """Check what a word processor demands of the elements and their text."""
    for element in root.iter():
        name = etree.QName(element).localname
        if name in PARENTS:
            assert etree.QName(element.getparent()).localname in PARENTS[name]
        if name != "t":
            assert not (element.text or "").strip()
        assert not (element.tail or "").strip()
        children = [etree.QName(child).localname for child in element]
        assert name != "tc" or children[-1] == "p"
        assert name != "tr" or "tc" in children
        assert name != "tbl" or "tr" in children
        assert name != "hdr" or children


def test_a_content_control_whose_paragraphs_all_go_keeps_one(word):
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    block = control.format(word.paragraph("{%p for x in xs %}{{ x }}{%p endfor %}"))
    template = Template(word.file(word.table([block]), block))
    empty = word.part(template.render({"xs": []}).to_bytes())
    assert empty.count("<w:sdtContent><w:p/></w:sdtContent>") == 2
    run = f"<w:p>{control.format(word.run('{% if x %}a{% endif %}'))}</w:p>"
    assert "<w:p/>" not in word.part(Template(word.file(run)).render({"x": 0}).to_bytes())
