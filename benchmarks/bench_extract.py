"""How many Word papers a second `duizhao extract` reads, and how much memory that takes."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# A process of its own for each measurement, since a peak of memory never falls again.
MEASURED = """
import json, resource, sys, time
from duizhao.engine import rendered
from duizhao.reports.jsonl import JsonLines
if __name__ == "__main__":
    start = time.perf_counter()
    lines = problems = failures = 0
    for line in rendered([sys.argv[1]], JsonLines("zh"), jobs=int(sys.argv[2])):
        lines += 1
        problems += line.data.count(b'"id":"P')
        failures += line.failure is not None
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = [resource.getrusage(who).ru_maxrss / 1024 for who in whose]
    print(json.dumps([lines, problems, failures, time.perf_counter() - start, *peak]))
"""

ASPECTS = ("理论学习", "服务群众", "担当作为", "联系基层", "防范风险", "廉洁自律")
FAULTS = ("学用结合不够紧密", "下基层走访不够经常", "破解难题办法不多")
DETAIL = (
    "对上级部署的要求停留在传达和表态上，结合本地实际逐项研究不够，{no}项重点工作没有分解到具体的人和具体的时间；"
    "遇到跨部门的事项习惯于等协调、等批示，主动对接不多，督促检查多是听汇报、看材料，到现场核实、与群众面对面谈的少。"
)
EXAMPLE = "比如，{year}年{month}月，青石镇自来水改造拖了{no}个月，我只在会上催问过两次，没有到现场看过一次。"
ROOT = "根本原因是没有把“人民群众满意不满意”作为衡量工作的标准，习惯于按部就班，宗旨意识有所淡化。"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[1_000, 10_000], help="sizes of the runs")
    sizes = sorted(parser.parse_args().papers)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("papers  jobs  seconds  papers/s  parent MB  largest worker MB  problems")
        for size in sizes:
            write_papers(folder, size)
            for jobs in (1, 2) if size == sizes[0] else (2,):
                print(row(folder, jobs), flush=True)
    return 0


def row(folder: Path, jobs: int) -> str:
    """Return one line of the table, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder), str(jobs)], capture_output=True, check=True, text=True
    )
    papers, problems, failures, seconds, parent, worker = json.loads(done.stdout)
    assert failures == 0, f"{failures} papers could not be read"
    return (
        f"{papers:6}  {jobs:4}  {seconds:7.1f}  {papers / seconds:8.0f}"
        f"  {parent:9.0f}  {worker if jobs > 1 else 0:17.0f}  {problems:8}"
    )


def write_papers(folder: Path, count: int) -> None:
    """Bring the folder to ``count`` Word papers, of about 4,300 characters and 18 problems each."""
    for number in range(len(list(folder.iterdir())), count):
        body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines_of(number))
        with zipfile.ZipFile(folder / f"{number:06}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", CONTENT_TYPES)
            archive.writestr("_rels/.rels", RELATIONS)
            archive.writestr("word/document.xml", DOCUMENT.format(body=body))


def lines_of(number: int) -> list[str]:
    """Return the lines of a paper, different in figures from every other."""
    year = 2015 + number % 10
    lines = [f"青石县水利局局长{year}年度民主生活会个人对照检查材料", ""]
    lines.append(
        "按照通知要求，会前认真学习、征求意见。对班子查摆的问题，我全部认领并负主要责任。现将情况报告如下："
    )
    lines.append("一、对照检查的问题")
    for place, aspect in enumerate(ASPECTS):
        lines.append(f"（{'一二三四五六'[place]}）{aspect}方面")
        for which, fault in enumerate(FAULTS):
            facts = {
                "no": (number + 3 * place + which) % 37 + 2,
                "year": year,
                "month": (number + which) % 12 + 1,
            }
            example = EXAMPLE.format(**facts) if which == 2 else ""
            lines.append(f"{'一二三'[which]}是{aspect}上{fault}。{DETAIL.format(**facts)}{example}")
    lines.append("二、原因剖析")
    for place, aspect in enumerate(ASPECTS[:5]):
        lines.append(f"（{'一二三四五'[place]}）{aspect}抓得不严。{DETAIL.format(no=place + 2)}{ROOT}")
    lines.append("三、整改措施")
    for place, aspect in enumerate(ASPECTS[:4]):
        detail = DETAIL.format(no=place + 3)
        lines.append(f"（{'一二三四'[place]}）在{aspect}上下功夫。{detail}每季度走访{place + 2}次。")
    return lines


CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{body}</w:body></w:document>"
)

if __name__ == "__main__":
    sys.exit(main())
