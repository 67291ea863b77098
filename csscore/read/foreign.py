"""Files that are no tables, told by their first bytes, and what to do about each; it opens none of them."""

from __future__ import annotations

from typing import Final

from csscore.words import Words

_COPY: Final = Words("请从系统导出 Excel 或 CSV 格式", "export the table as Excel or CSV")
_UNPACK: Final = Words("先解压，再写出其中的表格文件", "unpack it first and name the tables in it")
_EXCEL_4: Final = Words("用 Excel 打开，另存为 .xlsx", "open it in Excel and save it as .xlsx")

_SIGNATURES: Final = (
    (b"%PDF", Words("PDF 文件", "a PDF"), _COPY),
    (b"\x89PNG", Words("PNG 图片", "a PNG image"), _COPY),
    (b"\xff\xd8\xff", Words("JPEG 图片", "a JPEG image"), _COPY),
    (b"GIF8", Words("GIF 图片", "a GIF image"), _COPY),
    (b"BM", Words("BMP 图片", "a BMP image"), _COPY),
    (b"II*\x00", Words("TIFF 图片", "a TIFF image"), _COPY),
    (b"MM\x00*", Words("TIFF 图片", "a TIFF image"), _COPY),
    (b"{\\rtf", Words("RTF 文档", "an RTF document"), _COPY),
    (b"MIME-Version:", Words("网页归档（MHT）", "a web archive (MHT)"), _EXCEL_4),
    (b"Rar!", Words("RAR 压缩包", "a RAR archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", Words("7z 压缩包", "a 7z archive"), _UNPACK),
    (b"\x1f\x8b", Words("gzip 压缩文件", "a gzip file"), _UNPACK),
    (b"BZh", Words("bzip2 压缩文件", "a bzip2 file"), _UNPACK),
    (b"\xfd7zXZ\x00", Words("xz 压缩文件", "an xz file"), _UNPACK),
    (b"\x28\xb5\x2f\xfd", Words("zstd 压缩文件", "a zstd file"), _UNPACK),
    (b"SQLite format 3\x00", Words("SQLite 数据库", "an SQLite database"), _COPY),
    (b"ARROW1", Words("Feather 文件", "a Feather file"), Words("另存为 parquet 或 CSV", "save it as parquet or CSV")),
    (b"MZ", Words("程序文件", "a program"), _COPY),
    (b"\x7fELF", Words("程序文件", "a program"), _COPY),
    (b"\x09\x00\x04\x00", Words("Excel 2 工作表", "an Excel 2 sheet"), _EXCEL_4),
    (b"\x09\x02\x06\x00", Words("Excel 3 工作表", "an Excel 3 sheet"), _EXCEL_4),
    (b"\x09\x04\x06\x00", Words("Excel 4 工作表", "an Excel 4 sheet"), _EXCEL_4),
    (b"\x09\x08", Words("没有外壳的旧式 Excel 工作表", "a bare old Excel stream"), _EXCEL_4),
)


_FLAT: Final = (
    Words("未压缩的 OpenDocument（.fods）", "OpenDocument as one XML file (.fods)"),
    Words("用 LibreOffice 或 WPS 打开，另存为 .ods 或 .xlsx", "open it in LibreOffice and save it as .ods or .xlsx"),
)


def foreign_kind(data: bytes) -> tuple[Words, Words] | None:
    """Return what a file is and the remedy, if its first bytes say that it is no table."""
    if b"<office:document" in data[:4096] and data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _FLAT
    binary = b"\x00" in data[:1024]
    for signature, what, remedy in _SIGNATURES:
        # a short signature of plain letters may be the beginning of a text
        if data.startswith(signature) and (binary or len(signature) > 3 or not signature.isascii()):
            return what, remedy
    return None
