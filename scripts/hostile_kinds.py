"""Hostile files and honest shapes of any size, made from their recipe: each takes a path and a size.

Every kind is one way to ask for much with little. `HOSTILE` holds those that a bound has to end; `HONEST` those that
are only large, whose cost has to grow with their size and no faster.
"""
import io, os, struct, sys, zipfile, zlib
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BLOCK = 1 << 20


# ---- writing files ----

def deflate(parts):
    """The packed bytes of many parts, in little memory."""
    packer = zlib.compressobj(9)
    return b"".join([packer.compress(part) for part in parts] + [packer.flush()])


def blanks(count):
    """So many blanks in parts."""
    for _ in range(count // BLOCK):
        yield b" " * BLOCK
    yield b" " * (count % BLOCK)


def stream(data, entries=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def packed(parts, entries=b""):
    return stream(deflate(parts), b"/Filter/FlateDecode" + entries)


def pdf(path, objects):
    """A file of numbered objects, the first of them the catalog."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, start)
    path.write_bytes(out)


FONT = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"


def one_page(path, content, resources=b"", extra=(), contents=b"4 0 R"):
    """A file of one page; `extra` are the objects from 5 on."""
    pdf(path, [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %s/Resources<<%s%s>>>>"
        % (contents, FONT, resources),
        packed([content]),
        *extra,
    ])


def docx(path, body, styles=None, numbering=None):
    """A Word file; parts are given as pieces of text."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering")))
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types">{types}</Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                         f'Type="{relations}/officeDocument" Target="word/document.xml"/></Relationships>')
        pieces = [f'<w:document xmlns:w="{W}"><w:body>', *body, "</w:body></w:document>"]
        write(archive, "word/document.xml", pieces)
        for name, part in (("styles", styles), ("numbering", numbering)):
            if part is not None:
                write(archive, f"word/{name}.xml", [f'<w:{name} xmlns:w="{W}">', *part, f"</w:{name}>"])


def write(archive, name, pieces):
    with archive.open(name, "w", force_zip64=True) as part:
        for piece in pieces:
            part.write(piece.encode())


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(cells, properties=""):
    return "<w:tr>" + "".join(f"<w:tc>{properties}{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def repeated(piece, count, at_once=1000):
    for _ in range(count // at_once):
        yield piece * at_once
    yield piece * (count % at_once)


# ---- Word files ----

def docx_spans(path, tables):
    """Tables of one cell over 499,000 grid columns: 900 bytes for forty of them."""
    wide = '<w:tcPr><w:gridSpan w:val="499000"/></w:tcPr>'
    docx(path, repeated(f"<w:tbl>{row(['a'], wide)}{row(['b'])}</w:tbl>", tables))


def docx_lists(path, count):
    """A numbering part of millions of lists."""
    docx(path, [paragraph("2024年部门预算")], numbering=repeated('<w:num w:numId="1"/>', count))


def docx_lists_distinct(path, count):
    """The same with a number for each."""
    docx(path, [paragraph("2024年部门预算")],
         numbering=(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(count)))


def docx_styles(path, count):
    """A styles part of millions of styles."""
    docx(path, [paragraph("2024年部门预算")],
         styles=(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(count)))


def docx_parts(path, size):
    """Two parts of that many bytes of blanks."""
    filler = [piece.decode() for piece in blanks(BLOCK)]
    docx(path, [paragraph("2024年部门预算"), *filler * (size // BLOCK)], styles=filler * (size // BLOCK))


def docx_one_cell(path, size):
    """One cell of that many characters."""
    docx(path, ["<w:tbl><w:tr><w:tc><w:p>", *repeated("<w:r><w:t>1234567890</w:t></w:r>", size // 10),
                "</w:p></w:tc></w:tr></w:tbl>"])


def docx_long_header(path, rows):
    """A header cell of 100,000 characters over many rows: its path goes into each of their items."""
    head = ["科目编码", "科目名称", "合计" + "长" * 100_000]
    body = (row([f"{201 + n % 30}{n % 90 + 10}", "行政运行", f"{n}.00"]) for n in range(rows))
    docx(path, [paragraph("2024年支出预算总表"), paragraph("单位：万元"), "<w:tbl>", row(head), *body, "</w:tbl>"])


# ---- workbooks ----

def xlsx(path, rows, behind="", strings=None):
    """A workbook of one sheet; rows and shared texts are given as pieces of text."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
                         '<sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}"><Relationship Id="a" '
                         f'Type="{relations}/worksheet" Target="sheet.xml"/><Relationship Id="b" '
                         f'Type="{relations}/sharedStrings" Target="strings.xml"/></Relationships>')
        write(archive, "xl/sheet.xml", [f'<worksheet xmlns="{main}"><sheetData>', *rows, "</sheetData>", behind, "</worksheet>"])
        write(archive, "xl/strings.xml", [f'<sst xmlns="{main}">', *(strings or []), "</sst>"])


def cells(row, *texts):
    """A row of texts."""
    inner = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{row}">{inner}</row>'


def xlsx_empty_rows(path, count):
    """Rows that hold nothing, and then a table."""
    xlsx(path, (f'<row r="{row}"/>' if row < count else cells(row, "科目", "合计") for row in range(1, count + 1)))


def xlsx_far_cells(path, count):
    """One cell each in the corners of far rows and columns."""
    xlsx(path, (f'<row r="{row * 7}"><c r="A{row * 7}"><v>1</v></c><c r="XFD{row * 7}"><v>1</v></c></row>'
                for row in range(1, count + 1)))


def xlsx_spans(path, count):
    """Merged ranges of 65,534 rows and 1,000 columns, one under the other and all over each other."""
    ranges = "".join(f'<mergeCell ref="A{row}:ALL{row + 65533}"/>' for row in range(1, count + 1))
    xlsx(path, [cells(1, "科目", "合计"), cells(2, "教育支出", "1")], f"<mergeCells>{ranges}</mergeCells>")


def xlsx_shared(path, count):
    """One long text that many cells show."""
    xlsx(path, (f'<row r="{row}"><c t="s"><v>0</v></c></row>' for row in range(1, count + 1)),
         strings=["<si><t>", *repeated("1234567890", 3_000), "</t></si>"])


# ---- text dumps ----

def dump(path, lines):
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(line + "\n")


def titled(rows):
    yield from ("部门名称：云岭县水利局", "2024年支出预算总表", "单位：万元")
    yield from rows


def item(n, amounts=3):
    values = "\t".join(f"{n % 977 + k}.00" for k in range(amounts))
    return f"{201 + n % 30}{n % 90 + 10:02}{n % 9 + 1:02}\t行政运行\t{values}"


def dump_headers(path, rows):
    """Nothing but header rows."""
    dump(path, titled("\t".join(("科目编码", "科目名称", "合计")) for _ in range(rows)))


def dump_one_wide(path, rows):
    """A row of 200 fields among many of four."""
    head = ["科目编码\t科目名称\t合计\t基本支出", "\t".join(f"栏{n}" for n in range(200))]
    dump(path, titled([*head, *(item(n, 2) for n in range(rows))]))


def dump_long_header(path, rows):
    """A header cell of 100,000 characters over many rows."""
    head = "科目编码\t科目名称\t合计" + "长" * 100_000
    dump(path, titled([head, *(item(n, 1) for n in range(rows))]))


def dump_long_lines(path, size):
    """One line of that many tabs."""
    dump(path, titled(["科目编码\t科目名称\t合计", item(1, 1), "\t" * size, item(2, 1)]))


def dump_rows(path, rows):
    """An honest list of items."""
    dump(path, titled(["科目编码\t科目名称\t合计\t基本支出\t项目支出", *(item(n) for n in range(rows))]))


def dump_cells(path, rows):
    """The same, one cell a line."""
    cells = (cell for n in range(rows) for cell in item(n).split("\t"))
    dump(path, titled(["科目编码", "科目名称", "合计", "基本支出", "项目支出", *cells]))


def dump_captions(path, rows):
    """Rows that hold nothing but captions."""
    dump(path, titled("单位：万元\t" for _ in range(rows)))


def dump_breaks(path, rows):
    """Header rows with a blank line above each."""
    dump(path, titled(f"\n科目编码\t科目名称\t合计{n}" for n in range(rows)))


def dump_tables(path, tables):
    """Many small tables of a long document."""
    def lines():
        for n in range(tables):
            yield f"表{n + 1} 2024年支出预算总表"
            yield "单位：万元"
            yield "科目编码\t科目名称\t合计\t基本支出\t项目支出"
            for k in range(8):
                yield item(n * 8 + k)
            yield f"{n + 1}.本年支出预算共计{n}.00万元，比上年增加{n}.00万元。"
    dump(path, lines())


def dump_prose(path, lines):
    """Nothing but sentences."""
    dump(path, (f"（{n}）2024年支出预算{n}.00万元，比上年增加{n % 97}.00万元，主要是人员增加。" for n in range(lines)))


# ---- PDF files ----

def object_stream(path, entries, body_parts, length):
    """A file whose catalog and pages lie in one object stream; `entries` is what its dictionary says."""
    first = b"1 0 2 30 "
    head = first + b"<</Type/Catalog/Pages 2 0 R>>".ljust(30)
    data = deflate([head, *body_parts])
    out = bytearray(b"%PDF-1.7\n")
    at = len(out)
    out += b"100 0 obj\n<<%s/N 2/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (entries, len(first), len(data))
    out += data + b"\nendstream\nendobj\n"
    start = len(out)
    rows = [(0, 0, 65535), (2, 100, 0), (2, 100, 1), *[(0, 0, 0)] * 97, (1, at, 0), (1, start, 0)]
    table = b"".join(kind.to_bytes(1, "big") + place.to_bytes(4, "big") + last.to_bytes(2, "big")
                     for kind, place, last in rows)
    out += b"101 0 obj\n<</Type/XRef/Size 102/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        len(table), table)
    path.write_bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def pages_inline(path, kids):
    """A page tree of millions of kids that stand in it."""
    object_stream(path, b"/Type/ObjStm", [b"<</Type/Pages/Count 1/Kids[", *repeated(b"<<>>", kids), b"]>>"], kids)


def pages_inline_plain(path, kids):
    """The same outside of an object stream, in the file as it lies there."""
    pdf(path, [b"<</Type/Catalog/Pages 2 0 R>>",
               b"<</Type/Pages/Count 1/Kids[" + b"<<>>" * kids + b"]>>"])


def pages_tree(path, depth):
    """A tree whose nodes name the next one many times."""
    nodes = [b"<</Type/Pages/Count 1/Kids[%s]>>" % (b"%d 0 R " % (n + 3) * 30) for n in range(depth)]
    pdf(path, [b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 595 842]>>"])


def objstm_untyped(path, size):
    """An object stream that does not say it is one and unpacks to gigabytes."""
    object_stream(path, b"", blanks(size), size)


def objstm_commented(path, size):
    """The words cut by a comment."""
    object_stream(path, b"/Type%/x\n/Obj#53tm", blanks(size), size)


def objstm_padded(path, size):
    """The words out of sight of one who looks near the word stream."""
    object_stream(path, b"/Type/ObjStm" + b" " * 6000, blanks(size), size)


def objstm_indirect(path, size):
    """Its filter is said elsewhere."""
    objects = packed(blanks(size)).replace(b"/Filter/FlateDecode", b"/Type/ObjStm/N 1/First 5/Filter 5 0 R")
    pdf(path, [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[6 0 R]>>", b"null", objects,
               b"/FlateDecode", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"])


def objstm_many(path, count):
    """Object streams without an end, one after the other."""
    data = deflate(blanks(BLOCK))
    unclosed = b"<</Type/ObjStm/N 1/First 5/Filter/FlateDecode>>\nstream\n" + data[:40]
    pdf(path, [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", *[unclosed] * count])


def to_unicode(path, glyphs):
    """One code that means 200,000 characters, shown many times."""
    cmap = b"1 beginbfchar <41> <" + b"4E00" * 200_000 + b"> endbfchar"
    text = b"".join(b"1 0 0 1 %d.%02d %d Tm (A) Tj\n" % (n % 590, n // 590 % 100, n % 830) for n in range(glyphs))
    font = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % font,
               packed([b"BT /F1 1 Tf ", text, b" ET"]), packed([cmap])]
    pdf(path, objects)


def to_unicode_many(path, codes):
    """A map of two bytes whose every code means 500 characters."""
    lines = b"".join(b"<%04x> <%s>\n" % (n, b"4E00" * 500) for n in range(codes))
    cmap = b"%d beginbfchar\n%s endbfchar" % (codes, lines)
    text = b"".join(b"1 0 0 1 %d %d Tm <%04x> Tj\n" % (n % 590, n // 590, n) for n in range(codes))
    font = (b"/Font<</F1<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts"
            b"[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>>>]>>>>")
    pdf(path, [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % font,
               packed([b"BT /F1 1 Tf ", text, b" ET"]), packed([cmap])])


def actual_text(path, times):
    """A replacement text of a million characters, opened many times."""
    content = b"/Span /P BDC " * times + b"BT /F1 9 Tf 9 9 Td (1) Tj ET " + b"EMC " * times
    one_page(path, content, b"/Properties<</P 5 0 R>>", [b"<</ActualText(" + b"1" * 1_000_000 + b")>>"])


def forms_blank(path, uses):
    """A form of 60 MB of blanks, drawn many times."""
    form = packed(blanks(60 * BLOCK), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    one_page(path, b"/X Do\n" * uses, b"/XObject<</X 5 0 R>>", [form])


def forms_numbers(path, uses):
    """A form of operands without an operator."""
    form = packed(repeated(b"1 ", 20_000_000, BLOCK), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    one_page(path, b"/X Do\n" * uses, b"/XObject<</X 5 0 R>>", [form])


def states_huge(path, uses):
    """A graphics state whose dictionary has a million entries."""
    entries = b"".join(b"/K%d 1" % n for n in range(1_000_000))
    one_page(path, b"/G gs\n" * uses, b"/ExtGState<</G 5 0 R>>", [b"<<" + entries + b">>"])


def states_inline(path, uses):
    """The same, standing in the page's resources."""
    entries = b"".join(b"/K%d 1" % n for n in range(200_000))
    one_page(path, b"/G gs\n" * uses, b"/ExtGState<</G<<" + entries + b">>>>")


def spaces_huge(path, uses):
    """A colour space that is a long list, named anew for each use."""
    space = b"[/Indexed/DeviceRGB 255 <" + b"00" * 2_000_000 + b">]"
    one_page(path, b"/S cs 1 sc\n" * uses, b"/ColorSpace<</S " + space + b">>")


def images_unterminated(path, count):
    """Inline images without an end."""
    one_page(path, b"BI /W 1 /H 1 /BPC 8 /CS /G ID xxxxxxx\n" * count)


def images_almost(path, count):
    """One inline image in which ends seem to stand everywhere."""
    one_page(path, b"BI /W 1 /H 1 /BPC 8 /CS /G ID " + b" EI \x00\x01\xff" * count)


def filters_unknown(path, uses):
    """Content that unpacks to 60 MB before its second filter is not known."""
    content = packed(blanks(60 * BLOCK)).replace(b"/Filter/FlateDecode", b"/Filter[/FlateDecode/Foo]")
    one_page(path, b"", contents=b"[" + b"5 0 R " * uses + b"]", extra=[content])


def layers_huge(path, uses):
    """Membership of a million layers, asked for at each use."""
    layers = b"<</OCGs[" + b"6 0 R " * 1_000_000 + b"]/Type/OCMD>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/OCProperties<</D<</OFF[7 0 R]>>/OCGs[6 0 R 7 0 R]>>>>"
    pdf(path, [catalog, b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s/Properties<</L 5 0 R>>"
               b">>>>" % FONT, packed([b"/OC /L BDC EMC\n" * uses]), layers, b"<</Type/OCG>>", b"<</Type/OCG>>"])


def strings_long(path, size):
    """A string of that many bytes in one operator, all at one place."""
    one_page(path, b"BT /F1 9 Tf 9 9 Td (" + b"1" * size + b") Tj ET")


def annotations(path, count):
    """Annotations of one page that all show the same form of a megabyte of blanks."""
    form = packed(blanks(BLOCK), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    notes = b"<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/AP<</N 5 0 R>>>>" * count
    one_page(path, b"", b">>/Annots[" + notes + b"]/X<<", [form])


def joins(path, pages):
    """Lines that seem to go on from page to page: 50 by 50 ruled cells without a number."""
    lines = b"".join(b"0 %d m 595 %d l S %d 0 m %d 842 l S\n" % (n * 16, n * 16, n * 11, n * 11) for n in range(51))
    table(path, pages, lambda page: lines)


def table(path, pages, content):
    """A file of pages."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * n) for n in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids)]
    for n in range(pages):
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<%s>>>>"
                       % (4 + 2 * n, FONT))
        objects.append(packed([content(n)]))
    pdf(path, objects)


def ruled(path, pages):
    """An honest table of ten columns that goes on over many pages."""
    rules = b"".join(b"30 %d m 560 %d l S\n" % (y, y) for y in range(65, 786, 18))
    rules += b"".join(b"%d 65 m %d 785 l S\n" % (x, x) for x in range(30, 561, 53))

    def content(page):
        values = b"".join(
            b"1 0 0 1 %d %d Tm (%s) Tj\n" % (33 + 53 * column, 770 - 18 * line, cell(page * 40 + line, column))
            for line in range(40) for column in range(10))
        return b"0.5 w\n" + rules + b"BT /F1 7 Tf\n" + values + b"ET"

    def cell(n, column):
        code = b"%d%02d%02d" % (201 + n % 30, n % 90 + 10, n % 9 + 1)
        return code if column == 0 else b"%d.%02d" % (n % 977 + column, column)

    table(path, pages, content)


# ---- places ----

def sparse(path, size):
    """A file that says it has a terabyte."""
    with path.open("wb") as file:
        file.truncate(size)


def endless_link(path, _size):
    """A link to a file of the system that never ends."""
    path.symlink_to("/proc/kmsg")


def pipe(path, _size):
    """A pipe that nobody writes to."""
    os.mkfifo(path)


# ---- web pages and Rich Text Format ----

def html_depth(path, depth):
    """Elements in elements."""
    path.write_text("<p>x</p>" + "<div>" * depth, encoding="utf-8")


def html_formats(path, count):
    """Formats left open, each to be opened again in every paragraph."""
    path.write_text("<p>x</p>" + "".join(f"<p><font size={n}>x" for n in range(count)), encoding="utf-8")


def html_spans(path, rows):
    """Cells over all rows and a thousand columns."""
    row = "<tr><td rowspan=65534 colspan=1000>x<td>y"
    path.write_text("<p>x</p><table>" + row * rows + "</table>", encoding="utf-8")


def html_attributes(path, count):
    """An element of many attributes."""
    path.write_text("<p" + "".join(f" a{n}=1" for n in range(count)) + ">x</p>", encoding="utf-8")


def html_ends(path, count):
    """End tags of what was never opened, inside of much that is open."""
    path.write_text("<div>" * 400 + "</b>" * count, encoding="utf-8")


def html_rules(path, count):
    """Rules of style that every element has to be asked for."""
    rules = "".join(f"div p{{text-indent:{n}px}}" for n in range(count))
    path.write_text(f"<style>{rules}</style><div>" + "<p>x</p>" * count, encoding="utf-8")


def rtf_depth(path, depth):
    """Groups in groups."""
    path.write_text(r"{\rtf1 x\par" + "{" * depth)


def rtf_cells(path, count):
    """A row of many cells."""
    wide = "".join(rf"\cellx{n * 100}" for n in range(count))
    path.write_text(r"{\rtf1 x\par\trowd" + wide + r"\pard\intbl " + r"x\cell " * count + r"\row\pard y\par}")


# ---- archives ----

def zipped(path, members):
    """An archive of (name, pieces of bytes)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, pieces in members:
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece)


def zip_bomb(path, size):
    """One member of zeros."""
    zipped(path, [("a.txt", (bytes(BLOCK) for _ in range(size // BLOCK)))])


def zip_bombs(path, size):
    """A hundred members that are each as large as a file may be."""
    zipped(path, [(f"{n}.txt", (bytes(BLOCK) for _ in range(size // BLOCK))) for n in range(100)])


def zip_overlap(path, size):
    """Entries of the directory that all name the data of one member."""
    data = deflate(blanks(64 * BLOCK))
    crc = 0
    for piece in blanks(64 * BLOCK):
        crc = zlib.crc32(piece, crc)
    head = struct.pack("<5H3I2H", 20, 0, 8, 0, 0, crc, len(data), 64 * BLOCK, 1, 0)
    body = b"PK\3\4" + head + b"0" + data
    listed = b"".join(b"PK\1\2\x14\0" + head[:-4] + struct.pack("<5H2I", len(name), 0, 0, 0, 0, 0, 0) + name
                      for name in (b"%d.txt" % n for n in range(size)))
    end = struct.pack("<4H2IH", 0, 0, size, size, len(listed), len(body), 0)
    path.write_bytes(body + listed + b"PK\5\6" + end)


def zip_many(path, size):
    """Very many small members."""
    zipped(path, [(f"{n}.txt", [b"%d" % n]) for n in range(size)])


def zip_nested(path, size):
    """Archives in archives in archives, of zeros in the end; no two of them the same."""
    def level(depth, number):
        file = io.BytesIO()
        if depth == 0:
            zipped(file, [("a.txt", [b"%d" % number, *(bytes(BLOCK) for _ in range(60))])])
        else:
            zipped(file, [(f"{n}.zip", [level(depth - 1, number * size + n)]) for n in range(size)])
        return file.getvalue()
    path.write_bytes(level(2, 0))


def zip_names(path, size):
    """Names that lead elsewhere, break lines or never end."""
    names = ["../../../../tmp/x%d", "/etc/passwd%d", "C:\\a\\b%d", "a\nb%d.txt", "\x1b[31m%d.txt", "a/" * 15_000 + "b%d", "../%d"]
    zipped(path, [(name % n, [b"%d" % n]) for n in range(size) for name in names])


def gzip_bomb(path, size):
    """Zeros, packed."""
    packer = zlib.compressobj(9, wbits=31)
    path.write_bytes(b"".join(packer.compress(bytes(BLOCK)) for _ in range(size // BLOCK)) + packer.flush())


def tar_many(path, size):
    """Very many empty members."""
    head = bytearray(512)
    head[0:1], head[100:107], head[124:135], head[156:157] = b"a", b"0000644", b"00000000000", b"0"
    head[148:156] = b" " * 8
    head[148:155] = b"%06o\0" % sum(head)
    path.write_bytes(bytes(head) * size + bytes(1024))


def seven_dictionary(path, size):
    """A few bytes that ask for a dictionary of many gigabytes."""
    whole = bytearray.fromhex(
        "377abcaf271c0004d2a618e710000000000000005d00000000000000d8ad601a010003e794b20a00010003e4b9990a0001040600020908080a"
        "019102ffbba3a61f9a00070b0200012121011601212101160c040400080a019593d0a6a11480f2000005021125006c51005f2f0032752e0074"
        "007800740000002e002e002f00594e2e0074007800740000000000")
    at = 48
    body = whole[at:]
    for place in range(len(body) - 3):
        if body[place:place + 4] == b"\x21\x21\x01\x16":
            body[place + 3] = size
    whole[at:] = body
    whole[28:32] = struct.pack("<I", zlib.crc32(bytes(body)))
    whole[8:12] = struct.pack("<I", zlib.crc32(bytes(whole[12:32])))
    path.write_bytes(bytes(whole))


# ---- OFD ----

def ofd(path, layer, resources=(), pages=1):
    """An OFD file whose pages have one layer; parts are given as pieces of text."""
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Page.xml"/>' for n in range(pages))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")
        archive.writestr("D.xml", f"<ofd:Document {ns}><ofd:CommonData><ofd:PublicRes>R.xml</ofd:PublicRes></ofd:CommonData>"
                                  f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        write(archive, "R.xml", [f"<ofd:Res {ns}><ofd:CompositeGraphicUnits>", *resources, "</ofd:CompositeGraphicUnits></ofd:Res>"])
        write(archive, "Page.xml", [f"<ofd:Page {ns}><ofd:Content><ofd:Layer>", *layer, "</ofd:Layer></ofd:Content></ofd:Page>"])


def ofd_glyphs(path, size):
    """Very many characters in one line, with one distance for all."""
    ofd(path, ['<ofd:TextObject Boundary="1 1 200 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 999999999999 0.001">',
               *("一二三四五六七八九十" for _ in range(size // 10)), "</ofd:TextCode></ofd:TextObject>"])


def ofd_paths(path, size):
    """A path of very many lines."""
    ofd(path, ['<ofd:PathObject Boundary="1 1 200 200"><ofd:AbbreviatedData>', *("M 0 0 L 9 0 " for _ in range(size)),
               "</ofd:AbbreviatedData></ofd:PathObject>"])


def ofd_composites(path, size):
    """Graphics that are made twice of the next one, again and again."""
    again = '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="%d"/>'
    units = [f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>{again % (n + 1)}{again % (n + 1)}</ofd:Content></ofd:CompositeGraphicUnit>'
             for n in range(size)]
    ofd(path, [again % 0], units)


def ofd_pages(path, size):
    """Very many pages of one content."""
    text = '<ofd:TextObject Boundary="1 1 200 5" Size="4"><ofd:TextCode X="0" Y="4">%s</ofd:TextCode></ofd:TextObject>'
    ofd(path, [text % ("一" * 500)], pages=size)


def ofd_depth(path, size):
    """Blocks in blocks."""
    ofd(path, [*("<ofd:PageBlock>" for _ in range(size)), *("</ofd:PageBlock>" for _ in range(size))])


def html_places(path, size):
    """Very many boxes with places of their own, in as many pages."""
    box = '<div style="position:relative;width:600px;height:800px"><p style="position:absolute;left:9px;top:9px">一二三</p></div>'
    with open(path, "w", encoding="utf-8") as file:
        file.write("<html><body>")
        file.writelines(box for _ in range(size))


# name: (recipe, ending of its file, size in full, size in the fast set)
HOSTILE = {
    "docx-spans": (docx_spans, "docx", 500, 40),
    "docx-lists": (docx_lists, "docx", 9_000_000, 2_000_000),
    "docx-lists-distinct": (docx_lists_distinct, "docx", 2_000_000, 300_000),
    "docx-styles": (docx_styles, "docx", 1_500_000, 200_000),
    "docx-parts": (docx_parts, "docx", 250 * BLOCK, 250 * BLOCK),
    "docx-one-cell": (docx_one_cell, "docx", 60_000_000, 3_000_000),
    "docx-long-header": (docx_long_header, "docx", 20_000, 20_000),
    "xlsx-empty-rows": (xlsx_empty_rows, "xlsx", 1_000_000, 100_000),
    "xlsx-far-cells": (xlsx_far_cells, "xlsx", 100_000, 10_000),
    "xlsx-spans": (xlsx_spans, "xlsx", 300_000, 20_000),
    "xlsx-shared": (xlsx_shared, "xlsx", 100_000, 20_000),
    "dump-headers": (dump_headers, "txt", 200_000, 20_000),
    "dump-one-wide": (dump_one_wide, "txt", 100_000, 100_000),
    "dump-long-header": (dump_long_header, "txt", 20_000, 20_000),
    "dump-long-lines": (dump_long_lines, "txt", 100_000_000, 5_000_000),
    "pages-inline": (pages_inline, "pdf", 15_000_000, 15_000_000),
    "pages-inline-plain": (pages_inline_plain, "pdf", 15_000_000, 3_000_000),
    "pages-tree": (pages_tree, "pdf", 12, 12),
    "objstm-untyped": (objstm_untyped, "pdf", 8192 * BLOCK, 700 * BLOCK),
    "objstm-commented": (objstm_commented, "pdf", 8192 * BLOCK, 700 * BLOCK),
    "objstm-padded": (objstm_padded, "pdf", 8192 * BLOCK, 700 * BLOCK),
    "objstm-indirect": (objstm_indirect, "pdf", 8192 * BLOCK, 700 * BLOCK),
    "objstm-many": (objstm_many, "pdf", 150_000, 20_000),
    "to-unicode": (to_unicode, "pdf", 190_000, 20_000),
    "to-unicode-many": (to_unicode_many, "pdf", 60_000, 10_000),
    "actual-text": (actual_text, "pdf", 4_000, 1_000),
    "forms-blank": (forms_blank, "pdf", 300_000, 300_000),
    "forms-numbers": (forms_numbers, "pdf", 300_000, 300_000),
    "states-huge": (states_huge, "pdf", 300_000, 3_000),
    "states-inline": (states_inline, "pdf", 300_000, 3_000),
    "spaces-huge": (spaces_huge, "pdf", 300_000, 3_000),
    "images-unterminated": (images_unterminated, "pdf", 1_000_000, 100_000),
    "images-almost": (images_almost, "pdf", 3_000_000, 300_000),
    "filters-unknown": (filters_unknown, "pdf", 20_000, 20_000),
    "layers-huge": (layers_huge, "pdf", 300_000, 3_000),
    "strings-long": (strings_long, "pdf", 50_000_000, 1_000_000),
    "annotations": (annotations, "pdf", 200_000, 20_000),
    "joins": (joins, "pdf", 400, 100),
    "html-depth": (html_depth, "html", 10_000_000, 1_000_000),
    "html-formats": (html_formats, "html", 1_000_000, 100_000),
    "html-spans": (html_spans, "html", 500_000, 50_000),
    "html-attributes": (html_attributes, "html", 5_000_000, 500_000),
    "html-ends": (html_ends, "html", 20_000_000, 2_000_000),
    "html-rules": (html_rules, "html", 200_000, 20_000),
    "rtf-depth": (rtf_depth, "rtf", 100_000_000, 1_000_000),
    "rtf-cells": (rtf_cells, "rtf", 500_000, 50_000),
    "html-places": (html_places, "html", 500_000, 50_000),
    "ofd-glyphs": (ofd_glyphs, "ofd", 20_000_000, 1_000_000),
    "ofd-paths": (ofd_paths, "ofd", 10_000_000, 1_000_000),
    "ofd-composites": (ofd_composites, "ofd", 100, 40),
    "ofd-pages": (ofd_pages, "ofd", 100_000, 10_000),
    "ofd-depth": (ofd_depth, "ofd", 1_000_000, 100_000),
    "zip-bomb": (zip_bomb, "zip", 4 << 30, 1 << 30),
    "zip-bombs": (zip_bombs, "zip", 250 << 20, 20 << 20),
    "zip-overlap": (zip_overlap, "zip", 5_000, 500),
    "zip-many": (zip_many, "zip", 60_000, 6_000),
    "zip-nested": (zip_nested, "zip", 12, 4),
    "zip-names": (zip_names, "zip", 100, 10),
    "gzip-bomb": (gzip_bomb, "gz", 4 << 30, 1 << 30),
    "tar-many": (tar_many, "tar", 1_000_000, 100_000),
    "7z-dictionary": (seven_dictionary, "7z", 40, 36),
    "sparse": (sparse, "pdf", 1 << 40, 1 << 40),
    "endless-link": (endless_link, "txt", 0, 0),
    "pipe": (pipe, "txt", 0, 0),
}

# name: (recipe, ending of its file, sizes)
HONEST = {
    "ruled": (ruled, "pdf", (100, 200, 400, 800)),
    "dump-rows": (dump_rows, "txt", (20_000, 40_000, 80_000)),
    "dump-cells": (dump_cells, "txt", (20_000, 40_000, 80_000)),
    "dump-captions": (dump_captions, "txt", (5_000, 10_000, 20_000)),
    "dump-breaks": (dump_breaks, "txt", (5_000, 10_000, 20_000)),
    "dump-tables": (dump_tables, "txt", (500, 1_000, 2_000)),
    "dump-prose": (dump_prose, "txt", (10_000, 20_000, 40_000)),
}


def make(recipes, words):
    """Makes a file by the name of its recipe, its path and its size."""
    recipe, path, size = words
    recipes[recipe](Path(path), int(size))


if __name__ == "__main__":
    make(globals(), sys.argv[1:])
