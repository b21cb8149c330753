//! Where and who: invented counties and ordinary kinds of agencies.

use crate::rng::Rng;

/// A region with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Province, city, county as printed in one run.
    pub path: String,
    /// The county's (or city's) own name.
    pub short: String,
    /// The word of the level below the province that texts use: 县, 区, 市.
    pub level: &'static str,
    /// GB/T 2260; `None` for invented places.
    pub code: Option<&'static str>,
}

// None of these names is in GB/T 2260 (checked against the 2023 list).
const PROVINCES: &[&str] = &["云岭省", "江原省", "岚海省", "松川省", "赤水原省", "望湖省"];
const CITIES: &[&str] = &["清河源市", "临沐市", "博澜市", "永岚市", "丰沅市", "华棠市", "景川市", "平澜市"];
const COUNTIES: &[&str] = &[
    "东澜区",
    "西泽坪区",
    "南岚区",
    "新渚区",
    "云溪沟县",
    "石桐县",
    "青枫县",
    "白芦县",
    "永棠县",
    "金桦县",
    "平槐县",
    "安苇县",
    "长菱县",
    "龙柚县",
    "宁橡县",
    "和桤县",
];

/// Real counties for tests of region codes (GB/T 2260, 2023 edition): path, short name, code.
const REAL: &[(&str, &str, &str)] = &[
    ("浙江省温州市苍南县", "苍南县", "330327"),
    ("江西省宜春市奉新县", "奉新县", "360921"),
    ("贵州省铜仁市德江县", "德江县", "520626"),
    ("四川省泸州市泸县", "泸县", "510521"),
    ("云南省楚雄彝族自治州禄丰市", "禄丰市", "532302"),
];

/// An invented region, or a real one where `real` is asked for.
pub fn region(rng: &mut Rng, real: bool) -> Region {
    if real {
        let (path, short, code) = *rng.pick(REAL);
        return Region {
            path: path.to_owned(),
            short: short.to_owned(),
            level: level_of(short),
            code: Some(code),
        };
    }
    let (province, city, county) = (*rng.pick(PROVINCES), *rng.pick(CITIES), *rng.pick(COUNTIES));
    if rng.chance(12) {
        return Region {
            path: format!("{province}{city}"), short: city.to_owned(), level: "市", code: None
        };
    }
    let path = format!("{province}{city}{county}");
    // A district is named with its city, because district names repeat; a county stands alone.
    let short = if county.ends_with('区') { format!("{city}{county}") } else { county.to_owned() };
    Region { path, short, level: level_of(county), code: None }
}

fn level_of(name: &str) -> &'static str {
    match name.chars().next_back() {
        Some('区') => "区",
        Some('市') => "市",
        _ => "县",
    }
}

/// A kind of agency with what it spends on.
#[derive(Debug)]
pub struct AgencyKind {
    /// 医疗保障局.
    pub name: &'static str,
    /// The subject in running text: 医疗保障.
    pub field: &'static str,
    /// Functional code of an administrative unit's running costs.
    pub administration: &'static str,
    /// Functional code of an institution's running costs.
    pub institution: &'static str,
    /// Names of subordinate institutions, without the region.
    pub subordinates: &'static [&'static str],
    /// Projects: name, functional code, economic codes, size (0 small, 1 middle, 2 large).
    pub projects: &'static [(&'static str, &'static str, &'static [&'static str], u8)],
}

/// The kinds of agencies.
pub const AGENCIES: &[AgencyKind] = &[
    AgencyKind {
        name: "医疗保障局",
        field: "医疗保障",
        administration: "2101501",
        institution: "2101550",
        subordinates: &["医疗保险服务中心", "医疗保障事业发展中心", "医保基金核查中心"],
        projects: &[
            ("城乡居民医保县级配套补助", "2101202", &["31302"], 2),
            ("困难群众医疗救助资金", "2101301", &["30399"], 2),
            ("基金监管与稽核经费", "2101502", &["30201", "30211", "30227"], 0),
            ("医保经办大厅运行经费", "2101506", &["30205", "30206", "30226"], 0),
            ("医保信息系统运行维护", "2101506", &["30213", "30227"], 0),
            ("参保扩面宣传经费", "2101599", &["30202", "30299"], 0),
            ("应急物资与疫苗接种补助", "2100410", &["30399"], 1),
        ],
    },
    AgencyKind {
        name: "财政局",
        field: "财政管理",
        administration: "2010601",
        institution: "2010650",
        subordinates: &["国库支付中心", "财政投资评审中心"],
        projects: &[
            ("预算一体化系统运行维护", "2010607", &["30213", "30227"], 1),
            ("财政投资评审委托经费", "2010602", &["30227"], 1),
            ("国库集中支付业务经费", "2010605", &["30201", "30202"], 0),
            ("财会人员业务培训", "2010602", &["30216"], 0),
        ],
    },
    AgencyKind {
        name: "民政局",
        field: "民政事务",
        administration: "2080201",
        institution: "2080299",
        subordinates: &["社会福利中心", "救助管理站", "婚姻登记中心"],
        projects: &[
            ("高龄老人津贴", "2081002", &["30305"], 1),
            ("孤儿基本生活费", "2081001", &["30305"], 1),
            ("临时救助资金", "2082501", &["30399"], 1),
            ("社会组织评估与党建", "2080206", &["30201", "30226"], 0),
            ("地名普查与标志维护", "2080202", &["30227"], 0),
        ],
    },
    AgencyKind {
        name: "水利局",
        field: "水利建设与管理",
        administration: "2130301",
        institution: "2130350",
        subordinates: &["河道管理所", "农村供水服务中心", "水旱灾害防御中心"],
        projects: &[
            ("小型水库除险加固", "2130305", &["31005"], 2),
            ("河道堤防日常养护", "2130306", &["30213", "30226"], 1),
            ("防汛物资储备", "2130314", &["30299"], 0),
            ("河湖长制工作经费", "2130302", &["30201", "30211"], 0),
        ],
    },
    AgencyKind {
        name: "教育局",
        field: "教育事业",
        administration: "2050101",
        institution: "2050199",
        subordinates: &["第一中学", "实验小学", "中心幼儿园", "教师发展中心"],
        projects: &[
            ("学前教育资助资金", "2050201", &["30399"], 1),
            ("义务教育阶段生均公用经费", "2050202", &["30201", "30206"], 2),
            ("初中寄宿生生活补助", "2050203", &["30305"], 1),
            ("高中教学设备更新", "2050204", &["31002"], 1),
        ],
    },
    AgencyKind {
        name: "市场监督管理局",
        field: "市场监督管理",
        administration: "2013801",
        institution: "2013850",
        subordinates: &["检验检测中心", "消费者权益保护中心"],
        projects: &[
            ("食品安全抽检经费", "2013816", &["30227"], 1),
            ("特种设备安全监察", "2013815", &["30211", "30227"], 0),
            ("市场主体年报宣传", "2013802", &["30202", "30299"], 0),
        ],
    },
    AgencyKind {
        name: "司法局",
        field: "司法行政",
        administration: "2040601",
        institution: "2040650",
        subordinates: &["法律援助中心", "社区矫正中心"],
        projects: &[
            ("法律援助案件补贴", "2040607", &["30226"], 0),
            ("普法依法治理经费", "2040605", &["30202", "30216"], 0),
            ("人民调解以案定补", "2040604", &["30305"], 0),
        ],
    },
    AgencyKind {
        name: "统计局",
        field: "统计调查",
        administration: "2010501",
        institution: "2010550",
        subordinates: &["城乡调查队", "普查中心"],
        projects: &[
            ("经济普查经费", "2010507", &["30201", "30226"], 1),
            ("住户抽样调查补贴", "2010505", &["30305"], 0),
            ("统计业务培训", "2010502", &["30216"], 0),
        ],
    },
];
