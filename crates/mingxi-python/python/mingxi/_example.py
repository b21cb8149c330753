"""A small document for examples."""

EXAMPLE: bytes = """\
石桥县水利局2024年部门预算公开

一般公共预算支出表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t55.00\t31.00\t24.00
2130301\t行政运行\t31.00\t31.00\t
2130314\t防汛\t24.00\t\t24.00
""".encode()
"""The text dump of a made-up budget (预算), which the examples of this package read."""
