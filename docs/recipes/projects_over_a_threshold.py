import pandas as pd

documents = pd.read_parquet("out/latest/documents", columns=["document_id", "same_as", "superseded_by"])
documents = documents[documents.same_as.isna() & documents.superseded_by.isna()]
projects = pd.read_parquet("out/latest/projects").merge(documents, on="document_id")
projects["yuan"] = projects.adjusted_yuan.where(projects.adjusted_yuan.notna(), projects.budget_yuan)
large = projects[projects.yuan.notna() & (projects.yuan.astype(float) > 1_000_000)]
answer = large[["agency_name", "fiscal_year", "stage", "project_name", "yuan", "check_status"]]
