"""What a pull request is asked to say."""

from __future__ import annotations

_TEXT = """\
<!-- 由 showcase forge 生成，不要手改。自动检查的结果会列出每个问题和改法；更早的、别人的错误不影响本次合并。 -->

## 这次改了什么

- [ ] 新增成果或需求
- [ ] 修改、复核或延期
- [ ] 成交或已解决
- [ ] 撤回（不删除文件：改状态并写原因）
- [ ] 词表、页面或程序

编号：

## 自查

- [ ] 已运行 `showcase check --base origin/main`，或看过自动检查的结果
- [ ] 保密审查和专利审查已经完成，写在 `disclosure`
- [ ] 没有个人姓名、手机号、身份证号、个人邮箱；附件已清除作者和位置
- [ ] 没有申请专利的技术没有写出做法
- [ ] 编号和发布日期没有改，曾用编号没有删

## 提醒里说与别的机构相近的

已与哪个机构、哪个部门核对，结论：
"""


def render_request() -> str:
    """The template of pull and merge requests."""
    return _TEXT
