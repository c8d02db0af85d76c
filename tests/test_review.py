"""`showcase check --base`: which problems are a pull request's own, what may not change, and the summary."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import cmarkgfm
import pytest
from click.testing import CliRunner, Result
from cmarkgfm.cmark import Options

from building import git
from showcase.cli import main
from showcase.files.git import GitError, write_content
from showcase.review.render import code, escape
from tree import NEW, NEW_PATH, OTHER, OTHER_PATH, RECORD, RECORD_PATH, WRONG, put

GOLDEN = Path(__file__).parent / "golden" / "review.md"
WITH_ALIAS = RECORD.replace("ip: []", "ip: []\naliases: [a2025-lanhai-001]")


def check(root: Path, *arguments: str, base: str = "main") -> Result:
    """`showcase check --base main` in `root`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["check", "--as-of", "2026-10-01", "--base", base, *arguments])


def verdict(root: Path) -> tuple[int, list[str], list[str]]:
    """Exit code, the codes of the change's own problems and those of older ones."""
    result = check(root, "--format", "json")
    output = json.loads(result.stdout)
    own, older = ([problem["code"] for problem in output[name]] for name in ("problems", "older"))
    return result.exit_code, own, older


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "change")


@pytest.fixture
def repository(tree: Path) -> Path:
    """On the branch `work`, just parted from `main`, which holds two records; the second is wrong."""
    put(tree, RECORD_PATH)
    put(tree, OTHER_PATH, OTHER.replace(*WRONG))
    git(tree, "init", "-q", "-b", "main")
    commit(tree)
    git(tree, "switch", "-q", "-c", "work")
    return tree


def test_what_the_messages_of_commits_tell(repository: Path) -> None:
    """They stay in the history: a number or a name there counts, but for the lines by which people name themselves."""
    put(repository, NEW_PATH, NEW)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "改状态\n\n手机 13900000000，内部资料\n\nSigned-off-by: 王芳 <w@qq.com>")
    git(repository, "commit", "-q", "--allow-empty", "-m", "定位误差 0.9 m")

    assert verdict(repository) == (1, ["told-in-commit", "told-in-commit"], ["stage"])
    told = r"提交 [0-9a-f]{7,} 的说明含有个人手机号 139\*{6}00；提交说明随仓库公开"
    assert re.search(told, check(repository).stdout)


def test_somebody_elses_error_blocks_nobody(repository: Path) -> None:
    """A sound new record passes although main holds a wrong one."""
    put(repository, NEW_PATH, NEW)

    assert verdict(repository) == (0, [], ["stage"])


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "untracked"])
def test_errors_in_new_files_count(repository: Path, committed: bool) -> None:
    """An error in a new file fails, committed or not."""
    put(repository, NEW_PATH, NEW.replace(*WRONG))
    if committed:
        commit(repository)

    assert verdict(repository) == (1, ["stage"], ["stage"])


def test_errors_in_touched_files_count(repository: Path) -> None:
    """Who touches a file answers for what is wrong in it."""
    put(repository, OTHER_PATH, OTHER.replace(*WRONG) + "\n又一句。\n")

    assert verdict(repository) == (1, ["stage"], [])


def test_a_changed_attachment_touches_its_record(repository: Path) -> None:
    """A file put beside an untouched record is the change's business."""
    put(repository, RECORD_PATH.removesuffix(".md") + "/手册.pdf", b"%PDF-1.4")

    assert verdict(repository) == (1, ["attachments"], ["stage"])


def test_a_vocabulary_answers_for_the_records_that_it_breaks(repository: Path) -> None:
    """A term taken out makes errors in untouched records, which count; an older error stays an older one."""
    path = repository / "content/vocabularies/stages.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r".*code: pilot.*\n", "", text), encoding="utf-8")

    assert verdict(repository) == (1, ["stage"], ["stage"])


def test_names_of_terms_that_were_exchanged(repository: Path) -> None:
    """All records that have them say something else: told at both, with how many; the summary shows each change."""
    path = repository / "content/vocabularies/stages.yml"
    text = path.read_text(encoding="utf-8")
    names = {"label: 中试,": "label: 产业化,", "label: 产业化,": "label: 中试,"}
    path.write_text(re.sub("|".join(names), lambda found: names[found[0]], text), encoding="utf-8")

    [told] = json.loads(check(repository, "--format", "json").stdout)["problems"]
    assert (told["path"], told["severity"]) == ("content/vocabularies/stages.yml", "warning")
    assert "pilot 原叫“中试”，现在用了 production 原来的名称“产业化”，用它的 1 条记录都变了意思" in told["message"]
    assert "| `stages: pilot` | 名称 | 中试 | 产业化 | 1 |" in check(repository, "--format", "markdown").stdout


def test_every_change_of_a_term_is_in_the_summary(repository: Path) -> None:
    """Another field (the class of all records of a contract), a new term, one that is gone; nothing else."""
    path = repository / "content/vocabularies/contract-types.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("category: transfer-licensing", "category: cooperation", 1), encoding="utf-8")
    path = repository / "content/vocabularies/stages.yml"
    text = re.sub(r".*code: research.*\n", "", path.read_text(encoding="utf-8"))
    path.write_text(text + "  - {code: mass, label: 量产, status: verified}\n", encoding="utf-8")
    summary = check(repository, "--format", "markdown").stdout

    assert [line for line in summary.splitlines() if re.match(r"\| `[a-z-]+: ", line)] == [
        "| `contract-types: transfer` | 类别 | transfer-licensing | cooperation | 0 |",
        "| `stages: research` | （删去） | 研发 | （无） | 0 |",
        "| `stages: mass` | （新增） | （无） | 量产 | 0 |",
    ]


def test_an_older_error_stays_older_when_its_message_changes(repository: Path) -> None:
    """A new term lengthens the list of choices in an old message, which makes no new error."""
    path = repository / "content/vocabularies/stages.yml"
    path.write_text(path.read_text(encoding="utf-8") + "  - {code: mass, label: 量产, status: verified}\n", "utf-8")

    assert verdict(repository) == (0, [], ["stage"])


def test_a_second_problem_of_the_same_kind_is_new(repository: Path) -> None:
    """Where an untouched body had one such problem and now has two, one of them is new."""
    put(repository, RECORD_PATH, RECORD + "\n来信 a@qq.com 或 b@post.example。\n")
    git(repository, "switch", "-q", "main")
    commit(repository)
    git(repository, "switch", "-q", "-c", "later")
    path = repository / "content/vocabularies/personal-mail.yml"
    term = "  - {code: post, label: 邮政, status: verified, domains: [post.example]}\n"
    path.write_text(path.read_text(encoding="utf-8") + term, encoding="utf-8")

    assert verdict(repository) == (0, ["personal-data"], ["personal-data", "stage"])


def test_a_broken_vocabulary_is_everybodys(repository: Path) -> None:
    """While a vocabulary is broken nothing can be checked: nobody passes, even if it was broken before."""
    put(repository, "content/vocabularies/stages.yml", "terms: 0\n")
    git(repository, "switch", "-q", "main")
    commit(repository)
    git(repository, "switch", "-q", "-c", "later")
    put(repository, NEW_PATH, NEW)

    assert verdict(repository)[0] == 1


def test_who_mends_a_vocabulary_does_not_inherit_the_records(repository: Path) -> None:
    """Errors that a broken vocabulary hid are older ones."""
    sound = (repository / "content/vocabularies/stages.yml").read_text(encoding="utf-8")
    put(repository, "content/vocabularies/stages.yml", "terms: 0\n")
    git(repository, "switch", "-q", "main")
    commit(repository)
    git(repository, "switch", "-q", "-c", "later")
    put(repository, "content/vocabularies/stages.yml", sound)

    assert verdict(repository) == (0, [], ["stage"])


def test_what_main_got_since_is_no_business_of_the_branch(repository: Path) -> None:
    """The comparison is with where the branch parted, not with main's newest state."""
    git(repository, "switch", "-q", "main")
    put(repository, NEW_PATH, NEW)
    commit(repository)
    git(repository, "switch", "-q", "work")

    assert verdict(repository) == (0, [], ["stage"])


def test_every_other_file_is_named(repository: Path) -> None:
    """Files that no check of records reads, in the theme, among the scripts or the workflows, are named in a review."""
    others = [".github/workflows/run.yml", "content/guide/index.md", "scripts/run.py", "theme/::error::.html"]
    put(repository, ".gitignore", "site/\n")
    commit(repository)
    for path in [*others, "site/built.html", NEW_PATH]:
        put(repository, path, NEW)
    output = {name: check(repository, "--format", name).stdout for name in ("text", "json", "github", "markdown")}

    assert json.loads(output["json"])["others"] == sorted([*others, ".gitignore"])
    assert all(path in text for path in others for text in output.values())
    assert "built.html" not in "".join(output.values())
    assert "\n- theme/::error::.html\n" in output["github"]


def test_a_submodule_is_named(repository: Path) -> None:
    """Another repository within the records' folders, of which a check sees an empty folder, is named in a review."""
    put(repository, "content/achievements/2026/sub/a.md", "")
    git(repository / "content/achievements/2026/sub", "init", "-q")
    commit(repository / "content/achievements/2026/sub")
    commit(repository)

    assert json.loads(check(repository, "--format", "json").stdout)["others"] == ["content/achievements/2026/sub"]


def test_a_tag_does_not_pass_for_the_branch(repository: Path) -> None:
    """A tag with the branch's name, which git would take for it, is told: against it nothing would have changed."""
    put(repository, NEW_PATH, NEW.replace(*WRONG))
    commit(repository)
    git(repository, "tag", "main")
    result = check(repository)

    assert result.exit_code == 2
    assert "“main”既是标签又是分支" in result.stderr
    assert check(repository, base="refs/heads/main").exit_code == 1


def test_a_tree_that_leads_elsewhere(repository: Path) -> None:
    """A folder that the base names .., as git itself never writes, takes nothing out of the place for drafts."""
    tree = b"100644 ..\0" + bytes.fromhex(_object(repository, "blob", b"x"))
    for name in (b"..", b"content"):
        tree = b"40000 " + name + b"\0" + bytes.fromhex(_object(repository, "tree", tree))
    head = _object(repository, "tree", tree)
    base = _object(repository, "commit", f"tree {head}\nauthor a <a> 1 +0000\ncommitter a <a> 1 +0000\n\nx".encode())

    with pytest.raises(GitError, match="invalid path"):
        write_content(repository, base, repository / "a" / "b")
    assert not (repository / "a" / "content").exists()


def _object(root: Path, kind: str, data: bytes) -> str:
    """What git calls an object of these bytes, which it is made to keep."""
    command = ["git", "hash-object", "-t", kind, "-w", "--literally", "--stdin"]
    return subprocess.run(command, cwd=root, input=data, capture_output=True, check=True).stdout.decode().strip()


def test_deleting_is_no_way_to_withdraw(repository: Path) -> None:
    """A published record that is deleted is an error that says what to do instead."""
    (repository / RECORD_PATH).unlink()
    result = check(repository)

    assert result.exit_code == 1
    assert f"{RECORD_PATH}:1:1: error[deleted]: 已发布的记录 a2026-lanhai-001《三角褐指藻" in result.stdout
    assert "请恢复文件，把 status 改为 withdrawn" in result.stdout


def test_what_was_never_published_may_be_deleted(repository: Path) -> None:
    """A file that was wrong was never on the site."""
    (repository / OTHER_PATH).unlink()

    assert verdict(repository) == (0, [], [])


def test_a_new_id_needs_the_old_one_as_alias(repository: Path) -> None:
    """A moved record keeps its address by an alias; without one it counts as deleted."""
    (repository / RECORD_PATH).unlink()
    moved = RECORD.replace("id: a2026-lanhai-001", "id: a2026-lanhai-009")
    path = RECORD_PATH.replace("001", "009")
    put(repository, path, moved)
    assert verdict(repository)[1] == ["deleted"]
    put(repository, path, moved.replace("ip: []", "ip: []\naliases: [a2026-lanhai-001]"))

    assert verdict(repository) == (0, [], ["stage"])


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("published: 2026-03-01", "published: 2026-03-02", ["published-changed"]),
        ("published: 2026-03-01", 'published: "2026-03-01"', []),
        ("aliases: [a2025-lanhai-001]", "", ["alias-dropped"]),
        ("aliases: [a2025-lanhai-001]", "aliases: [a2025-lanhai-002]", ["alias-dropped"]),
        ("aliases: [a2025-lanhai-001]", "aliases: [a2025-lanhai-002, a2025-lanhai-001]", []),
        ("status: open", "status: withdrawn\nwithdrawn: {date: 2026-05-01, reason: 单位要求撤回}", []),
        ("id: a2026-lanhai-001", "id: a2026-lanhai-009", ["file-name"]),
    ],
)
def test_what_may_not_change(repository: Path, old: str, new: str, codes: list[str]) -> None:
    """Date of publication and id stay, aliases only grow; everything else may change."""
    put(repository, RECORD_PATH, WITH_ALIAS)
    git(repository, "switch", "-q", "main")
    commit(repository)
    git(repository, "switch", "-q", "-c", "later")
    assert old in WITH_ALIAS
    put(repository, RECORD_PATH, WITH_ALIAS.replace(old, new))

    assert verdict(repository)[1] == codes


def test_an_id_is_never_used_again(repository: Path) -> None:
    """The id of a record that main once held is taken for ever; the record itself may come back."""
    git(repository, "switch", "-q", "main")
    (repository / RECORD_PATH).unlink()
    commit(repository)
    git(repository, "switch", "-q", "-c", "later")
    put(repository, RECORD_PATH, NEW.replace("lanhai-003", "lanhai-001").replace("2026-03-01", "2026-04-01"))
    assert verdict(repository)[1] == ["id-reused"]
    put(repository, RECORD_PATH)

    assert verdict(repository) == (0, [], ["stage"])


def test_a_link_in_the_base_is_an_older_problem(repository: Path) -> None:
    """A link that main holds by mistake leads nowhere and blocks nobody."""
    (repository / NEW_PATH).symlink_to("/etc/passwd")
    git(repository, "switch", "-q", "main")
    commit(repository)
    git(repository, "switch", "-q", "-c", "later")

    assert verdict(repository) == (0, [], ["stage", "not-a-file"])


def test_unknown_revision(repository: Path) -> None:
    """A name that git does not know is wrong use, with a remedy; nor is it taken for an option."""
    for name in ("origin/main", "--all", ""):
        result = check(repository, base=name)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"找不到版本“{name}”；请先运行 git fetch" in result.stderr


def test_unrelated_history(repository: Path) -> None:
    """Without a common commit there is nothing to compare with."""
    git(repository, "switch", "-q", "--orphan", "other")
    commit(repository)
    git(repository, "switch", "-q", "work")

    assert "没有共同的历史" in check(repository, base="other").stderr


def test_shallow_clone(repository: Path, tmp_path: Path) -> None:
    """A clone without history says how to get it."""
    clone = tmp_path / "clone"
    git(repository, "clone", "-q", "--depth", "1", f"file://{repository}", str(clone))
    result = check(clone, base="HEAD")

    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.stderr


def _sparse(root: Path) -> None:
    git(root, "sparse-checkout", "set", "--no-cone", "/*", f"!/{OTHER_PATH}")


def _borrowed(root: Path) -> None:
    """Objects that another repository held, which is gone."""
    shutil.rmtree(root / ".git" / "objects" / "pack", ignore_errors=True)
    for folder in (root / ".git" / "objects").glob("[0-9a-f]*"):
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_sparse, "请运行 git sparse-checkout disable"),
        (_borrowed, "仓库不完整"),
        (lambda root: (root / ".git" / "index").write_bytes(b"broken"), "请运行 git fsck 检查，或重新克隆"),
        (lambda root: (root / ".git" / "HEAD").write_text("broken", "utf-8"), "不是 git 仓库，或 .git 已损坏"),
    ],
    ids=["sparse", "objects gone", "index", "HEAD"],
)
def test_a_repository_that_cannot_tell(repository: Path, harm: Callable[[Path], object], said: str) -> None:
    """What git cannot answer is a sentence with a remedy, never a comparison with nothing."""
    harm(repository)
    result = check(repository)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def _replaced(root: Path) -> None:
    put(root, RECORD_PATH, RECORD.replace("三年", "四年"))
    commit(root)
    git(root, "replace", "HEAD", "main")


@pytest.mark.parametrize(
    "setting",
    [
        *("core.autocrlf=true", "core.eol=crlf", "diff.external=false", "diff.noprefix=true", "diff.relative=true"),
        *("color.ui=always", "core.quotePath=true", "diff.renames=copies", "status.showUntrackedFiles=no"),
        *("diff.y.textconv=false", "filter.x.clean=false", "diff.ignoreSubmodules=all", "core.fsmonitor=false"),
    ],
)
def test_settings_change_no_comparison(repository: Path, setting: str) -> None:
    """Whatever the repository's own settings, the same problems are the change's own."""
    name, _, value = setting.partition("=")
    git(repository, "config", name, value)
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text("*.md diff=y filter=x eol=crlf\n", encoding="utf-8")
    put(repository, NEW_PATH, NEW.replace(*WRONG))

    assert verdict(repository) == (1, ["stage"], ["stage"])


def _worktree(root: Path) -> Path:
    git(root, "worktree", "add", "-q", str(root.with_name(f"{root.name}-other")), "-b", "other")
    return root.with_name(f"{root.name}-other")


def _clone(*options: str) -> Callable[[Path], Path]:
    def make(root: Path) -> Path:
        git(root, "config", "uploadpack.allowFilter", "true")
        git(root.parent, "clone", "-q", *options, f"file://{root}", str(root.with_name(f"{root.name}-clone")))
        git(root.with_name(f"{root.name}-clone"), "branch", "-f", "main", "origin/main")
        return root.with_name(f"{root.name}-clone")

    return make


def _grafted(root: Path) -> Path:
    _replaced(root)
    (root / ".git" / "info").mkdir(exist_ok=True)
    main = (root / ".git" / "refs" / "heads" / "main").read_text(encoding="utf-8")
    (root / ".git" / "info" / "grafts").write_text(main, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "make",
    [_worktree, _clone("--filter=blob:none"), _clone("--filter=tree:0"), _clone("--shared"), _grafted],
    ids=["worktree", "blobless", "treeless", "alternates", "replaced and grafted"],
)
def test_ways_to_have_a_repository(repository: Path, make: Callable[[Path], Path]) -> None:
    """However a repository came to be, the comparison is the same."""
    root = make(repository)
    put(root, NEW_PATH, NEW.replace(*WRONG))

    assert verdict(root) == (1, ["stage"], ["stage"])


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_does_not_look_at_counts_as_touched(repository: Path, flag: str) -> None:
    """A file that git was told to take for unchanged answers for its own problems."""
    git(repository, "update-index", flag, OTHER_PATH)

    assert verdict(repository) == (1, ["stage"], [])


def test_outside_git(tree: Path) -> None:
    """Where there is no repository the comparison is refused."""
    assert "不是 git 仓库" in check(tree).stderr


def test_text_lists_older_problems_last(repository: Path) -> None:
    """The change's own lines and their count come first."""
    put(repository, NEW_PATH, NEW.replace(*WRONG))
    lines = check(repository).stdout.splitlines()

    assert lines[0].startswith(f"{NEW_PATH}:15:8: error[stage]")
    assert lines[1:4] == ["共 3 条记录：1 个错误，0 个警告。", "", "更早的问题，与本次改动无关，不影响检查结果："]
    assert lines[4].startswith(f"{OTHER_PATH}:15:8: error[stage]")


def test_github_folds_older_problems(repository: Path) -> None:
    """Only the change's own problems become annotations."""
    put(repository, NEW_PATH, NEW.replace(*WRONG))
    lines = check(repository, "--format", "github").stdout.splitlines()

    assert [line.split(" ")[0] for line in lines if line.startswith("::")] == [
        "::error",
        "::group::更早的问题，与本次改动无关，不影响检查结果：",
        "::endgroup::",
    ]


def test_named_files(repository: Path) -> None:
    """With names only the problems of those files are shown."""
    put(repository, NEW_PATH, NEW.replace(*WRONG))

    assert check(repository, RECORD_PATH).stdout == "共 1 条记录：0 个错误，0 个警告。\n"


def test_summary(repository: Path, request: pytest.FixtureRequest) -> None:
    """The summary gives the verdict, the changed records' facts, their fields, and problems with remedies."""
    put(repository, NEW_PATH, NEW.replace(*WRONG))
    put(
        repository,
        RECORD_PATH,
        RECORD.replace("status: open", "status: negotiating").replace("industries: [life-health]\n", "")
        + "\n新的一行。\n",
    )

    summary = check(repository, "--format", "markdown").stdout
    if request.config.getoption("regenerate"):
        GOLDEN.write_text(summary, encoding="utf-8")

    assert summary == GOLDEN.read_text(encoding="utf-8")


HOSTILE = (
    "<script>alert(1)</script>",
    "</details><h1>x",
    "[a](https://evil.example)",
    "![a](https://evil.example/x.png)",
    "https://evil.example www.evil.example WWW.evil.example a@evil.example",
    "**a** _b_ `c` ~~d~~ $x$ ^e^ ==f==",
    "| a | b |",
    "a \\| b \\",
    "@somebody #12 GH-1",
    "&lt;b&gt; &amp; &#64;",
    "<!-- a --> <!--",
    "a\n\n# b\n- c\n",
    ":smile: --- ===",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_records_stay_texts(text: str) -> None:
    """What a record says is shown as it is: no markup, no link, no mention, no cell or line of its own."""
    table = f"| a | b |\n| --- | --- |\n| {escape(text)} | end |\n\n- ❌ {escape(text)}\n"
    rendered = cmarkgfm.markdown_to_html_with_extensions(
        table, options=Options.CMARK_OPT_UNSAFE, extensions=["table", "autolink", "strikethrough"]
    )
    bare = rendered.replace("<!-- -->", "")
    shown = " ".join(text.split())

    assert re.search(r"[@#][\w]", rendered) is None
    assert set(re.findall(r"</?(\w+)", bare)) == {"table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
    assert [html.unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", bare)] == [shown, "end"]
    assert html.unescape(re.findall(r"<li>(.*?)</li>", bare)[0]) == f"❌ {shown}"


def test_paths_stay_code() -> None:
    """A path is code in a table, whatever it is called."""
    rendered = cmarkgfm.github_flavored_markdown_to_html(f"| a |\n| --- |\n| {code('content/a`|<b>@x.md')} |\n")

    assert "<code>content/a'¦&lt;b&gt;@x.md</code>" in rendered


def test_another_matter_may_not_take_a_published_number(repository: Path) -> None:
    """A file about something else under a published number is an error that names the next free number."""
    put(repository, RECORD_PATH, NEW.replace("a2026-lanhai-003", "a2026-lanhai-001"))
    result = check(repository)

    assert result.exit_code == 1
    assert "error[another-matter]: id: 编号 a2026-lanhai-001 已用于《三角褐指藻混养生产岩藻黄素》" in result.stdout
    assert "下一个空号 a2026-lanhai-003" in result.stdout


def test_a_record_may_be_written_anew(repository: Path) -> None:
    """New title and body under an old summary are the same matter."""
    text = RECORD.replace("三角褐指藻混养生产岩藻黄素", "光甘油混养").replace(
        "三年试验，十二立方米装置，三十七批数据。", "全文重写。"
    )
    put(repository, RECORD_PATH, text)

    assert verdict(repository)[0] == 0
