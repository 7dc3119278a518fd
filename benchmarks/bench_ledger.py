"""How many ledger rows a second are written, read and merged, and how much memory that takes."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

# A process of its own for each measurement, since a peak of memory never falls again.
MEASURED = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
import bench_ledger
import duizhao.ledger as ledger
task = getattr(bench_ledger, sys.argv[2])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
start = time.perf_counter(), time.process_time()
count = task(*sys.argv[3:])
spent = time.perf_counter() - start[0], time.process_time() - start[1]
print(json.dumps([count, *spent, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""

PROBLEM = (
    "调查研究不够深入。对上级部署的要求停留在传达和表态上，结合本地实际逐项研究不够，{n}项重点工作没有分解到具体的人；"
    "遇到跨部门的事项习惯于等协调、等批示，主动对接不多，督促检查多是听汇报、看材料。"
)
MEASURE = (
    "【待确认】深入基层。每季度驻点调研五天，列出{n}项清单，逐项明确责任人和时限，每月通报一次进度。" * 2
)
MOST_IN_WORD = 2_000  # rows; a Word table of more is refused when read


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000], help="sizes of the ledgers")
    sizes = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        print("task                      rows  seconds  CPU seconds  rows/CPU s  MB before  MB at most")
        for size in sizes:
            for form in ("xlsx", "csv", "docx"):
                path = f"{name}/{size}.{form}"
                print(line(f"write {form}", "write_rows", path, str(size)), flush=True)
                if form != "docx" or size <= MOST_IN_WORD:
                    print(line(f"read {form}", "read_rows", path), flush=True)
        units(Path(name), 80, 50)
        print(line("merge 80 xlsx of 50 rows", "merge_all", name), flush=True)
        print(line("peer: openpyxl write", "write_with_openpyxl", f"{name}/peer.xlsx", str(sizes[0])))
        print(line("peer: openpyxl read", "read_with_openpyxl", f"{name}/{sizes[0]}.xlsx"))
    return 0


def line(title: str, task: str, *arguments: str) -> str:
    """Return one line of the table, measured in a process of its own."""
    command = [sys.executable, "-c", MEASURED, str(Path(__file__).parent), task, *arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    count, seconds, cpu, before, peak = json.loads(done.stdout)
    rate = count / cpu
    return f"{title:24}{count:6}  {seconds:7.2f}  {cpu:11.2f}  {rate:10.0f}  {before:9.0f}  {peak:10.0f}"


def row(number: int, unit: int = 0):  # type: ignore[no-untyped-def]
    """Return a row filled as they usually are, different in figures from every other."""
    from datetime import date

    from duizhao.ledger import LedgerRow

    return LedgerRow(
        id=f"{unit:08x}-P{number}",
        unit=f"青石县第{unit}局",
        aspect="工作作风方面",
        problem=PROBLEM.format(n=number),
        examples="今年三月，青石镇自来水改造拖了两个月，只在会上催问过两次。",
        source="自查",
        cause="与群众接触少，习惯于按部就班。" * 5,
        root="宗旨意识有所淡化",
        measures=MEASURE.format(n=number),
        kind="限期整改",
        owner="李文",
        due=date(2023, 6, 30),
        progress="2023-03-15 已印发方案。",
        status="正在推进",
        file=f"青石县第{unit}局.docx",
        place=f"第{number}行，第101—150字",
    )


def write_rows(path: str, count: str) -> int:
    from duizhao.ledger import write

    return write((row(number) for number in range(int(count))), Path(path))


def read_rows(path: str) -> int:
    from duizhao.ledger import read

    return len(read(Path(path)).rows)


def units(folder: Path, count: int, rows: int) -> None:
    from duizhao.ledger import write

    for unit in range(count):
        write([row(number, unit) for number in range(rows)], folder / f"unit-{unit:02}.xlsx")


def merge_all(folder: str) -> int:
    from duizhao.ledger import merge

    merged = merge(sorted(Path(folder).glob("unit-*.xlsx")))
    assert not merged.failures
    assert not merged.conflicts
    return len(merged.rows)


def write_with_openpyxl(path: str, count: str) -> int:
    """Write the same cells with nothing else: no widths, heights, lists or hidden sheet."""
    import openpyxl

    from duizhao.ledger import layout

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    keys = [column.key for column in layout().columns if column.key != "no"]
    for number in range(int(count)):
        one = row(number)
        sheet.append([one.cell(key) for key in keys])
    book.save(path)
    return int(count)


def read_with_openpyxl(path: str) -> int:
    """Read the cells of our first sheet and nothing else."""
    import openpyxl

    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    return sum(1 for cells in sheet.iter_rows(values_only=True) if cells) - 4


if __name__ == "__main__":
    sys.exit(main())
