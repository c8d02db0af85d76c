"""`showcase accept`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from showcase.authoring.answers import top_field
from showcase.authoring.intake import Desk, Intake, Taken
from showcase.authoring.labels import in_labels
from showcase.authoring.parcels import Parcel, load_parcel
from showcase.authoring.strays import NO_RECORD
from showcase.commands.place import EXIT_ERRORS, as_of_option, find_root
from showcase.commands.saving import refuse
from showcase.files.git import GitError, ask_git, commit_git
from showcase.files.journal import write_files
from showcase.files.problem import Problem, printable, text_line
from showcase.files.scratch import scratch
from showcase.past.day import today
from showcase.schema.fields import RECORD_ID
from showcase.schema.records import WORDS, kind_of, record_path
from showcase.schema.shapes import shapes
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.vocabulary_files import load_vocabularies


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="来件...")
@click.option("--check", "only_check", is_flag=True, help="只检查，不写入。")
@click.option("--branch", metavar="分支", help="收入之后在这个新分支上提交，待审核合并。")
@as_of_option
@click.pass_context
def accept(
    context: click.Context, paths: tuple[Path, ...], branch: str | None, as_of: date | None, *, only_check: bool
) -> None:
    """收入机构发来的记录：.md 文件、表格、压缩包（.zip）、文件夹，或带附件的邮件（.eml）。

    一件来件算一个发件人：其中全部没有错误才收入，有错误就一条也不收，别的来件不受影响。
    编号已被别的记录用过的，自动换成下一个空号；已有的记录按来件修改。每件之后给出可以直接回复对方的文字。
    退出码：0 全部收入，1 有来件没有收入，2 用法不对。
    """
    root = find_root(Path.cwd())
    vocabularies, broken = load_vocabularies(root)
    if broken:
        refuse(broken)
    if branch:
        _start_branch(root, branch)
    accepted: dict[str, str] = {}
    failed = False
    for path in paths:
        with scratch() as folder:
            parcel = load_parcel(path, folder)
            intake = Desk(root, vocabularies, as_of or today()).take(parcel)
        if not intake.failed and not only_check:
            write_files(root, intake.files)
            accepted |= {taken.id: f"{taken.id} {taken.title}" for taken in intake.taken}
            accepted |= {
                identifier: identifier for identifier in intake.same if branch
            }  # a killed run may have written
        failed |= intake.failed or intake.empty
        click.echo("\n".join(map(printable, _report(parcel, intake, vocabularies))))
    if branch and accepted:
        failed |= not _commit(root, accepted, branch)
    if failed:
        context.exit(EXIT_ERRORS)


def _report(parcel: Parcel, intake: Intake, vocabularies: Vocabularies) -> Iterator[str]:
    """What was done with a parcel, then what its sender can be told."""
    yield f"来件 {parcel.name}{f'（{parcel.sender}）' if parcel.sender else ''}："
    yield from (f"  {text_line(problem)}" for problem in intake.problems)
    if intake.waits:
        yield "  有名称要先登记到词表，这一件还没有收入；照上面的办法登记后再运行一次。"
    elif intake.failed:
        yield "  有错误，这一件没有收入。"
    else:
        yield from (f"  {'新增' if taken.new else '修改'} {_named(taken)}" for taken in intake.taken)
        yield from (f"  没有变化 {identifier}" for identifier in intake.same)
    yield from (f"  没有收入 {name}：{why}" for name, why in intake.others.items())
    if intake.empty:
        yield "  里面没有记录：应有 .md 记录文件或填好的表格。"
    yield "  可以这样答复："
    yield from (f"  | {line}" for line in _answer(intake, vocabularies))
    yield ""


def _named(taken: Taken) -> str:
    former = f"（来件中的编号 {taken.former} 不能用，已改为 {taken.id}）" if taken.former else ""
    return f"{taken.id}《{taken.title}》{former}"


def _answer(intake: Intake, vocabularies: Vocabularies) -> Iterator[str]:
    yield "您好："
    if intake.waits:
        names = dict.fromkeys(f"“{name}”" for name in intake.proposed)
        yield f"来件收到，内容没有问题。其中{'、'.join(names)}还不在词表里，由编辑登记后即收入，不必重发。"
        return
    if intake.failed:
        errors = [problem for problem in intake.problems if problem.stops]
        yield f"来件收到，还有 {len(errors)} 处须改正，改好后请整份重发："
        yield from (f"{number}. {_plainly(error, vocabularies)}" for number, error in enumerate(errors, 1))
        return
    if not intake.taken:
        yield (
            "来件收到，其中没有需要收入的新内容。"
            if intake.same
            else "来件收到，但其中没有记录文件或填好的表格，请补发。"
        )
        yield from (f"- {name}：{why}" for name, why in intake.others.items())
        return
    yield "来件收到，已收入："
    for taken in intake.taken:
        word = f"{'新' if taken.new else '修改的'}{WORDS[kind_of(taken.id)]}"
        yield f"- {word}《{taken.title}》，编号 {taken.id}{f'（不再用 {taken.former}）' if taken.former else ''}"
    yield "审核发布后可在目录中查到。以后修改请沿用上面的编号。"
    yield from (f"没有收入 {name}：{why}。" for name, why in intake.others.items() if why != NO_RECORD)


def _plainly(problem: Problem, vocabularies: Vocabularies) -> str:
    """A problem for somebody who sees neither paths nor keys."""
    name = Path(problem.path).name
    if not name.endswith(".md"):  # a sheet's: its problems are in labels already
        file, mark, sheet = name.partition("!")
        place = f"{file} 的“{sheet}”表" if mark else f"{file} "
        header = f"「{problem.field}」" if problem.field else ""
        return f"{place}第 {problem.line} 行{header}：{problem.sentence('zh')}"
    kind = kind_of(name) if re.fullmatch(RECORD_ID, Path(name).stem) else "achievement"
    shape = shapes(kind).get(top_field(problem))
    said = in_labels(problem.sentence("zh"), kind, problem.loc, vocabularies)
    return f"{name} 第 {problem.line} 行{f'「{shape.title}」' if shape else ''}：{said}"


def _start_branch(root: Path, branch: str) -> None:
    """On one that was made and holds nothing yet, a run was killed: this one goes on."""
    here = ask_git(root, "symbolic-ref", "--quiet", "--short", "HEAD") == f"{branch}\n"
    if here and (ask_git(root, "log", "-g", "-1", "--format=%gs", branch) or "").startswith("branch: Created"):
        return
    try:
        commit_git(root, "checkout", "--quiet", "-b", branch)  # `switch` is of 2019
    except GitError as error:
        raise click.UsageError(f"不能建立分支 {branch}：{error}") from None


def _commit(root: Path, accepted: Mapping[str, str], branch: str) -> bool:
    """Commit what was accepted, by id; whatever else lies about in the working tree stays as it is."""
    paths = list(map(record_path, accepted))
    places = [place for path in paths for place in (path, path.removesuffix(".md")) if (root / place).exists()]
    titles = "\n".join(accepted.values())
    try:
        commit_git(root, "add", "--", *places)
        if ask_git(root, "status", "--porcelain", "--", *places) == "":
            return True  # all of it was committed before
        commit_git(root, "commit", "--quiet", "-m", f"收入 {len(accepted)} 条记录\n\n{titles}", "--", *places)
    except GitError as error:
        remedy = _WHO if error.nameless else f"git 说：{error}"
        click.echo(f"文件已写入，但没有提交：{remedy}", err=True)
        return False
    click.echo(f"已在分支 {branch} 上提交。")
    return True


_WHO = "git 还不知道提交人是谁。请运行 git config user.name 名称 和 git config user.email 邮箱，再提交。"
