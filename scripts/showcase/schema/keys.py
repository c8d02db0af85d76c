"""What a field goes by elsewhere: in other catalogues, on paper forms, in what people call it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from showcase.schema.names import nearest
from showcase.schema.notation.reading import half_width

_OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "code": ("代号", "id", "key"),
    "label": ("name", "title", "中文名", "简称", "全称"),
    "title": ("name", "label", "标题", "题目", "项目名称", "成果名称", "需求名称", "技术名称"),
    "title_en": ("name_en", "label_en", "英文标题"),
    "summary": ("description", "abstract", "摘要", "简介", "简述", "概述", "一句话"),
    "note": ("remark", "comment", "description", "备注"),
    "published": ("date", "created", "日期", "时间", "发布时间", "发布日"),
    "reviewed": ("复核时间", "更新日期", "更新时间"),
    "valid_until": ("expires", "有效期", "到期日", "失效日期"),
    "deadline": ("截止", "截止时间", "截止日", "征集截止"),
    "keywords": ("tags", "tag", "标签", "关键字", "主题词"),
    "industries": (
        "industry",
        "sectors",
        "field",
        "行业",
        "产业",
        "领域",
        "产业领域",
        "技术领域",
        "所属产业",
        "所属领域",
    ),
    "contract_types": ("合作方式", "转化方式", "合作形式", "交易方式", "拟采取的转化方式", "type"),
    "agency": ("机构", "经办机构", "首问机构", "服务单位", "broker"),
    "contact": ("联系", "联系人", "联系电话", "联系邮箱", "电话", "邮箱", "联系部门"),
    "phone": ("tel", "telephone", "mobile", "固定电话", "办公电话", "联系电话"),
    "email": ("mail", "e_mail", "电子邮箱", "电子邮件"),
    "office": ("department", "name", "联系部门", "联系人", "科室"),
    "holder": ("owner", "institution", "company", "单位", "完成单位", "权利人", "所有权人", "成果单位", "专利权人"),
    "demander": ("company", "customer", "企业", "企业名称", "需求单位", "需求企业"),
    "stage": ("maturity", "阶段", "成熟度", "技术成熟度", "研发阶段", "成果阶段"),
    "trl": ("成熟度等级", "就绪度"),
    "advantages": ("指标", "技术指标", "优势", "创新点"),
    "targets": ("指标", "技术指标", "requirements"),
    "applications": ("应用", "应用领域", "应用范围", "适用范围"),
    "ip": ("patents", "patent", "专利", "专利号", "知产"),
    "price": ("价格", "转让价格", "转让价", "意向价格", "cost"),
    "budget": ("预算", "投入", "拟投入", "经费"),
    "sources": ("links", "url", "references", "链接", "参考", "网址"),
    "attachments": ("files", "images", "pictures", "图片", "照片", "资料"),
    "disclosure": ("保密审查", "公开审核", "审查"),
    "name": ("company", "企业", "企业名称", "单位名称", "公司", "公司名称"),
    "district": ("area", "region", "所在区", "所在区市", "区市", "地区", "所在地", "所属区"),
    "by": ("reviewer", "department", "office", "审查部门", "审核单位", "审核部门", "单位", "部门"),
    "date": ("day", "time", "时间", "审核日期", "审查时间", "审核时间"),
    "url": ("link", "href", "doi", "链接", "地址", "address"),
    "kind": ("type", "类型", "类别"),
    "number": ("no", "专利号", "申请号", "编号", "证书号", "登记号"),
    "metric": ("name", "indicator", "指标名称", "项目", "参数"),
    "value": ("数值", "指标值", "val", "result", "结果"),
    "baseline": ("compare", "control", "对比", "对比值", "参照", "比较对象"),
    "op": ("operator", "compare", "关系", "比较符"),
    "amount": ("money", "金额", "融资金额", "额度"),
    "use": ("purpose", "usage", "资金用途"),
    "disclosed": ("public", "公开", "是否公开"),
    "file": ("path", "name", "filename", "文件", "附件名"),
    "reason": ("原因", "理由", "why"),
}
_REMARK = re.compile(r"\([^()]{0,40}\)$")


def other_names(field: str) -> tuple[str, ...]:
    """What else people call a field, or a part of one, in small letters and half-width signs."""
    return _OTHER_NAMES.get(field, ())


def field_meant(key: str, titles: dict[str, str]) -> str | None:
    """The field that a name which none has is likely to mean; `titles` are what fields are called, by their keys."""
    plain = half_width(key).strip().lower()
    return _named(plain, titles) or _named(_REMARK.sub("", plain).strip(), titles) or _inside(plain, titles)


def _named(name: str, titles: dict[str, str]) -> str | None:
    by_title = {half_width(title): field for field, title in titles.items()}
    if name in by_title:
        return by_title[name]
    others = (field for field in titles if name in _OTHER_NAMES.get(field, ()))
    return next(others, None) or nearest(re.sub(r"[ -]+", "_", name), list(titles))


def _inside(name: str, titles: Iterable[str]) -> str | None:
    """The key of `名称(title)`."""
    found = [word for word in re.findall("[a-z_]+", name) if word in titles]
    return found[0] if len(found) == 1 else None
