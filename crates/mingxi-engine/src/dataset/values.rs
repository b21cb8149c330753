//! The closed lists of values that columns may hold, with what each means.

/// Values with what they mean.
pub(crate) type Values = &'static [(&'static str, &'static str)];

/// Formats of input files.
pub(crate) const FORMAT: Values = &[
    ("pdf", "Portable Document Format"),
    ("docx", "Word, Office Open XML"),
    ("doc", "Word 97-2003"),
    ("wps", "WPS Writer"),
    ("rtf", "Rich Text Format"),
    ("xlsx", "Excel, Office Open XML"),
    ("xls", "Excel 97-2003"),
    ("html", "web page"),
    ("ofd", "Open Fixed-layout Document, GB/T 33190"),
    ("txt", "text dump of a Word file or a PDF"),
];

/// How the reading of a document ended.
pub(crate) const STATUS: Values = &[
    ("ok", "all of it was read"),
    ("partial", "some of it could not be read or kept"),
    ("failed", "none of it could be read"),
];

/// Why a document failed or is partial.
pub(crate) const ERROR_KIND: Values = &[
    ("empty", "no bytes, or nothing but white space"),
    ("not_a_document", "the bytes are of no known document format"),
    ("unsupported_format", "a known format that this version cannot read"),
    ("encrypted", "protected by a password"),
    ("truncated", "the file ends before its own structure does"),
    ("corrupt", "the file contradicts its own format"),
    ("limit_exceeded", "beyond a limit on size, depth, count or digits"),
    ("timed_out", "reading took longer than allowed"),
    ("crashed", "the reader crashed; the crash was contained"),
    ("out_of_memory", "the reader asked for more memory than allowed"),
    ("unreadable", "the file could not be opened or read"),
    ("needs_ocr", "the pages are pictures or their text cannot be trusted"),
    ("internal", "a mistake of this program"),
];

/// Budget or final accounts.
pub(crate) const STAGE: Values = &[("budget", "预算"), ("final_accounts", "决算")];

/// One unit or a whole department.
pub(crate) const SCOPE: Values = &[("unit", "单位, 本级"), ("department", "部门, 汇总")];

/// Forms of tables.
pub(crate) const TABLE_KIND: Values = &[
    ("revenue_expenditure_summary", "收支总表"),
    ("revenue_summary", "收入总表, 收入决算表"),
    ("expenditure_summary", "支出总表, 支出决算表"),
    ("fiscal_appropriation_summary", "财政拨款收支总表"),
    ("general_budget_expenditure", "一般公共预算支出表, by function (功能分类)"),
    (
        "general_budget_expenditure_economic",
        "一般公共预算支出表, by economic class (经济分类), projects included",
    ),
    ("general_budget_basic_expenditure_functional", "一般公共预算基本支出表, by function"),
    ("general_budget_basic_expenditure_economic", "一般公共预算基本支出表, by economic class"),
    ("general_budget_project_expenditure_economic", "一般公共预算项目支出表, by economic class"),
    ("basic_expenditure", "基本支出总表 of all funding sources, by unit and economic class"),
    ("carry_over_expenditure", "上年结转资金支出表"),
    ("service_purchase", "政府购买服务表; its sums overlap those of procurement"),
    ("meetings_training", "会议费, 培训费 in detail"),
    ("fiscal_appropriation_expenditure", "财政拨款支出表: all appropriated funds, by function"),
    (
        "fiscal_appropriation_basic_expenditure",
        "财政拨款基本支出表: all appropriated funds, by economic class",
    ),
    ("agency_operation", "机关运行经费 as a table of its own"),
    ("government_fund", "政府性基金预算表"),
    ("state_capital", "国有资本经营预算表"),
    ("three_public", "“三公”经费表, also with 会议费, 培训费, 机关运行经费"),
    ("project_expenditure", "项目支出表, 专项业务经费表"),
    ("economic_summary", "支出经济分类汇总表"),
    ("procurement", "政府采购预算表"),
    ("assets", "国有资产占用情况表"),
    ("disclosure_statistics", "决算公开相关信息统计表"),
    ("institution", "机构设置, 预算单位构成"),
    ("performance_unit", "整体绩效目标表"),
    ("performance_project", "项目绩效目标表"),
    ("performance_self_evaluation", "绩效自评表"),
    ("performance_project_list", "项目绩效一览表"),
    ("table_of_contents", "目录"),
    ("other", "a table of no known form"),
];

/// What told the form of a table.
pub(crate) const KIND_EVIDENCE: Values = &[
    ("title", "the title alone"),
    ("header", "the header alone"),
    ("both", "header and title agree"),
    ("none", "neither is known"),
];

/// How cells and spans were found.
pub(crate) const EXTRACTION: Values = &[
    ("native", "the file states cells and spans"),
    ("ruled", "drawn rules"),
    ("aligned", "alignment of text without rules"),
    ("dump", "text dump; spans are inferred"),
];

/// Whether money comes or goes.
pub(crate) const FLOW: Values = &[("revenue", "收入"), ("expenditure", "支出")];

/// What the rows of a table classify by.
pub(crate) const CLASSIFICATION: Values = &[
    ("functional", "功能分类"),
    ("economic", "部门预算支出经济分类"),
    ("government_economic", "政府预算支出经济分类"),
    ("revenue_source", "收入来源"),
    ("three_public", "“三公”经费"),
    ("project", "项目"),
    ("unit", "预算单位"),
    ("asset", "资产"),
    ("procurement", "政府采购"),
    ("statistic", "统计信息"),
];

/// The part a row plays in sums.
pub(crate) const ROW_ROLE: Values = &[
    ("total", "合计, 总计: the sum of the table or panel"),
    ("group", "a sum of other rows of the table"),
    ("leaf", "counted by no other leaf: a sum over leaves counts nothing twice"),
    ("memo", "其中: a part repeated from another row"),
];

/// Where the money comes from.
pub(crate) const FUND: Values = &[
    ("general_public_budget", "一般公共预算"),
    ("government_fund", "政府性基金预算"),
    ("state_capital", "国有资本经营预算"),
    ("special_account", "财政专户管理资金"),
    ("business", "事业收入"),
    ("operating", "事业单位经营收入"),
    ("superior_subsidy", "上级补助收入"),
    ("affiliated", "附属单位上缴收入"),
    ("other", "其他收入"),
    ("carry_over", "上年结转结余"),
];

/// The stage of the budget year a number belongs to.
pub(crate) const PHASE: Values = &[
    ("approved", "年初预算"),
    ("adjusted", "全年预算, 调整预算"),
    ("executed", "决算, 执行"),
    ("prior_year", "上年"),
    ("change", "增减"),
];

/// What the identities say about a number.
pub(crate) const CHECK_STATUS: Values = &[
    ("conflict", "in a broken identity"),
    ("repaired", "moved or changed by mingxi; the raw text is kept"),
    ("verified", "in at least one identity that holds"),
    ("unverified", "in no identity that could be evaluated"),
];

/// What the classification says of a code and its name.
pub(crate) const CODE_STATUS: Values = &[
    ("verified", "code and name agree with the classification, or the rows below sum up to the code's"),
    ("unlisted", "well formed, but not in the classification"),
    ("conflict", "the name belongs to another code"),
];

/// How a wrong number may have come from the right one.
pub(crate) const SLIP: Values = &[
    ("digit", "one digit differs (一位数字)"),
    ("transposed", "two neighbouring digits are swapped (数字颠倒)"),
    ("sign", "the sign differs (符号)"),
    ("unit", "a power of ten: a wrong unit or decimal point (单位)"),
    ("exchanged", "two cells hold each other's numbers (两格互换)"),
    ("misplaced", "the number belongs into a blank cell of its row (错列)"),
];

/// How a target compares.
pub(crate) const OPERATOR: Values =
    &[("ge", "≥"), ("le", "≤"), ("gt", ">"), ("lt", "<"), ("eq", "="), ("text", "words (文字描述)")];

/// Which way a number went.
pub(crate) const CHANGE_DIRECTION: Values = &[("increase", "增加"), ("decrease", "减少"), ("flat", "持平")];

/// How an identity came out.
pub(crate) const OUTCOME: Values = &[
    ("holds", "the difference is within the tolerance"),
    ("broken", "the difference is beyond the tolerance"),
    ("unverifiable", "a row, column or table that the identity needs is missing"),
];

/// The stage that had something to say.
pub(crate) const STEP: Values = &[
    ("decode", "bytes to blocks"),
    ("grid", "blocks to grids"),
    ("recognise", "grids to meaning"),
    ("audit", "accounting identities"),
    ("write", "rows to datasets"),
];

/// How much a diagnostic matters.
pub(crate) const SEVERITY: Values = &[
    ("info", "worth knowing; the data are right"),
    ("warning", "the reader was unsure, or the source contradicts itself"),
    ("error", "something of the document is lost"),
];

/// Stable names of measures; vocabularies may add to them.
pub(crate) const MEASURE_CODE: Values = &[
    ("total", "合计, 总计"),
    ("current_year_revenue", "本年收入"),
    ("current_year_expenditure", "本年支出"),
    ("fiscal_appropriation", "财政拨款"),
    ("general_public_budget", "一般公共预算"),
    ("government_fund", "政府性基金预算"),
    ("state_capital", "国有资本经营预算"),
    ("special_account", "财政专户管理资金"),
    ("business_revenue", "事业收入"),
    ("operating_revenue", "事业单位经营收入"),
    ("superior_subsidy", "上级补助收入"),
    ("affiliated_remittance", "附属单位上缴收入"),
    ("other_revenue", "其他收入"),
    ("other_funds", "其他资金"),
    ("opening_balance", "上年结转, 年初结转结余"),
    ("closing_balance", "结转下年, 年末结转结余"),
    ("surplus_distribution", "结余分配"),
    ("basic", "基本支出"),
    ("basic_personnel", "人员经费"),
    ("basic_public", "公用经费"),
    ("basic_wages", "工资福利支出"),
    ("basic_individuals", "对个人和家庭的补助"),
    ("basic_goods_services", "商品和服务支出"),
    ("basic_capital", "资本性支出"),
    ("project", "项目支出"),
    ("project_operating", "其他运转类"),
    ("project_specific", "特定目标类"),
    ("project_without_construction", "项目支出 less 基本建设"),
    ("remitted_to_superior", "上缴上级支出"),
    ("operating_expenditure", "经营支出"),
    ("subsidy_to_affiliated", "对附属单位补助支出"),
    ("three_public_total", "“三公”经费合计"),
    ("overseas", "因公出国（境）费"),
    ("reception", "公务接待费"),
    ("vehicles_total", "公务用车购置及运行费"),
    ("vehicles_purchase", "公务用车购置费"),
    ("vehicles_operation", "公务用车运行维护费"),
    ("meetings", "会议费"),
    ("training", "培训费"),
    ("agency_operation", "机关运行经费"),
    ("amount", "金额, 预算数, 决算数 as a single column"),
    ("quantity", "数量"),
    ("unit_price", "单价"),
    ("earmarked", "其中：专项资金列入部门预算的项目"),
    ("procurement", "政府采购 in a form of statistics"),
    ("procurement_sme", "政府采购 reserved for small and medium enterprises (面向中小企业)"),
    ("procurement_small_micro", "政府采购 reserved for small and micro enterprises (面向小微企业)"),
    ("reserve", "单位预留机动经费"),
    ("opening_balance_basic", "基本支出结转 within 年初结转和结余"),
    ("opening_balance_project", "项目支出结转和结余 within 年初结转和结余"),
    ("closing_balance_basic", "基本支出结转 within 年末结转和结余"),
    ("closing_balance_project_carried", "项目支出结转 within 年末结转和结余"),
    ("closing_balance_project_saved", "项目支出结余 within 年末结转和结余"),
    ("closing_balance_project", "项目支出结转和结余 within 年末结转和结余"),
    ("revenue_for_basic", "本年收入 for 基本支出"),
    ("revenue_for_project", "本年收入 for 项目支出"),
    ("debt_interest", "债务利息及费用支出"),
    ("enterprise_subsidy", "对企业补助"),
    ("social_insurance_subsidy", "对社会保障基金补助"),
    ("other_expenditure", "其他支出"),
    ("reserves_used", "使用非财政拨款结余, 用事业基金弥补收支差额"),
    ("unit_funds", "单位资金: what the unit raises outside the budget"),
    ("assets_total", "资产总额"),
    ("assets_current", "流动资产"),
    ("assets_vehicles", "车辆 as fixed assets"),
    ("assets_buildings", "房屋, 构筑物"),
    ("assets_equipment", "设备 as fixed assets"),
    ("assets_fixed_other", "其他固定资产"),
    ("assets_fixed", "固定资产"),
    ("assets_construction", "在建工程"),
    ("assets_intangible", "无形资产"),
    ("assets_investment", "对外投资, 有价证券"),
    ("assets_other", "其他资产"),
];
