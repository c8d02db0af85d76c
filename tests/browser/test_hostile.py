"""Records made to run a script or to fetch something, in a real browser under the policy: nothing does either."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from building import REPOSITORY
from noise import Noise
from places import BATTERY
from rendered import render_outputs
from serving_nginx import nginx
from showcase.catalogue.load import load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.markdown import render_body
from tree import AS_OF, RECORD, RECORD_PATH, make_tree, put

SHELL = "@@showcase:title@@ @@showcase:head@@ @@showcase:content@@"
MAIN = re.compile("(<main[^>]*>).*(?=</main>)", re.DOTALL)
EVIL = "https://evil.example"
ATTACKS = [
    "<script>hit()</script>",
    f"<script src={EVIL}/x.js></script>",
    "<img src=x onerror=hit()>",
    "<svg onload=hit()><animate onbegin=hit() attributeName=x dur=1s></svg>",
    "<svg><script>hit()</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=hit()&gt;'>",
    "<details open ontoggle=hit()><summary>x</summary></details>",
    "<input autofocus onfocus=hit()>",
    "<body onload=hit()>",
    f"<iframe src={EVIL}/></iframe><iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    f"<object data={EVIL}/x.swf></object><embed src={EVIL}/x.swf>",
    f"<video poster={EVIL}/p.png src={EVIL}/v.mp4 onerror=hit()></video><audio src={EVIL}/a.mp3 autoplay>",
    f"<picture><source srcset={EVIL}/s.png><img srcset='{EVIL}/t.png 2x' alt=x></picture>",
    f"<meta http-equiv=refresh content='0;url={EVIL}/'>",
    f"<base href={EVIL}/>",
    f"<link rel=stylesheet href={EVIL}/x.css><link rel=dns-prefetch href={EVIL}><link rel=prefetch href={EVIL}/y>",
    f"<style>@import '{EVIL}/x.css'; body {{ background: url({EVIL}/b.png) }}</style>",
    f"<p style='background:url({EVIL}/b.png);position:fixed;inset:0'>x</p>",
    f"<form action={EVIL}/><input name=q value=x><button formaction=javascript:hit()>x</button></form>",
    "<a id=location name=document href=javascript:hit()>x</a><img name=body><form id=forms></form>",
    "[x](javascript:hit%28%29) [y](JaVaScRiPt:hit%28%29) [z](java&#9;script:hit%28%29) [w](&#1;javascript:hit%28%29)",
    "[x](data:text/html,%3Cscript%3Ehit%28%29%3C/script%3E) [y](vbscript:hit) [z](blob:x) [w](file:///etc/passwd)",
    f"![x]({EVIL}/x.png) ![y](//evil.example/y.png) ![z](data:image/svg+xml,%3Csvg%20onload=hit%28%29%3E)",
    '[x](https://a.example "\\" onmouseover=hit() x=\\"") ![y](a.png "\\" onerror=hit() x=\\"")',
    "[x]: javascript:hit()\n\n[x] [y][x]",
    "<javascript:hit()> <https://a.example/\"onmouseover=hit()> www.a.example/'><script>hit()</script>",
    "</div></main></body></html><script>hit()</script>",
    "<!-- --!><script>hit()</script> -->",
    "<![CDATA[<script>hit()</script>]]> <?php hit() ?> <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    "```html\n</code></pre><script>hit()</script>\n```",
    "`</code><script>hit()</script>`",
    "$\\href{javascript:hit()}{x}$ $\\text{</math><script>hit()</script>}$ $\\url{javascript:hit()}$",
    "$$\\htmlData{x=<img src=x onerror=hit()>}{y} \\unicode{x3cscript}$$",
    "[^1]\n\n[^1]: <img src=x onerror=hit()>",
    '[^"><script>hit()</script>]\n\n[^"><script>hit()</script>]: x',
    "| a |\n| - |\n| <img src=x onerror=hit()> |",
    "- [ ] <img src=x onerror=hit()>",
    "## <img src=x onerror=hit()> {: onclick=hit() }",
    "{{ 7 * 7 }} {% for x in y %} ${hit()} #{hit()} <%= hit() %>",
    "@@showcase:content@@ @@showcase:head@@ @@showcase:title@@",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'></noscript>",
    "<template><script>hit()</script></template><slot onslotchange=hit()></slot>",
    "<marquee onstart=hit()>x</marquee><isindex type=image src=1 onerror=hit()>",
    "+ADw-script+AD4-hit()+ADw-/script+AD4-",
    "<x-y contenteditable tabindex=1 autofocus onfocus=hit()>x</x-y>",
    "<svg><use href='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9aGl0KCk+#x'/><a xlink:href=javascript:hit()>x</a></svg>",
    "<math href=javascript:hit()>x</math><math><maction actiontype=statusline xlink:href=javascript:hit()>x</math>",
    "<div popover id=pop onbeforetoggle=hit()>x</div><button popovertarget=pop onclick=hit()>x</button>",
    f"<a href=https://a.example ping={EVIL}/ping>x</a><map name=m><area href=javascript:hit() ping={EVIL}/ping></map>",
    f'<script type=speculationrules>{{"prefetch": [{{"urls": ["{EVIL}/"]}}]}}</script>',
    f"<link rel=modulepreload href={EVIL}/m.js>",
    f"<iframe credentialless src={EVIL}/></iframe><fencedframe src={EVIL}/></fencedframe><portal src={EVIL}/></portal>",
    "<div><template shadowrootmode=open><script>hit()</script><slot></slot></template></div>",
    f"<link rel=stylesheet href='data:text/css,@import \"{EVIL}/x.css\"'>",
    f"<style>@font-face {{{{ font-family: x; src: url({EVIL}/f) }}}}</style>",
    "<!--> <script>hit()</script> --> <!---> <img src=x onerror=hit()> -->",
    "## constructor\n\n## __proto__\n\n[^__proto__] [^constructor]\n\n[^__proto__]: x\n[^constructor]: y",
    "[x](<java script:hit()>) [y](intent://a#Intent;end) [z](ms-msdt:/id) [w](weixin://dl) [v](feed:javascript:hit())",
    f"<img srcset='{EVIL}/a.png 1x' sizes=auto loading=lazy onload=hit()>",
    "<p id=__proto__ class=md-search__input data-clipboard-text=x data-md-component=search hidden>x</p>",
    "<input type=image src=x onerror=hit()><select autofocus onfocus=hit()><option>x</select>",
]
TITLE = '" onmouseover=hit() autofocus onfocus=hit() x="岩藻黄素'
TEXTS = {
    "title": f"title: '{TITLE}'",
    "summary": "summary: '在管道光反应器里培养硅藻 \"'' onerror=hit() src=x {{7*7}} ${hit()} javascript:hit()'",
    "keywords": "keywords: [硅藻, '\" onclick=hit() \"', 'javascript:hit()', '{{7*7}}', '${hit()}']",
    "applications": "applications: ['\" style=\"position:fixed\" onmouseover=\"hit()', '1 < 2 ; hit() ; 3 > 2']",
}
"""Fields that are text, as far as the check lets them pass: they are shown as they stand."""


@pytest.fixture(scope="module")
def home(site: Path, need: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with the pages and the search of one record, as deploy/nginx.conf serves it; ends in a slash."""
    root = make_tree(tmp_path_factory.mktemp("hostile") / "tree")
    front, body = RECORD.split("---\n")[1:3]
    kept = [line for line in front.splitlines() if line.partition(":")[0] not in TEXTS]
    put(root, RECORD_PATH, "\n".join(["---", *kept, *TEXTS.values(), "---", body]))
    catalogue = load(root, AS_OF, {})
    assert not catalogue.errors
    folder = root.with_name("site")
    shutil.copytree(site, folder, copy_function=os.link)
    views = Views(catalogue, Site("测试目录", "https://showcase.example/", ""))
    outputs = dict(render_outputs(REPOSITORY / "theme", defaultdict(lambda: SHELL), views))
    url = catalogue.entries[0].url
    content = outputs[f"{url}index.html"].decode().partition("<article")[2]
    rendered = "".join(f"<section>{render_body(attack)}</section>" for attack in ATTACKS)
    page = (site / BATTERY / "index.html").read_text("utf-8")
    page = MAIN.sub(lambda found: f"{found[1]}<article{content}{rendered}", page)
    for path, data in {
        "attack/one/index.html": page.encode(),
        **{path: data for path, data in outputs.items() if path.startswith((url, "search/")) and "html" not in path},
    }.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(data)
    with nginx(need("nginx", "nginx-light"), folder, root.with_name("prefix")) as server:
        yield server.url


@pytest.fixture(autouse=True)
def untouched(page: Page, noise: Noise) -> Iterator[None]:
    """So does a call of the function that every attack wants to call, and a dialogue."""
    page.add_init_script("window.hit = () => { window.hits = (window.hits || 0) + 1; };")
    page.on("dialog", lambda dialog: noise.heard.append(f"dialog: {dialog.message}"))
    yield
    assert page.evaluate("window.hits || 0") == 0


def test_a_hostile_record(page: Page, home: str, noise: Noise) -> None:
    """The page of a record full of attacks is shown; nothing runs, nothing is asked for, no link would run anything."""
    noise.expect("404")  # pictures, as if they were attachments of the record
    page.goto(f"{home}attack/one/", wait_until="networkidle")
    expect(page.locator("h1")).to_have_text(TITLE)
    for key in ("Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    page.mouse.move(200, 200)

    assert page.url == f"{home}attack/one/"
    assert set(page.evaluate("[...document.links].map((link) => link.protocol)")) <= {
        "http:",
        "https:",
        "mailto:",
        "tel:",
    }
    assert (
        page.evaluate("document.querySelectorAll('main :is(script, iframe, object, embed, base, form, style)').length")
        == 0
    )


def test_a_hostile_card(page: Page, home: str) -> None:
    """The search shows a hostile record's texts as they stand."""
    page.goto(f"{home}search/?q=硅藻", wait_until="networkidle")
    expect(page.locator(".sc-card__title a").first).to_have_text(TITLE)


QUERIES = {
    "markup": "q=%3Cimg%20src%3Dx%20onerror%3Dhit()%3E%22%3E%3Cscript%3Ehit()%3C/script%3E",
    "an address that runs": "q=javascript:hit()&industry=javascript:hit()#javascript:hit()",
    "names of a prototype": "q=__proto__%20constructor%20toString&__proto__=1&constructor=x&stage=__proto__",
    "bytes that are no text": "q=%FF%FE%80%C0%AF&stage=%E4%B8",
    "a NUL and signs that turn the line": "q=%00%E2%80%AE%E2%81%A6%07%1B[2J",
    "half a character": "q=%ED%A0%80%ED%B0%80",
    "a pattern": "q=(a%2B)%2B%24%20%5B%20*%20%3F%20%5C%20%28%3F%3D",
    "marks without end": "q=" + "%CC%81" * 600,
    "one character without end": "q=" + "%E8%97%BB" * 800,
    "different words without end": "q=" + "+".join(f"w{number}" for number in range(1_000)),
    "parameters without end": "q=%E7%A1%85%E8%97%BB" + "&industry=life-health" * 300 + "&x=1" * 300,
    "numbers without end": "q=" + "9" * 6_000 + "&page=" + "9" * 400,
}


def test_hostile_queries(page: Page, home: str) -> None:
    """Whatever stands behind the question mark, the page answers within its patience and runs nothing of it."""
    for query in QUERIES.values():
        page.goto(f"{home}search/?{query}", wait_until="networkidle")
        expect(page.locator("[data-search-status]")).not_to_be_empty()

        assert page.evaluate("document.querySelectorAll('main :is(script, iframe, img[onerror])').length") == 0
        assert page.evaluate("({}).industry === undefined && ({}).q === undefined && !window.hits")
