"""What goes out and comes in, as the audit log tells it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import Event

EXPORTED: Final = Event(
    "exchange.exported",
    _("导出%(title)s（%(form)s），共 %(count)s 行，条件：%(wanted)s；文件 SHA-256 %(sha256)s"),
)

BROUGHT: Final = Event("exchange.ledger.brought", _("上传台账“%(name)s”备查，文件 SHA-256 %(sha256)s"))
COLUMNS_NAMED: Final = Event("exchange.ledger.columns_named", _("确定台账“%(name)s”各列的含义"))
IMPORTED: Final = Event(
    "exchange.ledger.imported",
    _(
        "导入台账“%(name)s”：新增 %(created)s 项、修改 %(edited)s 项、报告进展 %(reported)s 项；"
        "文件 SHA-256 %(sha256)s"
    ),
)
DROPPED: Final = Event("exchange.ledger.dropped", _("放弃导入台账“%(name)s”"))

DOCUMENT_MADE: Final = Event("exchange.document.made", _("生成文书《%(title)s》，文件 SHA-256 %(sha256)s"))

REPORT_BROUGHT: Final = Event(
    "exchange.report.brought", _("上传反馈报告“%(name)s”试读，读出问题 %(count)s 条，文件 SHA-256 %(sha256)s")
)
REPORT_EDITED: Final = Event("exchange.report.edited", _("修改反馈报告“%(name)s”的试读结果"))
REPORT_TAKEN: Final = Event(
    "exchange.report.taken", _("由反馈报告“%(name)s”拟定整改事项 %(count)s 项，来源文件：%(document)s")
)
REPORT_DROPPED: Final = Event("exchange.report.dropped", _("放弃反馈报告“%(name)s”"))

LAYOUT_KEPT: Final = Event("exchange.layout.kept", _("确定本单位%(title)s的列，共 %(count)s 列"))
LAYOUT_DROPPED: Final = Event("exchange.layout.dropped", _("本单位%(title)s的列改回沿用上级的"))

TEMPLATE_KEPT: Final = Event(
    "exchange.template.kept", _("启用本单位的《%(title)s》Word 模板“%(name)s”，文件 SHA-256 %(sha256)s")
)
TEMPLATE_DROPPED: Final = Event(
    "exchange.template.dropped", _("停用本单位的《%(title)s》Word 模板“%(name)s”")
)

EVENTS: Final = (
    EXPORTED,
    DOCUMENT_MADE,
    BROUGHT,
    COLUMNS_NAMED,
    IMPORTED,
    DROPPED,
    REPORT_BROUGHT,
    REPORT_EDITED,
    REPORT_TAKEN,
    REPORT_DROPPED,
    LAYOUT_KEPT,
    LAYOUT_DROPPED,
    TEMPLATE_KEPT,
    TEMPLATE_DROPPED,
)
