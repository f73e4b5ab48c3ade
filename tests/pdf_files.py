"""PDF files for the tests, by two makers whose files differ in everything that a reader meets: reportlab, which places
every character where a test wants it, and Chromium, which prints a web page."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import CorpusError
from assistant.reading.formats.extracted import Extracted
from assistant.reading.formats.pdf_document import read_document

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

WIDTH, HEIGHT = 595.0, 842.0
# 28 characters of 16 points a line, 22 lines a page, as official pages have them.
SIZE, LEADING, LEFT, TOP = 16.0, 29.0, 74.0, 120.0
MEASURE = 28 * SIZE
LINES_A_PAGE = 22
_FONT = "STSong-Light"
_NO_START = "，。、；：？！”’）》〉〕」』%％"

pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def _advance(char: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(char, _FONT, size))


def break_lines(text: str, indent: float, width: float = MEASURE, size: float = SIZE) -> list[str]:
    """``text`` broken to ``width``: no punctuation begins a line, no number is parted."""
    lines, line, room = [], "", width - indent
    for char in text:
        room -= _advance(char, size)
        if room < 0:
            cut = len(line)
            while cut > 1 and (((line + char)[cut] in _NO_START) or _in_number(line + char, cut)):
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
            room = width - sum(_advance(old, size) for old in line + char)
        line += char
    return [*lines, line]


def _in_number(text: str, cut: int) -> bool:
    return text[cut].isascii() and text[cut].isalnum() and text[cut - 1].isascii() and text[cut - 1].isalnum()


class Pages:
    """A PDF in the making. Heights are counted from the upper edge, in points."""

    def __init__(
        self, path: Path, *, password: str | None = None, width: float = WIDTH, height: float = HEIGHT
    ) -> None:
        self.path, self.height = path, height
        locked = StandardEncryption(password, ownerPassword="owner") if password is not None else None
        self.canvas = Canvas(str(path), pagesize=(width, height), encrypt=locked)
        self.line = 0  # lines set on this page by :meth:`paragraph`
        self.number = 1
        self.furniture: Callable[[int], None] = lambda number: None  # draws what every page has, given its number

    def text(
        self, x: float, y: float, text: str, *, size: float = SIZE, red: bool = False, angle: float = 0, mode: int = 0
    ) -> None:
        """``text`` from ``x``, its base line at ``y``; ``mode`` 3: invisible."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(angle)
        self.canvas.setFillColorRGB(0.9 if red else 0, 0, 0)
        written = self.canvas.beginText(0, 0)
        written.setFont(_FONT, size)
        written.setTextRenderMode(mode)
        written.textOut(text)
        self.canvas.drawText(written)
        self.canvas.restoreState()

    def centred(self, y: float, text: str, *, size: float = SIZE, red: bool = False) -> None:
        """``text`` in the middle of the measure."""
        width = sum(_advance(char, size) for char in text)
        self.text(LEFT + (MEASURE - width) / 2, y, text, size=size, red=red)

    def spread(self, x: float, y: float, text: str, width: float, size: float = SIZE, *, red: bool = False) -> None:
        """``text`` with its characters set apart evenly to fill ``width``."""
        extra = (width - sum(_advance(char, size) for char in text)) / max(len(text) - 1, 1)
        for char in text:
            self.text(x, y, char, size=size, red=red)
            x += _advance(char, size) + extra

    def paragraph(self, text: str, *, indent: float = 2) -> None:
        """``text`` on the next lines, justified, its first line set in by ``indent`` characters; over pages."""
        lines = break_lines(text, indent * SIZE)
        for number, line in enumerate(lines):
            if self.line == LINES_A_PAGE:
                self.next_page()
            x = indent * SIZE if number == 0 else 0.0
            y = TOP + self.line * LEADING
            if number < len(lines) - 1:
                self.spread(LEFT + x, y, line, MEASURE - x)
            else:
                self.text(LEFT + x, y, line)
            self.line += 1

    def table(
        self, y: float, widths: Sequence[float], heights: Sequence[float], cells: Iterable[Cell], x: float = LEFT
    ) -> None:
        """A ruled table whose upper edge is at ``y``; see :class:`Cell`."""
        xs = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
        ys = [y + sum(heights[:n]) for n in range(len(heights) + 1)]
        for cell in cells:
            left, right = xs[cell.column], xs[cell.column + cell.columns]
            top, bottom = ys[cell.row], ys[cell.row + cell.rows]
            self.canvas.rect(left, self.height - bottom, right - left, bottom - top)
            for number, line in enumerate(cell.lines):
                self.text(left + 5, top + 14 + number * 14, line, size=10.5)

    def picture(self, x: float = 0, y: float = HEIGHT, width: float = WIDTH, height: float = HEIGHT) -> None:
        """A grey picture whose lower left corner is at ``x``, ``y``."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        image = ImageReader(Image.new("L", (8, 8), 200))
        self.canvas.drawImage(image, x, self.height - y, width, height)

    def next_page(self) -> None:
        """End this page and begin the next."""
        self.furniture(self.number)
        self.canvas.showPage()
        self.line = 0
        self.number += 1

    def save(self) -> Path:
        """Write the file; the last page is the one begun."""
        self.next_page()
        self.canvas.save()
        return self.path


class Cell:
    """A cell at ``row`` and ``column`` with its ``lines`` of 10.5 points, over ``rows`` and ``columns``."""

    def __init__(self, row: int, column: int, *lines: str, rows: int = 1, columns: int = 1) -> None:
        self.row, self.column, self.lines = row, column, lines
        self.rows, self.columns = rows, columns


def grid(rows: Sequence[Sequence[str]]) -> list[Cell]:
    """Cells of one line each; “\\n” parts lines."""
    return [Cell(r, c, *text.split("\n")) for r, row in enumerate(rows) for c, text in enumerate(row)]


# --- raw files ---------------------------------------------------------------------------------------------------


def raw_pdf(objects: dict[int, bytes]) -> bytes:
    """A file of ``objects``, of which 1 is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, last = out.tell(), max(objects)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1))
    for number in range(1, last + 1):
        out.write(b"%010d %05d %c \n" % (places.get(number, 0), 0 if number in places else 65535, 110))
    out.write(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, start))
    return out.getvalue()


def raw_stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream object; ``more``: further entries of its dictionary."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def raw_page(content: bytes, more: dict[int, bytes] | None = None, resources: bytes = b"/Font<</F 5 0 R>>") -> bytes:
    """A file of one page that shows the stream object ``content`` with Helvetica as /F."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources
    return raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: page,
            4: content,
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **(more or {}),
        }
    )


# --- Chromium ----------------------------------------------------------------------------------------------------

OFFICIAL_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 16pt/28.9pt 'Noto Serif CJK SC', 'SimSun', serif; text-align: justify; margin: 0 }
p { text-indent: 2em; margin: 0 }
h1 { font-size: 22pt; line-height: 33pt; text-align: center; margin: 0 0 1em }
.head { color: red; font-size: 36pt; line-height: 54pt; text-align: center; text-indent: 0 }
.middle { text-align: center; text-indent: 0 }
.flush { text-indent: 0 }
.sign { text-align: right; padding-right: 4em }
table { border-collapse: collapse; font-size: 12pt; line-height: 18pt; width: 100% }
td, th { border: 1px solid black; padding: 2pt 5pt; text-align: center }
"""


def print_page(body: str, path: Path, style: str = OFFICIAL_STYLE) -> Path:
    """``body`` (HTML) as Chromium prints it, with “— 1 —” at the foot of each page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content(f"<html lang=zh-CN><meta charset=utf-8><style>{style}</style>{body}")
        page.pdf(
            path=str(path),
            prefer_css_page_size=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template="<div style='font-size:14pt;width:100%;text-align:center'>"
            "— <span class=pageNumber></span> —</div>",
        )
        browser.close()
    return path


def chinese_font() -> bool:
    """Whether Chromium has a Chinese font to print with."""
    listed = shutil.which("fc-list")
    return bool(listed and subprocess.run([listed, ":lang=zh-cn"], capture_output=True, check=False).stdout)


needs_chromium = pytest.mark.skipif(CHROMIUM is None or not chinese_font(), reason="no Chromium with a Chinese font")

# 2 × 28 + 10 characters: with an indent of two it fills two lines and 12 of a third.
LONG = (
    "各县卫生健康局要逐户逐人开展疾病筛查，对新增的患病人员全部纳入救治管理，落实家庭医生签约服务，做好随访"
    "和健康指导，确保应签尽签。"
)


def read(pages: Pages) -> Extracted:
    return read_document(pages.save().read_bytes())


def lines(pages: Pages) -> list[str]:
    return read(pages).text.splitlines()


def refusal(data: bytes) -> str:
    with pytest.raises(CorpusError) as caught:
        read_document(data)
    return str(caught.value)
