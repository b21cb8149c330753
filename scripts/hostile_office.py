"""Hostile Word, Excel, RTF, HTML and OFD files and archives: more kinds for hostile_kinds.py, made the same way.

Each kind takes a path and a size. `KINDS` has them all; files that are only broken or locked are here too, because they
have to end with a reason and not with a worker's limits.
"""
import gzip, io, struct, sys, tarfile, zipfile
from pathlib import Path

from hostile_kinds import make, ofd, repeated, write, xlsx

SECTOR, END, FREE, FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


# ---- compound files (.doc, .xls) ----

def compound(path, streams, loops=False, siblings_loop=False):
    """A compound file of some streams, all of them in sectors of their own; with a loop in its chains or directory."""
    streams = [(name, data + bytes(-len(data) % SECTOR) + bytes(4096 if len(data) < 4096 else 0)) for name, data in streams]
    starts, at = [], 0
    for _, data in streams:
        starts.append(at)
        at += len(data) // SECTOR
    directory = at
    at += 1
    tables = 1
    while tables * 128 < at + tables:
        tables += 1
    fat = []
    for start, (_, data) in zip(starts, streams):
        count = len(data) // SECTOR
        last = start if loops else END
        fat += [*range(start + 1, start + count), last]
    fat += [directory if loops and siblings_loop else END] + [FAT] * tables
    fat += [FREE] * (tables * 128 - len(fat))
    assert tables <= 109, "more than the header lists"
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                         0, tables, directory, 0, 4096, END, 0, END, 0)
    listed = [*range(directory + 1, directory + 1 + tables)] + [FREE] * (109 - tables)
    entries = [entry("Root Entry", 5, child=1, start=END)]
    for number, ((name, data), start) in enumerate(zip(streams, starts), 1):
        right = number + 1 if number < len(streams) else (1 if siblings_loop else FREE)
        entries.append(entry(name, 2, right=right, start=start, size=0x7FFFFFFF if loops else len(data)))
    folder = b"".join(entries)
    path.write_bytes(header + struct.pack("<109I", *listed) + b"".join(data for _, data in streams)
                     + folder + bytes(SECTOR - len(folder)) + struct.pack(f"<{len(fat)}I", *fat))


def entry(name, kind, child=FREE, right=FREE, start=0, size=0):
    """An entry of a directory."""
    wide = name.encode("utf-16-le") + b"\0\0"
    return (wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1) + struct.pack("<III", FREE, right, child)
            + bytes(36) + struct.pack("<IQ", start, size))


def word(text, pieces, flags=0x1200, magic=0xA5EC):
    """The streams of a Word file whose text is made of pieces: (characters, place in the stream)."""
    head = bytearray(2048)
    struct.pack_into("<HHHHHH", head, 0, magic, 0xC1, 0, 0x804, 0, flags)
    struct.pack_into("<H", head, 32, 14)
    struct.pack_into("<H", head, 62, 22)
    struct.pack_into("<H", head, 152, 93)
    total = sum(count for count, _ in pieces)
    struct.pack_into("<I", head, 76, total)
    ends, at = [0], 0
    for count, _ in pieces:
        at += count
        ends.append(at)
    plc = struct.pack(f"<{len(ends)}I", *ends) + b"".join(struct.pack("<HIH", 0, 2048 + place, 0) for _, place in pieces)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", head, 0x1A2, 0, len(clx))
    return [("WordDocument", bytes(head) + text), ("1Table", clx)]


LINE = "科目\t合计\r".encode("utf-16-le")


def doc_pieces(path, count):
    """One text that very many pieces all show."""
    text = LINE * 1500
    compound(path, word(text, [(len(text) // 2, 0)] * count))


def doc_cyclic(path, _size):
    """A stream whose chain of sectors comes back to its first one, of two gigabytes by its own account."""
    compound(path, word(LINE * 1000, [(6000, 0)]), loops=True)


def doc_directory(path, _size):
    """A directory whose entries come back to the first one, in a chain that does too."""
    compound(path, word(LINE * 1000, [(6000, 0)]), loops=True, siblings_loop=True)


def doc_encrypted(path, _size):
    compound(path, word(LINE * 1000, [(6000, 0)], flags=0x1300))


def doc_old(path, _size):
    """As Word 6 wrote it."""
    compound(path, word(LINE * 1000, [(6000, 0)], magic=0xA5DC))


def doc_truncated(path, count):
    compound(path, word(LINE * count, [(6 * count, 0)]))
    path.write_bytes(path.read_bytes()[:len(LINE) * count // 2])


def doc_paragraphs(path, count):
    """Paragraphs of nothing but their ends."""
    text = "\r".encode("utf-16-le") * count
    compound(path, word(text, [(count, 0)]))


def record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def biff(path, records, version=0x600, name="Workbook", before=b""):
    """A workbook of one sheet, its records as they stand behind the sheet's beginning."""
    begin = lambda kind: record(0x809, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))
    close = record(0x0A, b"")
    sheet_name = b"\x01\0" + b"1" if version == 0x600 else b"\x011"
    length = len(begin(5) + before + close) + 4 + 6 + len(sheet_name)
    sheet = record(0x85, struct.pack("<IH", length, 0) + sheet_name)
    compound(path, [(name, begin(5) + sheet + before + close + begin(0x10) + b"".join(records) + close)])


def label(row, text):
    data = text.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, 0, 0, len(data) // 2, 1) + data)


def xls_rows(path, count):
    """Rows that hold nothing, and then a text."""
    biff(path, [record(0x208, struct.pack("<HHHHIHH", row % 65536, 0, 0, 255, 0, 0, 0)) for row in range(count)]
         + [label(1, "科目")])


def xls_far(path, count):
    """Cells at the ends of far rows."""
    biff(path, [record(0x203, struct.pack("<HHHd", row % 65536, row % 2 * 255, 0, 1.5)) for row in range(count)])


def xls_merges(path, count):
    """Merged ranges of 65,534 rows over all columns, all of them over each other."""
    areas = [struct.pack("<HHHH", row % 1000, row % 1000 + 64534, 0, 255) for row in range(count)]
    groups = [areas[at:at + 1000] for at in range(0, count, 1000)]
    biff(path, [label(0, "科目"), *(record(0xE5, struct.pack("<H", len(group)) + b"".join(group)) for group in groups)])


def xls_shared(path, count):
    """One long text that many cells show."""
    table = record(0xFC, struct.pack("<II", count, 1) + struct.pack("<HB", 8000, 0) + b"7" * 8000)
    cells = [record(0xFD, struct.pack("<HHHI", row % 65536, row // 65536, 0, 0)) for row in range(count)]
    biff(path, cells, before=table)


def xls_table(path, count):
    """A table of shared texts that says it has four billion, in very many records that each go on with the last."""
    biff(path, [label(0, "科目")], before=record(0xFC, struct.pack("<II", FREE, FREE)) + record(0x3C, b"\x01\0\0a") * count)


def xls_encrypted(path, _size):
    biff(path, [label(0, "科目")], before=record(0x2F, bytes(54)))


def xls_five(path, _size):
    """As Excel 5 wrote it."""
    biff(path, [record(0x204, struct.pack("<HHHH", 0, 0, 0, 4) + "科目".encode("gbk"))], version=0x500, name="Book")


def xls_cyclic(path, _size):
    compound(path, [("Workbook", bytes(8192))], loops=True)


def package_encrypted(path, _size):
    """A .docx or .xlsx with a password."""
    compound(path, [("EncryptionInfo", bytes(4096)), ("EncryptedPackage", bytes(8192))])


# ---- Office Open XML ----

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = '<!DOCTYPE b [<!ENTITY a0 "lol">%s]>' % "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def docx(path, pieces):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        write(archive, "word/document.xml", pieces)


def docx_entities(path, _size):
    """Entities of entities of entities: three gigabytes of laughter."""
    docx(path, [BOMB, f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>'])


def docx_depth(path, depth):
    """Elements inside elements."""
    docx(path, [f'<w:document xmlns:w="{WORD}"><w:body>', *repeated("<w:sdt>", depth), *repeated("</w:sdt>", depth),
                "</w:body></w:document>"])


def docx_tables(path, depth):
    """Tables inside tables."""
    docx(path, [f'<w:document xmlns:w="{WORD}"><w:body>', *repeated("<w:tbl><w:tr><w:tc>", depth), "<w:p/>",
                *repeated("</w:tc></w:tr></w:tbl>", depth), "</w:body></w:document>"])


def docx_truncated(path, count):
    docx(path, [f'<w:document xmlns:w="{WORD}"><w:body>', *repeated("<w:p><w:r><w:t>合计</w:t></w:r></w:p>", count),
                "</w:body></w:document>"])
    path.write_bytes(path.read_bytes()[:-200])


def docx_references(path, count):
    """A text whose every character is a reference, and whose last one names nothing."""
    docx(path, [f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>', *repeated("&#21333;", count), "&nothing;"
                "</w:t></w:r></w:p></w:body></w:document>"])


def xlsx_references(path, count):
    """Cells of nothing but references, in one row."""
    xlsx(path, ['<row r="1"><c t="inlineStr"><is><t>', *repeated("&#21333;", count), "</t></is></c></row>"])


def xlsx_depth(path, depth):
    xlsx(path, [*repeated("<row>", depth), *repeated("</row>", depth)])


def xlsx_formats(path, count):
    """Number formats as long as may be, one for each cell."""
    xlsx(path, (f'<row r="{row}"><c r="A{row}" s="{row}"><v>{row}.5</v></c></row>' for row in range(1, count + 1)))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        write(archive, "xl/styles.xml", ['<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>',
              *(f'<numFmt numFmtId="{200 + n % 65000}" formatCode="{"#" * 500}"/>' for n in range(count)), "</numFmts><cellXfs>",
              *(f'<xf numFmtId="{200 + n % 65000}"/>' for n in range(count)), "</cellXfs></styleSheet>"])


def xlsx_beside(path, count):
    """Columns with empty ones between them, in very many rows."""
    xlsx(path, (f'<row r="{row}">' + "".join(f'<c r="{letter}{row}"><v>1</v></c>' for letter in "ACEGIKMOQSUWY") + "</row>"
                for row in range(1, count + 1)))


def flat_depth(path, depth):
    """A document of Word 2003 of elements inside elements."""
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>')
        file.writelines(repeated("<w:sect>", depth))


def sheet_2003(path, count):
    """A workbook of Excel 2003 of merged cells, 65,534 rows high and 1,000 columns wide."""
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
                   'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
                   '<Worksheet ss:Name="1"><Table>')
        row = '<Row><Cell ss:MergeDown="65533" ss:MergeAcross="999"><Data ss:Type="String">科目</Data></Cell></Row>'
        file.writelines(row for _ in range(count))
        file.write("</Table></Worksheet></Workbook>")


# ---- RTF and HTML ----

RTF = r"{\rtf1\ansi\ansicpg936 "


def rtf_groups(path, count):
    """Groups beside each other, each with properties of its own."""
    path.write_text(RTF + r"{\b\i\fs20 a}" * count + "}")


def rtf_binary(path, count):
    """Pictures that say they go on for two gigabytes."""
    path.write_text(RTF + r"{\pict\bin2147483647 }" * count + "text}")


def rtf_skips(path, count):
    """Characters with fallbacks that are as long as the rest of the file."""
    path.write_text(RTF + r"\uc65535\u20803 ?" * count + "}")


def rtf_lists(path, count):
    """Lists of nine levels, each with labels of its own."""
    level = r"{\listlevel\levelnfc0{\leveltext\'02\'00.;}{\levelnumbers\'01;}}"
    path.write_text(RTF + r"{\*\listtable" + "".join(r"{\list%s{\listid%d}}" % (level * 9, n) for n in range(count)) + "}"
                    + r"{\*\listoverridetable" + "".join(r"{\listoverride\listid%d\ls%d}" % (n, n) for n in range(count)) + "}"
                    + "".join(r"\pard\ls%d a\par " % n for n in range(count)) + "}")


def rtf_truncated(path, count):
    path.write_text(RTF + r"\trowd\cellx1000\intbl a\cell\row" * count + r"\trowd\cellx1000\intbl {\b")


def html_entities(path, count):
    """Entities of entities in a document type, and named characters without an end."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{BOMB}<html><body><p>&a9;")
        file.writelines(repeated("&CounterClockwiseContourIntegral", count))


def html_wide(path, rows):
    """Cells of 65,534 rows and 1,000 columns in every row."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("<html><body><table>")
        file.writelines('<tr><td rowspan="65534" colspan="1000">合计<td>1</tr>' for _ in range(rows))


def mail_parts(path, count):
    """A page in a mail container of very many parts."""
    with open(path, "w", encoding="utf-8", newline="\r\n") as file:
        file.write('MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n')
        file.writelines("--b\nContent-Type: text/html\n\n<p>a</p>\n" for _ in range(count))


# ---- OFD ----

def ofd_texts(path, count):
    """A page of text objects of one character each."""
    text = '<ofd:TextObject ID="7" Boundary="1 1 9 9" Font="2" Size="4"><ofd:TextCode X="0" Y="4">一</ofd:TextCode></ofd:TextObject>'
    ofd(path, (text for _ in range(count)))


def ofd_templates(path, count):
    """Templates that all include each other, each of them of very many texts."""
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    again = "".join(f'<ofd:Template TemplateID="{n}"/>' for n in range(count))
    text = '<ofd:TextObject Boundary="1 1 9 9" Size="4"><ofd:TextCode X="0" Y="4">一</ofd:TextCode></ofd:TextObject>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")
        listed = "".join(f'<ofd:TemplatePage ID="{n}" BaseLoc="T{n}.xml"/>' for n in range(count))
        archive.writestr("D.xml", f'<ofd:Document {ns}><ofd:CommonData>{listed}</ofd:CommonData><ofd:Pages>'
                                  f'<ofd:Page ID="p" BaseLoc="T0.xml"/></ofd:Pages></ofd:Document>')
        for n in range(count):
            write(archive, f"T{n}.xml", [f"<ofd:Page {ns}>{again}<ofd:Content><ofd:Layer>", *repeated(text, 100_000),
                                         "</ofd:Layer></ofd:Content></ofd:Page>"])


def ofd_encrypted(path, _size):
    ofd(path, [])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Encryptions.xml", "<e/>")


# ---- archives ----

NAMES = ["../../../tmp/mingxi-escaped.txt", "/tmp/mingxi-escaped.txt", "a\n{\"rows\": 1}\n.txt", "..\\..\\mingxi.txt", "C:\\mingxi.txt",
         "\x1b[2J.txt", "\u202etxt.exe", "a/" * 400 + "b.txt", "." * 3 + ".txt", "con.txt"]


def tar_names(path, count):
    """Members whose names lead out of the folder, break lines or turn the writing around; links besides."""
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for number in range(count):
            for name in NAMES:
                data = f"{name} {number}\n单位：万元".encode()
                member = tarfile.TarInfo(f"{number}/{name}" if number else name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("passwords.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)


def zip_encrypted(path, count):
    """Members that all have a password."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", "单位：万元")
    data = bytearray(path.read_bytes())
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(magic, at + 4)
    path.write_bytes(data)


def zip_truncated(path, count):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", "单位：万元\n" * 100)
    path.write_bytes(path.read_bytes()[:-50])


def gzip_layers(path, depth):
    """Archives inside each other, each of one member."""
    data = "单位：万元".encode()
    for _ in range(depth):
        data = gzip.compress(data)
    path.write_bytes(data)


# name: (recipe, ending of its file, size in full, size in the fast set)
KINDS = {
    "doc-pieces": (doc_pieces, "doc", 200_000, 20_000),
    "doc-cyclic": (doc_cyclic, "doc", 1, 1),
    "doc-directory": (doc_directory, "doc", 1, 1),
    "doc-encrypted": (doc_encrypted, "doc", 1, 1),
    "doc-old": (doc_old, "doc", 1, 1),
    "doc-truncated": (doc_truncated, "doc", 200_000, 20_000),
    "doc-paragraphs": (doc_paragraphs, "doc", 3_000_000, 1_000_000),
    "xls-rows": (xls_rows, "xls", 300_000, 100_000),
    "xls-far": (xls_far, "xls", 300_000, 100_000),
    "xls-merges": (xls_merges, "xls", 500_000, 50_000),
    "xls-shared": (xls_shared, "xls", 300_000, 50_000),
    "xls-table": (xls_table, "xls", 800_000, 50_000),
    "xls-encrypted": (xls_encrypted, "xls", 1, 1),
    "xls-biff5": (xls_five, "xls", 1, 1),
    "xls-cyclic": (xls_cyclic, "xls", 1, 1),
    "package-encrypted": (package_encrypted, "xlsx", 1, 1),
    "docx-entities": (docx_entities, "docx", 1, 1),
    "docx-depth": (docx_depth, "docx", 1_000_000, 100_000),
    "docx-tables": (docx_tables, "docx", 100_000, 1_000),
    "docx-truncated": (docx_truncated, "docx", 100_000, 10_000),
    "docx-references": (docx_references, "docx", 20_000_000, 1_000_000),
    "xlsx-references": (xlsx_references, "xlsx", 20_000_000, 1_000_000),
    "xlsx-depth": (xlsx_depth, "xlsx", 1_000_000, 100_000),
    "xlsx-formats": (xlsx_formats, "xlsx", 200_000, 20_000),
    "xlsx-beside": (xlsx_beside, "xlsx", 70_000, 20_000),
    "flat-depth": (flat_depth, "xml", 1_000_000, 100_000),
    "sheet-2003": (sheet_2003, "xml", 100_000, 10_000),
    "rtf-groups": (rtf_groups, "rtf", 1_000_000, 100_000),
    "rtf-binary": (rtf_binary, "rtf", 1_000_000, 100_000),
    "rtf-skips": (rtf_skips, "rtf", 1_000_000, 100_000),
    "rtf-lists": (rtf_lists, "rtf", 100_000, 10_000),
    "rtf-truncated": (rtf_truncated, "rtf", 300_000, 30_000),
    "html-entities": (html_entities, "html", 1_000_000, 100_000),
    "html-wide": (html_wide, "html", 200_000, 20_000),
    "mail-parts": (mail_parts, "mht", 300_000, 30_000),
    "ofd-texts": (ofd_texts, "ofd", 1_000_000, 300_000),
    "ofd-templates": (ofd_templates, "ofd", 40, 8),
    "ofd-encrypted": (ofd_encrypted, "ofd", 1, 1),
    "tar-names": (tar_names, "tgz", 100, 10),
    "zip-encrypted": (zip_encrypted, "zip", 1_000, 100),
    "zip-truncated": (zip_truncated, "zip", 1_000, 100),
    "gzip-layers": (gzip_layers, "gz", 1_000, 100),
}

if __name__ == "__main__":
    make(globals(), sys.argv[1:])
