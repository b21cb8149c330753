//! The closed lists of the data contract: table kinds, roles, funds, phases.

/// The form of a table (表的种类).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableKind {
    /// 收支总表: revenue beside expenditure.
    RevenueExpenditureSummary,
    /// 收入总表, 收入决算表: revenue by source.
    RevenueSummary,
    /// 支出总表, 支出决算表: expenditure by basic and project.
    ExpenditureSummary,
    /// 财政拨款收支总表: fiscal appropriation, revenue beside expenditure.
    FiscalAppropriationSummary,
    /// 一般公共预算支出表, by function.
    GeneralBudgetExpenditure,
    /// 一般公共预算支出表, by economic class, projects included.
    GeneralBudgetExpenditureEconomic,
    /// 一般公共预算基本支出表, by function.
    GeneralBudgetBasicExpenditureFunctional,
    /// 一般公共预算基本支出表, by economic class.
    GeneralBudgetBasicExpenditureEconomic,
    /// 一般公共预算项目支出表, by economic class (按经济分类科目).
    GeneralBudgetProjectExpenditureEconomic,
    /// 基本支出总表, 部门预算基本支出预算表: basic expenditure of all funding sources, by unit and economic class.
    BasicExpenditure,
    /// 上年结转资金支出表.
    CarryOverExpenditure,
    /// 政府购买服务表; its sums overlap those of 政府采购.
    ServicePurchase,
    /// 会议费, 培训费 in detail.
    MeetingsTraining,
    /// 财政拨款支出表: all appropriated funds, by function.
    FiscalAppropriationExpenditure,
    /// 财政拨款基本支出表: all appropriated funds, by economic class.
    FiscalAppropriationBasicExpenditure,
    /// 机关运行经费 as a table of its own.
    AgencyOperation,
    /// 政府性基金预算表.
    GovernmentFund,
    /// 国有资本经营预算表.
    StateCapital,
    /// “三公”经费表, also with 会议费, 培训费, 机关运行经费.
    ThreePublic,
    /// 项目支出表, 专项业务经费表.
    ProjectExpenditure,
    /// 支出经济分类汇总表: all funds by economic class.
    EconomicSummary,
    /// 政府采购预算表.
    Procurement,
    /// 国有资产占用情况表.
    Assets,
    /// 决算公开相关信息统计表.
    DisclosureStatistics,
    /// 机构设置, 预算单位构成: the units and their staff.
    Institution,
    /// 整体绩效目标表 of a unit or department.
    PerformanceUnit,
    /// 项目绩效目标表: one project a form.
    PerformanceProject,
    /// 绩效自评表.
    PerformanceSelfEvaluation,
    /// 项目绩效一览: many projects in one wide list.
    PerformanceProjectList,
    /// 目录: a list of the document's tables.
    TableOfContents,
    /// A table of no known form.
    Other,
}

impl TableKind {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [TableKind] = &[
        TableKind::RevenueExpenditureSummary,
        TableKind::RevenueSummary,
        TableKind::ExpenditureSummary,
        TableKind::FiscalAppropriationSummary,
        TableKind::GeneralBudgetExpenditure,
        TableKind::GeneralBudgetExpenditureEconomic,
        TableKind::GeneralBudgetBasicExpenditureFunctional,
        TableKind::GeneralBudgetBasicExpenditureEconomic,
        TableKind::GeneralBudgetProjectExpenditureEconomic,
        TableKind::BasicExpenditure,
        TableKind::CarryOverExpenditure,
        TableKind::ServicePurchase,
        TableKind::MeetingsTraining,
        TableKind::FiscalAppropriationExpenditure,
        TableKind::FiscalAppropriationBasicExpenditure,
        TableKind::AgencyOperation,
        TableKind::GovernmentFund,
        TableKind::StateCapital,
        TableKind::ThreePublic,
        TableKind::ProjectExpenditure,
        TableKind::EconomicSummary,
        TableKind::Procurement,
        TableKind::Assets,
        TableKind::DisclosureStatistics,
        TableKind::Institution,
        TableKind::PerformanceUnit,
        TableKind::PerformanceProject,
        TableKind::PerformanceSelfEvaluation,
        TableKind::PerformanceProjectList,
        TableKind::TableOfContents,
        TableKind::Other,
    ];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            TableKind::RevenueExpenditureSummary => "revenue_expenditure_summary",
            TableKind::RevenueSummary => "revenue_summary",
            TableKind::ExpenditureSummary => "expenditure_summary",
            TableKind::FiscalAppropriationSummary => "fiscal_appropriation_summary",
            TableKind::GeneralBudgetExpenditure => "general_budget_expenditure",
            TableKind::GeneralBudgetExpenditureEconomic => "general_budget_expenditure_economic",
            TableKind::GeneralBudgetBasicExpenditureFunctional => {
                "general_budget_basic_expenditure_functional"
            }
            TableKind::GeneralBudgetBasicExpenditureEconomic => "general_budget_basic_expenditure_economic",
            TableKind::GeneralBudgetProjectExpenditureEconomic => {
                "general_budget_project_expenditure_economic"
            }
            TableKind::BasicExpenditure => "basic_expenditure",
            TableKind::CarryOverExpenditure => "carry_over_expenditure",
            TableKind::ServicePurchase => "service_purchase",
            TableKind::MeetingsTraining => "meetings_training",
            TableKind::FiscalAppropriationExpenditure => "fiscal_appropriation_expenditure",
            TableKind::FiscalAppropriationBasicExpenditure => "fiscal_appropriation_basic_expenditure",
            TableKind::AgencyOperation => "agency_operation",
            TableKind::GovernmentFund => "government_fund",
            TableKind::StateCapital => "state_capital",
            TableKind::ThreePublic => "three_public",
            TableKind::ProjectExpenditure => "project_expenditure",
            TableKind::EconomicSummary => "economic_summary",
            TableKind::Procurement => "procurement",
            TableKind::Assets => "assets",
            TableKind::DisclosureStatistics => "disclosure_statistics",
            TableKind::Institution => "institution",
            TableKind::PerformanceUnit => "performance_unit",
            TableKind::PerformanceProject => "performance_project",
            TableKind::PerformanceSelfEvaluation => "performance_self_evaluation",
            TableKind::PerformanceProjectList => "performance_project_list",
            TableKind::TableOfContents => "table_of_contents",
            TableKind::Other => "other",
        }
    }

    /// The value of a name in the datasets.
    pub fn from_name(name: &str) -> Option<TableKind> {
        TableKind::ALL.iter().copied().find(|value| value.as_str() == name)
    }

    /// Whether the table is a performance form (绩效), whose facts are indicators and not line items.
    pub fn is_performance(self) -> bool {
        matches!(
            self,
            TableKind::PerformanceUnit
                | TableKind::PerformanceProject
                | TableKind::PerformanceSelfEvaluation
                | TableKind::PerformanceProjectList
        )
    }

    /// Whether numeric cells of the table become line items.
    pub fn has_line_items(self) -> bool {
        !self.is_performance() && !matches!(self, TableKind::TableOfContents | TableKind::Other)
    }
}

/// What told the kind of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KindEvidence {
    /// The title alone.
    Title,
    /// The header alone.
    Header,
    /// Header and title agree.
    Both,
    /// Neither is known.
    None,
}

impl KindEvidence {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [KindEvidence] =
        &[KindEvidence::Title, KindEvidence::Header, KindEvidence::Both, KindEvidence::None];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            KindEvidence::Title => "title",
            KindEvidence::Header => "header",
            KindEvidence::Both => "both",
            KindEvidence::None => "none",
        }
    }

    /// The value of a name in the datasets.
    pub fn from_name(name: &str) -> Option<KindEvidence> {
        KindEvidence::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

/// Whether money comes or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flow {
    /// 收入.
    Revenue,
    /// 支出.
    Expenditure,
}

impl Flow {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [Flow] = &[Flow::Revenue, Flow::Expenditure];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Flow::Revenue => "revenue",
            Flow::Expenditure => "expenditure",
        }
    }

    /// The value of a name in the datasets.
    pub fn from_name(name: &str) -> Option<Flow> {
        Flow::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

/// What the rows of a table classify by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Classification {
    /// 功能分类.
    Functional,
    /// 部门预算支出经济分类.
    Economic,
    /// 政府预算支出经济分类.
    GovernmentEconomic,
    /// 收入来源.
    RevenueSource,
    /// “三公”经费 items.
    ThreePublic,
    /// 项目.
    Project,
    /// 预算单位.
    Unit,
    /// 资产.
    Asset,
    /// 政府采购.
    Procurement,
    /// 统计信息.
    Statistic,
}

impl Classification {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [Classification] = &[
        Classification::Functional,
        Classification::Economic,
        Classification::GovernmentEconomic,
        Classification::RevenueSource,
        Classification::ThreePublic,
        Classification::Project,
        Classification::Unit,
        Classification::Asset,
        Classification::Procurement,
        Classification::Statistic,
    ];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Classification::Functional => "functional",
            Classification::Economic => "economic",
            Classification::GovernmentEconomic => "government_economic",
            Classification::RevenueSource => "revenue_source",
            Classification::ThreePublic => "three_public",
            Classification::Project => "project",
            Classification::Unit => "unit",
            Classification::Asset => "asset",
            Classification::Procurement => "procurement",
            Classification::Statistic => "statistic",
        }
    }

    /// The value of a name in the datasets.
    pub fn from_name(name: &str) -> Option<Classification> {
        Classification::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

/// The part a row plays in the sums of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowRole {
    /// 合计, 总计: the sum of the table or panel.
    Total,
    /// A sum of other rows of the table.
    Group,
    /// Counted by no other leaf.
    Leaf,
    /// 其中：a part repeated from another row.
    Memo,
}

impl RowRole {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [RowRole] = &[RowRole::Total, RowRole::Group, RowRole::Leaf, RowRole::Memo];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            RowRole::Total => "total",
            RowRole::Group => "group",
            RowRole::Leaf => "leaf",
            RowRole::Memo => "memo",
        }
    }

    /// The value of a name in the datasets.
    pub fn from_name(name: &str) -> Option<RowRole> {
        RowRole::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

/// Where the money comes from (资金来源).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fund {
    /// 一般公共预算.
    GeneralPublicBudget,
    /// 政府性基金预算.
    GovernmentFund,
    /// 国有资本经营预算.
    StateCapital,
    /// 财政专户管理资金.
    SpecialAccount,
    /// 事业收入.
    Business,
    /// 事业单位经营收入.
    Operating,
    /// 上级补助收入.
    SuperiorSubsidy,
    /// 附属单位上缴收入.
    Affiliated,
    /// 其他收入.
    Other,
    /// 上年结转结余.
    CarryOver,
}

impl Fund {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [Fund] = &[
        Fund::GeneralPublicBudget,
        Fund::GovernmentFund,
        Fund::StateCapital,
        Fund::SpecialAccount,
        Fund::Business,
        Fund::Operating,
        Fund::SuperiorSubsidy,
        Fund::Affiliated,
        Fund::Other,
        Fund::CarryOver,
    ];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Fund::GeneralPublicBudget => "general_public_budget",
            Fund::GovernmentFund => "government_fund",
            Fund::StateCapital => "state_capital",
            Fund::SpecialAccount => "special_account",
            Fund::Business => "business",
            Fund::Operating => "operating",
            Fund::SuperiorSubsidy => "superior_subsidy",
            Fund::Affiliated => "affiliated",
            Fund::Other => "other",
            Fund::CarryOver => "carry_over",
        }
    }

    /// The value of a name in the datasets.
    pub fn from_name(name: &str) -> Option<Fund> {
        Fund::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

/// The stage of the budget year a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// 年初预算, 预算数.
    Approved,
    /// 全年预算, 调整预算.
    Adjusted,
    /// 决算, 执行.
    Executed,
    /// 上年.
    PriorYear,
    /// 增减.
    Change,
}

impl Phase {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [Phase] =
        &[Phase::Approved, Phase::Adjusted, Phase::Executed, Phase::PriorYear, Phase::Change];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Phase::Approved => "approved",
            Phase::Adjusted => "adjusted",
            Phase::Executed => "executed",
            Phase::PriorYear => "prior_year",
            Phase::Change => "change",
        }
    }

    /// The value of a name in the datasets.
    pub fn from_name(name: &str) -> Option<Phase> {
        Phase::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

/// What the classification says of a row's code and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeStatus {
    /// Code and name agree with the classification, or the rows below the code sum up to it.
    Verified,
    /// Well formed, but not in the classification.
    Unlisted,
    /// The name belongs to another code.
    Conflict,
}

impl CodeStatus {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [CodeStatus] =
        &[CodeStatus::Verified, CodeStatus::Unlisted, CodeStatus::Conflict];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            CodeStatus::Verified => "verified",
            CodeStatus::Unlisted => "unlisted",
            CodeStatus::Conflict => "conflict",
        }
    }
}
