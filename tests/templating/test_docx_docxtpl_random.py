"""Templates put together by chance show what docxtpl shows: nested blocks, cut runs, tables.

What differs by choice is left out: None prints nothing here, a `{%r %}` tag keeps the format of
its run.
"""

from __future__ import annotations

from random import Random

import docx
import pytest

from reportkit.templating import Template
from tests.templating.documents import saved
from tests.templating.reader import seen
from tests.templating.test_docx_docxtpl import DATA, by_docxtpl

IN_A_LINE = [
    "{{ x }}", "{{ name }}", "{{ n }}", "text", " ", "\t", "{{ lines }}", "{{ xs | join }}",
    "{% if yes %}y{% endif %}", "{% if no %}y{% else %}z{% endif %}", "{{ rows[1].name }}",
    "{% for q in xs %}{{ q }}{% if not loop.last %}, {% endif %}{% endfor %}", "{# c #}",
    "{{ missing }}", "{{ 5 / 2 }}", "{{ '%.2f' % 3.14159 }}", "{{ [1, 2] }}", "{{ {'a': 1} }}",
    "{{ true }}", "{{ 1e20 }}", "{{ 'a\"b' }}", '{{ "it\'s" }}', "{{ xs[5] }}",
    "{{ rows | map(attribute='count') | sum }}",
]  # fmt: skip
BLOCKS = [
    ("{%p if yes %}", "{%p endif %}"),
    ("{%p if no %}", "{%p endif %}"),
    ("{%p for k in xs %}", "{%p endfor %}"),
    ("{%p for g in groups %}", "{%p endfor %}"),
    ("{% if yes %}", "{% endif %}"),
    ("{% for k in xs %}", "{% endfor %}"),
]
ROWS = [
    ("{%tr for w in rows %}", "{%tr endfor %}"),
    ("{%tr for w in xs %}", "{%tr endfor %}"),
    ("{%tr if yes %}", "{%tr endif %}"),
]


def add_line(document, chance: Random) -> None:
    """A paragraph of several tags and words, some cut over two runs, some in a format."""
    paragraph = document.add_paragraph()
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(IN_A_LINE)
        cut = chance.randint(1, len(text)) if chance.random() < 0.3 else len(text)
        bold, italic = chance.choice([(None, None), (True, None), (None, True)])
        for piece in filter(None, (text[:cut], text[cut:])):
            run = paragraph.add_run(piece)
            run.bold, run.italic = bold, italic


def add_blocks(document, chance: Random, depth: int = 0) -> None:
    """Lines, blocks around lines, tables."""
    for _ in range(chance.randint(1, 4)):
        kind = chance.choice(["line", "line", "block" if depth < 2 else "line", "table"])
        if kind == "block":
            opening, closing = chance.choice(BLOCKS)
            document.add_paragraph(opening)
            add_blocks(document, chance, depth + 1)
            document.add_paragraph(closing)
        elif kind == "table" and depth == 0:
            table = document.add_table(4, 3)
            table.cell(0, 0).text = "h"
            table.cell(1, 0).text, table.cell(3, 0).text = chance.choice(ROWS)
            for cell in table.rows[2].cells:
                cell.text = chance.choice(IN_A_LINE)
            document.add_paragraph("after")
        else:
            add_line(document, chance)


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(start, start + 20) for start in range(0, 120, 20)])
def test_a_template_put_together_by_chance_shows_what_docxtpl_shows(seeds):
    for seed in seeds:
        document = docx.Document()
        add_blocks(document, Random(seed))
        template = saved(document)
        shown = seen(Template(template, undefined="blank").render(DATA).to_bytes())
        assert shown == seen(by_docxtpl(template, DATA)), seed
