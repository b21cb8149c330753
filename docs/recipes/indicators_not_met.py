import operator

import pandas as pd

rows = pd.read_parquet("out/latest/indicators")
rows = rows[rows.table_kind == "performance_self_evaluation"]
compare = {"ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt, "eq": operator.eq}


def is_missed(row):
    """The adjusted target counts where there is one; numbers of different units are not compared."""
    is_adjusted = pd.notna(row.adjusted_target_value)
    target = row.adjusted_target_value if is_adjusted else row.target_value
    unit = row.adjusted_target_unit if is_adjusted else row.target_unit
    how = compare.get(row.adjusted_operator if pd.notna(row.adjusted_operator) else row.operator)
    if how is None or pd.isna(target) or pd.isna(row.actual_value):
        return False
    is_same_unit = unit == row.actual_unit or (pd.isna(unit) and pd.isna(row.actual_unit))
    return is_same_unit and not how(row.actual_value, target)


missed = rows[[is_missed(row) for row in rows.itertuples()]]
answer = missed[["agency_name", "fiscal_year", "project_name", "level3"]]
