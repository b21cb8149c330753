#!/usr/bin/env python3
"""Opens a site of `mingxi report` in a real Chromium, from file://, and uses it as a reader would.

    scripts/try_site.py SITE [--pictures FOLDER]
    scripts/try_site.py --hostile [--binary PATH]

Follows a contradiction to its evidence, goes on by keyboard, compares, sorts, filters, downloads the CSV, searches,
changes the language, looks at every kind of page on a phone, computes the contrast of all text, asks what a screen
reader asks, and prints. With --hostile it makes the site of a document whose names are markup, scripts, formulas and
marks that turn text around, and nothing of them may come to life. Ends with 1 where something does not work, a script
fails, or a page asks for anything that is no file. Needs playwright from PyPI and a Chromium on the path; says so and
ends with 0 where they are missing.
"""

import argparse
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile

import try_site_pages as pages

ROOT = pathlib.Path(__file__).resolve().parent.parent
KINDS = {"region": "r", "agency": "a", "document": "d"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=pathlib.Path, nargs="?")
    parser.add_argument("--hostile", action="store_true", help="make and try a site of hostile names")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target" / "debug" / "mingxi")
    parser.add_argument("--pictures", type=pathlib.Path, help="write pictures of the pages here")
    asked = parser.parse_args()
    if (asked.site is None) != asked.hostile:
        parser.error("name a site, or give --hostile")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("playwright or Chromium is missing; the site is not opened", file=sys.stderr)
        return 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with tempfile.TemporaryDirectory(prefix="mingxi-site-") as work:
            site = hostile_site(pathlib.Path(work), asked.binary.resolve()) if asked.hostile else asked.site.resolve()
            visit = Visit(browser, site, asked.pictures)
            steps = [visit.overview, visit.evidence, visit.keyboard, visit.compare, visit.search, visit.language,
                     visit.phone, visit.read_aloud, visit.printed]
            for step in [visit.harmless] if asked.hostile else steps:
                step()
                print(f"done  {step.__name__}")
            browser.close()
    for fault in visit.faults:
        print(f"WRONG  {fault}")
    return 1 if visit.faults else 0


def hostile_site(work, binary):
    """The site of a document that would like to be more than text."""
    folder = work / "in"
    folder.mkdir()
    (folder / pages.HOSTILE_FILE).write_text(pages.HOSTILE, encoding="utf-8")
    for command in (["extract", folder, "-o", work / "out"], ["report", work / "out", "-o", work / "site"]):
        subprocess.run([binary, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return work / "site"


class Visit:
    """A reader with a browser."""

    def __init__(self, browser, site, pictures):
        self.browser, self.site, self.pictures = browser, site, pictures
        self.faults = []
        self.page = self.open_page(1300, 900)
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)

    def open_page(self, width, height):
        page = self.browser.new_page(viewport={"width": width, "height": height}, accept_downloads=True)
        page.on("console", lambda said: said.type in ("error", "warning") and self.fault(f"console: {said.text}"))
        page.on("pageerror", lambda error: self.fault(f"script: {error}"))
        page.on("request", lambda request: request.url.startswith(("file:", "blob:"))
                or self.fault(f"asks for {request.url}"))
        return page

    def fault(self, text):
        self.faults.append(text)

    def want(self, truth, text):
        if not truth:
            self.fault(f"{self.page.url.rsplit('/', 2)[-1]}: {text}")

    def go(self, name, page=None):
        (page or self.page).goto((self.site / name.partition("#")[0]).as_uri() + "".join(name.partition("#")[1:]))

    def picture(self, name, page=None, **how):
        if self.pictures:
            (page or self.page).screenshot(path=self.pictures / f"{name}.png", **how)

    def one_of(self, kind):
        """The largest page of a kind."""
        found = sorted((self.site / KINDS[kind]).glob("*.html"), key=lambda path: (path.stat().st_size, path.name))
        return f"{KINDS[kind]}/{found[-1].name}" if found else None

    def overview(self):
        self.go("index.html")
        self.want(self.page.locator(".figures dd").first.inner_text().replace(",", "").isdigit(), "no count of documents")
        head = self.page.locator("main table").last.locator("thead button").nth(-2)
        head.click()
        counts = [int(text) for text in self.page.locator("main table").last.locator("tbody td:nth-last-child(2)").all_inner_texts()]
        self.want(counts == sorted(counts, reverse=True), "the agencies are not sorted")
        self.picture("overview")

    def evidence(self):
        self.go("index.html")
        link = self.page.locator("td.k a").first
        if link.count():
            link.click()
        else:
            self.go(self.one_of("document"))
            self.page.locator(".print td.v").first.click()
        panel = self.page.locator("#evidence")
        panel.wait_for(timeout=5000)
        self.page.wait_for_timeout(300)
        number = self.page.locator(".print td.here")
        self.want(number.count() == 1, "no cell is marked")
        self.want(number.inner_text().strip(" ✗↻?") in panel.inner_text(), "the number is not in its evidence")
        box = number.bounding_box()
        self.want(box and 0 <= box["y"] < 900, "the cell is out of sight")
        self.want("SHA-256" in panel.locator("textarea").input_value(), "no citation")
        picture = panel.locator("svg image")
        if picture.count():
            path = (self.site / "d" / picture.get_attribute("href")).resolve()
            self.want(path.is_file(), "the picture of the page is missing")
            self.want(panel.locator("svg rect.cell").count() == 1, "the cell is not boxed")
        self.want(self.page.locator(".lit").count() > 0 or not link, "the cells of the identity are not lit")
        self.picture("evidence")

    def keyboard(self):
        self.page.keyboard.press("Escape")
        self.want(self.page.locator("#evidence").is_hidden(), "Escape does not close the evidence")
        self.page.locator(".print td[tabindex='0']").first.focus()
        before = self.page.evaluate("document.activeElement.id")
        for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp"):
            self.page.keyboard.press(key)
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.page.locator("#evidence").wait_for(timeout=5000)
        self.want(self.page.evaluate("location.hash").startswith("#c"), f"Enter does nothing from {before}")

    def compare(self):
        self.go("compare.html")
        rows = self.page.locator("#ranking tbody tr")
        self.page.locator("#ranking input").first.wait_for(timeout=5000)
        self.picture("compare")
        self.page.locator("#year").select_option("")
        count = rows.count()
        self.page.locator("#ranking thead button").nth(5).click()
        amounts = [float(text.strip(" ✗↻?").split(" ")[0].replace(",", "")) for text in
                   self.page.locator("#ranking tbody td:last-child").all_inner_texts()]
        self.want(amounts == sorted(amounts), "the first click on the sorted column does not turn it")
        name = self.page.locator("#ranking tbody th a").first.inner_text()
        self.page.locator("#filter").fill(name)
        self.want(0 < rows.count() <= count, "the filter finds nothing")
        with self.page.expect_download() as download:
            self.page.locator("#csv").click()
        lines = list(csv.reader(pathlib.Path(download.value.path()).read_text("utf-8-sig").splitlines()))
        self.want(len(lines) == rows.count() + 1 and lines[1][1] == name, "the CSV is not the table")
        self.page.locator("#filter").fill("")
        self.page.locator("#ranking input").first.check()
        self.page.locator("#chosen").check()
        self.want(rows.count() >= 1, "what was chosen is not shown")

    def search(self):
        self.go("index.html")
        agency = self.page.locator("main table").last.locator("tbody th a").first.inner_text()
        self.page.locator("#q").fill(agency)
        self.page.keyboard.press("Enter")
        self.page.locator("#results a").first.wait_for(timeout=8000)
        self.want(agency in self.page.locator("#results li a").first.inner_text(), "the agency is not found")
        self.picture("search")
        self.page.locator("#results li a").first.click()
        self.want(self.page.locator("h1").inner_text() == agency, "the result leads elsewhere")
        # What stands beside an entry may be asked for with it.
        self.go("index.html")
        region = self.page.locator("main table").last.locator("tbody tr").first.locator("td").first.inner_text()
        self.go("search.html")
        self.page.locator("#q").fill(f"{agency} {region}")
        self.page.locator("#results a").first.wait_for(timeout=8000)
        self.want(agency in self.page.locator("#results li").first.inner_text(), "the agency is not found with its region")
        for nothing in ("<script>alert(1)</script>", "龘龘龘"):
            self.go("search.html")
            self.page.locator("#q").fill(nothing)
            self.page.wait_for_timeout(700)
            self.want(self.page.locator("#results a").count() == 0, f"{nothing} is found")

    def language(self):
        self.go("index.html")
        before = self.page.locator("h1").inner_text()
        self.page.locator("#language").click()
        self.want(self.page.locator("h1").inner_text() != before, "the language does not change")
        self.go("compare.html")
        self.want(self.page.locator("#language").inner_text() in ("中文", "English"), "no switch")
        every = self.page.locator("#stage option").first.text_content()
        wanted = {"en": "all", "zh-CN": "全部"}[self.page.evaluate("document.documentElement.lang")]
        self.want(every == wanted, f"{every} where {wanted} is meant")
        self.picture("compare_other_language")
        self.page.locator("#language").click()

    def phone(self):
        phone = self.open_page(390, 800)
        for name in ["index.html", "compare.html", "search.html", *filter(None, map(self.one_of, KINDS))]:
            self.go(name, phone)
            phone.wait_for_timeout(200)
            wide = phone.evaluate("document.documentElement.scrollWidth")
            self.want(wide <= 392, f"{name} is {wide} pixels wide on a phone")
            self.picture(f"phone_{name.replace('/', '_')[:9]}", phone)

    def read_aloud(self):
        """What people need who read by ear, by keyboard, or with little contrast."""
        for name in ["index.html", "compare.html", "search.html#q=支出", *filter(None, map(self.one_of, KINDS))]:
            self.go(name)
            self.page.wait_for_timeout(500)
            if name.startswith("d/"):
                self.page.locator(".print td.v, .print td.u, .print td.k").first.click()
                self.page.locator("#evidence").wait_for(timeout=5000)
            for fault in self.page.evaluate(pages.FAULTS):
                self.want(False, fault)

    def harmless(self):
        self.page.on("dialog", lambda dialog: (self.fault(f"a dialog: {dialog.message}"), dialog.dismiss()))
        inside = self.site.as_uri()
        self.page.on("request", lambda request: request.url.startswith(inside) or self.fault(f"asks for {request.url}"))
        found = sorted(self.site.rglob("*.html"))
        said = ""
        for path in found:
            self.go(str(path.relative_to(self.site)))
            self.page.wait_for_timeout(150)
            number = self.page.locator(".print td.v, .print td.u, .print td.k")
            if number.count():
                number.last.click()
                self.page.locator("#evidence").wait_for(timeout=5000)
            for fault in self.page.evaluate(pages.ALIVE):
                self.want(False, fault)
            said += self.page.locator("body").inner_text()
        for text in pages.HOSTILE_SAID:
            self.want(text in said, f"{text} is not shown as it is")
        self.go("search.html")
        self.page.locator("#q").fill("onerror")
        self.page.wait_for_timeout(1500)
        self.want(self.page.locator("#results a").count() > 0, "the hostile project is not found")
        self.want(not self.page.evaluate(pages.ALIVE), "the results are alive")
        print(f"      {len(found)} pages")

    def printed(self):
        name = self.one_of("agency")
        if name:
            self.go(name)
            self.picture("agency", full_page=True)
            pdf = self.page.pdf(format="A4")
            self.want(len(pdf) > 10_000, "nothing is printed")


if __name__ == "__main__":
    sys.exit(main())
