"""Why a file cannot be read, and what to do about it: each line in Chinese and in English.

A line goes behind the file's name (:func:`refuse`). Where a library says more in its own words, that is put in.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.errors import CorpusError


class Reason(NamedTuple):
    """One line in both languages; ``{0}`` stands for a value."""

    chinese: str
    english: str

    def told(self, *values: object) -> Reason:
        """With ``values`` put in."""
        return Reason(self.chinese.format(*values), self.english.format(*values))


def refuse(name: object, reason: Reason, *values: object) -> CorpusError:
    """The error that says why the file ``name`` cannot be read."""
    told = reason.told(*values)
    return CorpusError(f"{name}：{told.chinese}", f"{name}: {told.english}")


_TO_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后再试。"
_TO_DOCX_EN = "open it in Word or WPS, save it as .docx and try again."
_AGAIN = "请重新下载，或用原来的程序另存后再试。"
_AGAIN_EN = "download it again, or save it anew in the program that it comes from."
_OCR = "请用带文字识别（OCR）的软件转成文字版 PDF 或 Word 后再试。"

# --- any file ----------------------------------------------------------------------------------------------------

UNREADABLE = Reason(
    "读不了（{0}）；请检查文件是否存在、是否有权限。",
    "cannot be read ({0}); check that it is there and its permissions.",
)
GROWING = Reason("文件还在变大；请等它写完再试。", "the file is still growing; wait until it is written.")
CHANGED = Reason("读的时候文件变了；请等它写完再试。", "the file changed while it was read; wait until it is written.")
MISSING = Reason("没有这个文件；请检查文件名。", "there is no such file; check its name.")
NO_ACCESS = Reason("读不了（{0}）；请检查文件名和权限。", "cannot be read ({0}); check its name and permissions.")
FOLDER = Reason("是文件夹，不是文件；请给出其中一份文件。", "is a folder, not a file; name a file in it.")
NO_FILE = Reason("不是普通文件；请给出一份存在磁盘上的文件。", "is no plain file; name a file on the disk.")
TOO_LARGE = Reason(
    "文件太大（{0} MB，最多 {1} MB）；请拆开，或只留正文后再试。",
    "the file is too large ({0} MB; {1} MB at most); split it, or keep only the text.",
)
EMPTY = Reason("文件是空的；请换一份有正文的文件。", "the file is empty; choose one that holds text.")
NO_TEXT_FILE = Reason(
    "不是文字文件（UTF-8、GB18030 或 UTF-16）；请另存为 UTF-8 的 .txt 后再试。",
    "is no text file (UTF-8, GB18030 or UTF-16); save it as .txt in UTF-8 and try again.",
)
MISNAMED = Reason(
    f"文件名是 {{0}}，内容却不是，可能已损坏；{_AGAIN}", f"is called {{0}} but is none, and may be damaged; {_AGAIN_EN}"
)
TOO_LONG = Reason(
    "正文超过 {0} 万字，不像一份文件；请拆开后再试。",
    "the text has over {0}0,000 characters, too many for one notice; split it.",
)

# --- kinds that are not read -------------------------------------------------------------------------------------

RTF = Reason(f"是 RTF 文件；{_TO_DOCX}", f"is an RTF file; {_TO_DOCX_EN}")
PICTURE = Reason(
    "是图片，里面的文字读不出来；请先用文字识别（OCR）转成 .txt 或 .docx 再试。",
    "is a picture; turn it into .txt or .docx with text recognition (OCR) first.",
)
ARCHIVE = Reason("是压缩包；请先解压，再给出里面的文件。", "is an archive; unpack it and choose the files in it.")
WORD_XML = Reason(f"是 Word 的 XML 文件；{_TO_DOCX}", f"is a Word XML file; {_TO_DOCX_EN}")
WEB_ARCHIVE = Reason(
    "是网页归档（.mht）；请在浏览器里打开，另存为 .html 后再试。",
    "is a web archive (.mht); open it in a browser, save it as .html and try again.",
)
OLD_OFFICE = Reason(
    f"是旧格式的 Office 文件（.doc、.wps 等）；{_TO_DOCX}", f"is an old Office file (.doc, .wps …); {_TO_DOCX_EN}"
)
OFD = Reason(
    "是 OFD 版式文件；请用 OFD 阅读器转成 .pdf，或把正文另存为 .docx 后再试。",
    "is an OFD file; turn it into .pdf with an OFD reader, or save its text as .docx.",
)
OPEN_DOCUMENT = Reason(
    f"是 OpenDocument 文件（.odt、.ods 等）；{_TO_DOCX}", f"is an OpenDocument file (.odt, .ods …); {_TO_DOCX_EN}"
)
OTHER_OFFICE = Reason(
    "是 {0}，不是 Word 文档；请把正文复制到 Word 或 WPS 里，另存为 .docx 后再试。",
    "is no Word document but {1}; copy its text into Word or WPS and save that as .docx.",
)

# --- docx --------------------------------------------------------------------------------------------------------

LOCKED = Reason(
    "文件设有密码；请在 Word 或 WPS 里去掉密码，另存后再试。",
    "has a password; take it off in Word or WPS, save the file and try again.",
)
DAMAGED = Reason(
    "文件已损坏，打不开；请重新下载，或用 Word、WPS 另存为 .docx 后再试。",
    "is damaged and cannot be opened; download it again, or save it anew as .docx.",
)
DAMAGED_WORD = Reason(f"文件已损坏；{_TO_DOCX}", f"is damaged; {_TO_DOCX_EN}")
NO_BODY = Reason(
    "文件已损坏，里面没有正文；请重新下载，或用 Word、WPS 另存为 .docx 后再试。",
    "is damaged and has no text; download it again, or save it anew as .docx.",
)
ONLY_PICTURES = Reason(
    "只有图片，没有文字；请先用文字识别（OCR）转成文字。",
    "has pictures and no text; turn them into text with text recognition (OCR) first.",
)
NO_TEXT = Reason("里面没有文字；请换一份有正文的文件。", "holds no text; choose a file that does.")
TOO_MANY_PARTS = Reason(
    f"压缩包里的文件超过 {{0}} 个，不像一份文档；{_TO_DOCX}",
    f"has over {{0}} files inside, too many for a document; {_TO_DOCX_EN}",
)
INFLATES = Reason(
    "解压后太大，不像一份文件；请拆开，或只留正文后再试。",
    "is too large once unpacked; split it, or keep only the text.",
)
ENTITIES = Reason(
    f"文件里有不该有的实体定义（DOCTYPE），没有打开；{_TO_DOCX}",
    f"holds entity definitions (DOCTYPE), which it must not, and was not opened; {_TO_DOCX_EN}",
)

# --- html --------------------------------------------------------------------------------------------------------

PAGE_EMPTY = Reason(
    "网页里没有正文（要靠脚本或框架才显示）；请在浏览器里打开，把正文复制下来另存为 .txt 后再试。",
    "the page has no text without its scripts or frames; open it in a browser and save what it says as .txt.",
)
PAGE_TOO_LARGE = Reason(
    "网页太大；请只留正文，另存为 .txt 后再试。", "the page is too large; keep only its text and save that as .txt."
)
PAGE_BROKEN = Reason(
    "网页已损坏，读不出来；请在浏览器里打开，把正文另存为 .txt 后再试。",
    "the page is damaged; open it in a browser and save its text as .txt.",
)
PAGE_TOO_DEEP = Reason(
    "网页的标签嵌套太深；请在浏览器里打开，把正文另存为 .txt 后再试。",
    "the tags of the page are nested too deep; open it in a browser and save its text as .txt.",
)
PAGE_ENCODING = Reason(
    "网页的编码认不出来；请在浏览器里打开，把正文另存为 UTF-8 的 .txt 后再试。",
    "the encoding of the page is not known; open it in a browser and save its text as .txt in UTF-8.",
)
TABLE_TOO_LARGE = Reason(
    "网页里的表格太大；请只留正文，另存为 .txt 后再试。",
    "a table of the page is too large; keep only the text and save that as .txt.",
)

# --- pdf ---------------------------------------------------------------------------------------------------------

PDF_FAILED = Reason(
    f"PDF 读不了，文件可能已损坏，或结构异常（占用内存过多）；{_AGAIN}",
    f"the PDF cannot be read: it may be damaged or oddly built (too much memory); {_AGAIN_EN}",
)
PDF_TOO_SLOW = Reason(
    "PDF 读了 {0} 秒还没有读完，文件可能结构异常；请拆开，或用原来的程序另存后再试。",
    "the PDF was not read after {0} seconds and may be oddly built; split it, or save it anew.",
)
PDF_NOT_STARTED = Reason(
    "不能启动读取 PDF 的进程（{0}）；请转成 Word 后再试。",
    "the process that reads PDFs cannot be started ({0}); turn the file into a Word document.",
)
PDF_BROKEN = Reason(f"PDF 文件损坏或不完整，读不了；{_AGAIN}", f"the PDF is damaged or incomplete; {_AGAIN_EN}")
PDF_LOCKED = Reason(
    "PDF 有打开密码，读不了；请先去掉密码（打开后另存一份）再试。",
    "the PDF has a password; take it off (open it and save a copy) and try again.",
)
PDF_SCANNED = Reason(
    f"是扫描件，没有文字层，读不出文字；{_OCR}",
    "is a scan without a text layer; turn it into a text PDF or a Word document with text recognition (OCR).",
)
PDF_EMPTY = Reason("PDF 里没有文字；请换一份有正文的文件。", "the PDF holds no text; choose a file that does.")
PDF_GARBLED = Reason(
    "PDF 的字体没有带文字编码，读出来会是乱码；请换 Word 版，或用带文字识别（OCR）的软件转换后再试。",
    "the fonts of the PDF do not tell their characters; take the Word version, or use text recognition (OCR).",
)
PDF_TOO_MANY_PAGES = Reason(
    "PDF 有 {0} 页，超过 {1} 页，不像一份文件；请拆开后再试。",
    "the PDF has {0} pages, over {1}, too many for one notice; split it.",
)
PDF_TOO_LONG = Reason(
    "PDF 的文字太多，不像一份文件；请拆开后再试。", "the PDF has too much text for one notice; split it."
)
