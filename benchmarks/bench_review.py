"""What the server spends on the review page of a paper of 5,000 characters, and on taking a paper in.

CPU time of one process, the request from the session to the last byte; SQLite in a new folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "web" / "support")]

PLACES = ("支部", "社区", "工地", "窗口", "企业", "学校", "村组", "机关", "市场", "园区", "医院", "车站")
MATTERS = (
    "学习抓得不够紧",
    "调研走得不够深",
    "督办跟得不够牢",
    "担当做得不够硬",
    "纪律管得不够严",
    "联系群众不够近",
)


def a_paper() -> str:
    """Return a paper with six aspects, 24 problems, six causes and six measures."""
    lines = ["2025年度民主生活会个人对照检查材料", "一、存在的问题"]
    for aspect in range(6):
        lines.append(f"（{'一二三四五六'[aspect]}）带头{MATTERS[aspect][:2]}方面")
        for n in range(aspect * 4, aspect * 4 + 4):
            where = PLACES[n % 12]
            lines.append(
                f"{n % 4 + 1}.{where}{MATTERS[n % 6]}。平时对{where}第{n}组的情况了解不多，会上讲过{n + 2}次，会后没有再问，"
                f"要求停在纸面，安排停在口头，{where}反映的第{n}件事至今没有办完，责任分得不清，期限定得不实，结果没有回头看。"
                f"分工之后没有人牵头，开会时各说各的，散会后各忙各的，群众问到第{n}件事时答不上来。比如，2025年{n % 12 + 1}月到{where}第{n}组，只听了介绍，没有看现场，第{n}户的困难是别人转告的。"
            )
    lines.append("二、原因剖析")
    lines += [
        f"{n + 1}.{MATTERS[n][:2]}放松。对{PLACES[n]}的事想得浅，做得少。根本原因是思想的弦松了{n + 1}年。"
        for n in range(6)
    ]
    lines.append("三、整改措施")
    lines += [
        f"{n + 1}.补上{MATTERS[n][:2]}这一课。每月到{PLACES[n]}一次，{n + 3}月底前办完第{n}组的事。"
        for n in range(6)
    ]
    return "\n".join(lines) + "\n"


def cpu(what: Callable[[], object], times: int = 15) -> float:
    """Return the median CPU time in milliseconds, warmed up."""
    what()
    spent = []
    for _number in range(times):
        begun = time.process_time()
        what()
        spent.append((time.process_time() - begun) * 1000)
    return median(spent)


def page(client: Client, address: str) -> str:
    """Return what a page costs and how large it is."""
    answer = client.get(address)
    assert answer.status_code == 200
    return f"{cpu(lambda: client.get(address)):6.1f} ms CPU, {len(answer.content) // 1000} kB"


def main() -> None:
    """Found a city, take the paper in, decide twenty times, open the page."""
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
        os.environ.update(DUIZHAO_DATA=folder, DJANGO_SETTINGS_MODULE="duizhao_web.config.settings")
        from duizhao_web.config import secrets

        secrets.prepare(Path(folder))
        import django

        django.setup()
        from city import NOW

        from duizhao_web.apps.kernel.clock import FixedClock, use_clock
        from duizhao_web.commands.migrating import migrate

        migrate()
        with use_clock(FixedClock(NOW)):
            measure()


def measure() -> None:
    """Print the figures."""
    from city import founded, signed_in
    from papers import a_version

    from duizhao.corrections import Remark, anchored
    from duizhao_web.apps.materials import reading
    from duizhao_web.apps.materials.selectors import version_shown
    from duizhao_web.apps.materials.services.reviews import decision_take

    city, text = founded(), a_paper()
    version = a_version(city, text=text)
    client = signed_in(city, "reviewer")
    client.defaults["SERVER_NAME"] = "localhost"
    address = f"/papers/{version.paper_id}/"
    print(
        f"paper: {len(text)} characters, {len(version.record['problems'])} problems, {len(version.findings)} findings"
    )
    print(f"read and check a file:        {cpu(lambda: reading.read('a.txt', text.encode())):6.1f} ms CPU")
    print(f"review page:                  {page(client, address)}")
    for count, problem in enumerate(version_shown(version).record.problems[:20]):
        remark = Remark(anchored(version.text, problem.span), "请写具体")
        decision_take(actor=city.actor("reviewer"), version=version, count=count, decision=remark)
    print(f"review page, 20 decisions:    {page(client, address)}")


if __name__ == "__main__":
    main()
