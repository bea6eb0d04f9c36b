#!/usr/bin/env python3
"""Weave the portal's motifs: one small SVG tile per thread, the cloth of the home page, the band of the footer.

Run it after a change here and commit what it writes to site/static/img/. Every picture comes from a weave draft: a grid
that says where a weft thread passes over the warp. Nothing is random, so the files only change with this program.
``--pictures`` also paints the two PNG files, for those who cannot show an SVG; that needs Chromium and the typefaces.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "site" / "static" / "img"
FONTS = ROOT / "var" / "fonts"

DYES = {
    "madder": "#AE3F1C",
    "woad": "#1F4F7B",
    "green": "#2C6A4B",
    "weld": "#EDB83D",
    "orchil": "#6C3A66",
    "linen": "#E4D8BF",
}
WARP, SHADOW, INK = "#F1EADC", "#CDBE9F", "#1B2233"

Draft = list[list[bool]]


def draft(width: int, height: int, over: Callable[[int, int], bool]) -> Draft:
    return [[over(x, y) for x in range(width)] for y in range(height)]


DRAFTS: dict[str, Draft] = {
    "plain": draft(2, 2, lambda x, y: (x + y) % 2 == 0),
    "basket": draft(4, 4, lambda x, y: (x // 2 + y // 2) % 2 == 0),
    "twill": draft(4, 4, lambda x, y: (x + y) % 4 < 2),
    "chevron": draft(8, 4, lambda x, y: (min(x, 7 - x) + y) % 4 < 2),
    "diamond": draft(8, 8, lambda x, y: (min(x, 7 - x) + min(y, 7 - y)) % 4 < 2),
}
THREADS = {"madder": "chevron", "woad": "basket", "green": "twill", "weld": "plain", "orchil": "diamond"}


def floats(rows: Draft) -> Iterator[tuple[int, int, int]]:
    """Each stretch where a weft thread lies on top, as (row, first column, length); one may run past the edge."""
    width = len(rows[0])
    for number, row in enumerate(rows):
        starts = [x for x in range(width) if row[x] and not row[x - 1]]
        for start in starts:
            length = next(n for n in range(1, width + 1) if not row[(start + n) % width])
            yield number, start, length


def lighter(dye: str, part: float) -> str:
    """A colour on its way to white."""
    channels = (int(dye[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (255 - channel) * part):02X}" for channel in channels)


def cloth(rows: Draft, dye: str, cell: float, *, name: str = "f", is_lit: bool = True) -> str:
    """A piece of cloth: the warp's shade, the weft below, the warp, the weft on top and the light that falls on it."""
    width, height = len(rows[0]) * cell, len(rows) * cell
    weft = "".join(f"M0 {(y + 0.5) * cell:g}h{width:g}" for y in range(len(rows)))
    warp = "".join(f"M{(x + 0.5) * cell:g} 0v{height:g}" for x in range(len(rows[0])))
    thick, end, light = cell * 0.88, cell * 0.46, lighter(dye, 0.22)
    over = ""
    for y, x, length in floats(rows):
        for start in (x - len(rows[0]), x):
            left, right = start * cell + end, (start + length) * cell - end
            if right + end > 0:
                over += f"M{left:.4g} {(y + 0.5) * cell:.4g}H{right:.4g}"
    shine = (
        f'<use href="#{name}" y="{-0.2 * cell:.2g}" stroke="{light}" stroke-width="{cell * 0.14:.2g}"'
        ' stroke-linecap="round"/>'
    )
    return (
        f'<path fill="{SHADOW}" d="M0 0h{width:g}v{height:g}H0z"/>'
        f'<path stroke="{dye}" stroke-width="{thick:.3g}" d="{weft}"/>'
        f'<path stroke="{WARP}" stroke-width="{cell * 0.78:.3g}" d="{warp}"/>'
        f'<g stroke="{dye}" stroke-width="{thick:.3g}" stroke-linecap="round"><path id="{name}" d="{over}"/></g>'
    ) + (shine if is_lit else "")


def svg(width: float, height: float, body: str, *, extra: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}"{extra}>{body}</svg>\n'
    )


def tile(name: str, dye: str, cell: float) -> str:
    rows = DRAFTS[name]
    return svg(len(rows[0]) * cell, len(rows) * cell, cloth(rows, dye, cell))


def bands(plan: list[tuple[str, str, int]], cell: float, width: float, *, is_lit: bool = True) -> tuple[str, float]:
    """Pieces of cloth one below the other, each repeated by a pattern over the whole width."""
    definitions, body, top = "", "", 0.0
    for number, (name, dye, picks) in enumerate(plan):
        rows = DRAFTS[name]
        tile_width, tile_height = len(rows[0]) * cell, len(rows) * cell
        piece = cloth(rows, DYES[dye], cell, name=f"f{number}", is_lit=is_lit)
        definitions += (
            f'<pattern id="b{number}" width="{tile_width:g}" height="{tile_height:g}" patternUnits="userSpaceOnUse"'
            f' patternTransform="translate(0 {top:g})">{piece}</pattern>'
        )
        body += f'<path fill="url(#b{number})" d="M0 {top:g}h{width:g}v{picks * cell:g}H0z"/>'
        top += picks * cell
    return f"<defs>{definitions}</defs>{body}", top


def hero() -> str:
    """The cloth of the home page, with its fringe."""
    cell, width = 20.0, 800.0
    plan = [
        ("plain", "linen", 1),
        ("chevron", "madder", 8),
        ("plain", "linen", 1),
        ("basket", "weld", 4),
        ("plain", "woad", 2),
        ("diamond", "woad", 8),
        ("plain", "linen", 1),
        ("twill", "green", 6),
        ("plain", "weld", 1),
        ("twill", "orchil", 4),
        ("plain", "linen", 1),
    ]
    body, height = bands(plan, cell, width)
    fringe = ""
    for number in range(int(width / cell)):
        x, length = (number + 0.5) * cell, 50 + (number * 37 + number * number * 11) % 27
        sway = (number * 7 % 5 - 2) * 2
        fringe += f"M{x:g} {height - 2:g}q{sway} {length * 0.5:g} {sway * 0.5:g} {length}"
    threads = "".join(
        f'<path d="{fringe}" fill="none" stroke="{colour}" stroke-width="{size}" stroke-linecap="round"/>'
        for colour, size in ((SHADOW, 12), (WARP, 9))
    )
    return svg(width, height + 84, threads + body, extra=' preserveAspectRatio="xMaxYMax slice"')


def band() -> str:
    """The strip above the footer."""
    plan = [("plain", "linen", 1), ("chevron", "madder", 4), ("basket", "weld", 2), ("diamond", "woad", 8)]
    body, height = bands([*plan, ("twill", "green", 4)], 12, 96, is_lit=False)
    return svg(96, height, body)


def level(number: int) -> str:
    """The motif of a level of service, denser from one level to the next. A mask: the page gives it its dye."""
    name, cell = [("plain", 24.0), ("twill", 16.0), ("diamond", 10.0), ("diamond", 7.0)][number - 1]
    rows, gap = DRAFTS[name], cell * 0.22
    width = len(rows[0]) * cell
    marks = ""
    for y, x, length in floats(rows):
        for start in (x - len(rows[0]), x):
            left = (start + 0.46) * cell
            marks += f"M{left:.4g} {(y + 0.5) * cell:.4g}h{(length - 0.92) * cell:.4g}"
    below = "".join(f"M0 {(y + 0.5) * cell:g}h{width:g}" for y in range(len(rows)))
    return svg(
        width,
        len(rows) * cell,
        f'<g stroke="#000" stroke-width="{cell * 0.88:.3g}"><path stroke-dasharray="{gap:g} {cell - gap:g}"'
        f' stroke-dashoffset="{gap / 2:g}" d="{below}"/><path stroke-linecap="round" d="{marks}"/></g>',
    )


def mark() -> str:
    """The logo: three warp threads and three weft threads."""
    return (
        f'<path fill="{INK}" d="M5 0h8v44H5zM18 0h8v44h-8zM31 0h8v44h-8z"/>'
        f'<path fill="{DYES["madder"]}" d="M0 5h16v8H0zM28 5h16v8H28z"/>'
        f'<path fill="{DYES["weld"]}" d="M0 18h3v8H0zM15 18h14v8H15zM41 18h3v8h-3z"/>'
        '<path fill="#2F76B5" d="M0 31h16v8H0zM28 31h16v8H28z"/>'
    )


def icon() -> str:
    return svg(52, 52, f'<rect width="52" height="52" rx="8" fill="{WARP}"/><g transform="translate(4 4)">{mark()}</g>')


def share_page() -> str:
    """The picture that goes with a shared link: the cloth, the mark and the name."""
    return f"""<!doctype html><style>
      @font-face {{ font-family: Title; src: url({(FONTS / "young-serif.woff2").as_uri()}) }}
      body {{ margin: 0; width: 1200px; height: 630px; background: #FAF7F0; color: {INK}; overflow: hidden }}
      img {{ position: absolute; inset: 0 0 auto auto; height: 620px }}
      main {{ position: absolute; inset: 0 auto 0 72px; display: grid; align-content: center; gap: 36px }}
      svg {{ width: 124px; height: 124px }} p {{ margin: 0; font: 92px/1 Title }}
      i {{ display: block; height: 12px; background: linear-gradient(90deg, {DYES["madder"]} 25%, {DYES["weld"]} 0 50%,
        {DYES["woad"]} 0 75%, {DYES["green"]} 0) }}
    </style><img src="{(IMAGES / "cloth.svg").as_uri()}"><main>{svg(44, 44, mark())}<p>La Trame</p><i></i></main>"""


def paint() -> None:
    """Write the PNG files, in few colours."""
    from PIL import Image  # noqa: PLC0415 - the drawings need neither, and only the tests' packages have the next
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the same

    icon_page = f"<!doctype html><style>body {{ margin: 0 }} svg {{ width: 180px; height: 180px }}</style>{icon()}"
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, html, width, height in (("share", share_page(), 1200, 630), ("touch-icon", icon_page, 180, 180)):
            source = Path(folder) / f"{name}.html"
            source.write_text(html, encoding="utf-8")
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(source.as_uri())
            picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(64, dither=Image.Dither.NONE)
            picture.save(IMAGES / f"{name}.png", optimize=True)
        browser.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    pictures = {f"motif-{thread}": tile(name, DYES[thread], 12) for thread, name in THREADS.items()}
    pictures |= {f"level-{number}": level(number) for number in range(1, 5)}
    pictures |= {"cloth": hero(), "band": band(), "favicon": icon()}
    for name, text in pictures.items():
        path = IMAGES / f"{name}.svg"
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {len(text)} bytes")
    if "--pictures" in sys.argv:
        paint()


if __name__ == "__main__":
    main()
