"""Web addresses that lead elsewhere than they seem, nowhere, or into a network that readers are not in."""

from __future__ import annotations

import pytest

from showcase.rules.hosts import find_addresses

KINDS = {
    "address": (
        *(
            "https://user:word@host.example/",
            "//gov.cn%40host.example",
            "https://xn--80ak6aa92e.example/",
            "http://аpple.example/",
            "http://ⓐpple.example/",
            "http://𝐚pple.example/",
            "http://①⑨②.168.1.1/",
        ),
        *("http://2130706433/", "http://0x7f000001/a", "http://0x7f.1/", "http://0177.0.0.01/", "http://127.1/"),
        *("https://gov.cn。example/a", "见 [附件](https://gov.cn。example)", "<https://gov.cn｡example>"),
    ),
    "inside": (
        *(
            "http://127.0.0.1/",
            "http://10.1.2.3:8080/a",
            "http://192.168.1.1管理页",
            "http://172.20.0.1",
            "http://169.254.1.1",
        ),
        *("http://100.64.0.1/", "http://localhost:3000/", "http://LOCALHOST.", "http://nas.local/", "http://oa.corp/"),
        *("http://intranet/a", "http://[::1]/", "http://[fd00::1]:80/", "http://[fe80::1]/", "https://a.onion/"),
        *(
            "http://[::ffff:10.0.0.1]/",
            "http://[::ffff:a00:1]/",
            "http://[0:0:0:0:0:ffff:7f00:1]/",
            "http://[::127.0.0.1]/",
        ),
        *("http://[64:ff9b::10.0.0.1]/", "http://[2002:c0a8:1::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[fec0::1]/"),
        *("http://router.home.arpa/", "http://a.home.arpa.:80/", "http://oa.intra/", "http://10.0.0.1.nip.io/"),
    ),
    "number": (
        "http://202.96.128.86/",
        "https://202.96.128.86:8443/a",
        "http://[2001:db8::1]/",
        "http://[::ffff:8.8.8.8]/",
    ),
    "nowhere": (
        *("https://a.example:65536/", "https://a.example:99999", "https://a.example:0/", "https://a.example:ftp/"),
        *(
            "https://a..example/",
            "https://.example/",
            "https://-a.example/",
            "https://a-.example/",
            f"https://{'a' * 64}.example/",
        ),
        *("https://1.2.3.4.5/", "https://a.example.123/", f"https://{'a.' * 130}example/", "http://[::1]:70000/"),
        *("http://[fe80::1%25eth0]/", "http://[a.example]/"),
    ),
    "slashes": (
        "http:/0/x",
        "http:/2130706433/",
        "https:///a.example/",
        "http:\\\\a.example\\x",
        "https:\\/a.example",
        "http:10.0.0.1",
        "http:a.example/",
    ),
    "letter": ("mailto:a@b.example?cc=c@d.example", "mailto:a@b.example?subject=x&body=y", "MAILTO:?BCC=c@d.example"),
}
ORDINARY = (
    *("https://www.example.org/", "http://a-b.c1.example:8443/x", "https://示例.中国/", "https://a.example:65535/"),
    *(
        "详见 https://gov.cn。Example 公司",
        "https://gov.cn。",
        "(https://gov.cn。另见附件)",
        "https://www.example.org...",
        "https://www.example.org（见附件）",
        "https://www.example.org！另见“https://a.example”、《https://b.example》",
    ),
    *(
        "mailto:a@b.example",
        "mailto:a@b.example?subject=询价",
        "// 代码注释",
        "//10.0.0.1/share",
        "https://10.example.org/",
    ),
    *(
        "https://local.example/",
        "https://1688.example/",
        "https://www.163.example/",
        "https://a_b.example",
        "以http://www开头",
        "网址以http://或https://开头",
        "路径 C:/a 与 http: // 无关",
    ),
    *(
        "https://www.example.org/?a=127.0.0.1",
        "**https://www.example.org**",
        "https://localhost.example/",
        "https://a--b.example/",
    ),
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_kinds(kind: str, text: str) -> None:
    assert [found.kind for found in find_addresses(text)][:1] == [kind]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary(text: str) -> None:
    assert list(find_addresses(text)) == []
