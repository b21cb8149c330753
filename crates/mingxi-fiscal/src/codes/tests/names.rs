//! Which of several texts names a row, and whose code stands beside it.

use super::habits::{own, sides};

#[test]
fn what_is_bought_names_a_row_before_the_project_it_is_bought_for() {
    let rows = own(
        1,
        "功能科目编码|采购品目名称|项目名称|采购预算
         2101504|网络设备|结算平台运行维护|28.60
         2101505|其他专业技术服务|基金监管专项|30.00",
    );
    let names: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').nth(1)).collect();
    assert_eq!(names, ["网络设备", "其他专业技术服务"]);
    let codes: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(codes, ["2101504", "2101505"]);
}

#[test]
fn goods_are_named_without_their_place_in_the_catalogue_which_is_not_the_code_of_the_row() {
    let rows = own(
        1,
        "采购品目|项目名称|功能分类科目|采购预算
         A货物|||8.65
         A02010105台式计算机|日常办公|2010601行政运行|5.40
         A02010108便携式计算机|日常办公|2010601行政运行|3.25",
    );
    assert_eq!(rows[1..], ["2010601 台式计算机 verified", "2010601 便携式计算机 verified"]);
    assert_eq!(rows[0].split(' ').nth(1), Some("货物"));
}

#[test]
fn a_sum_beside_a_label_is_the_row_of_that_label() {
    let rows = own(
        1,
        "采购类别|采购品目|项目名称|采购预算
         合计|<|<|10.00
         货物|小计|<|6.00
         |诊断设备|设备购置|6.00
         服务|小计|<|4.00
         |软件升级|信息系统|4.00",
    );
    assert_eq!(rows, ["- 合计 -", "- 货物 -", "- 诊断设备 -", "- 服务 -", "- 软件升级 -"]);
}

#[test]
fn the_code_of_a_department_is_parted_from_its_name_where_its_units_are() {
    let rows = own(
        1,
        "单位编码及名称|总计
         合计|9.00
         105云杉县财政局|9.00
         105001云杉县财政局机关|4.00
         105002云杉县国库支付中心|5.00",
    );
    assert_eq!(rows[1].split(' ').take(2).collect::<Vec<_>>(), ["105", "云杉县财政局"]);
    // A number before a name is no code where the others' codes do not begin with it.
    let rows = own(1, "项目名称|金额\n120指挥中心建设|3.00\n办公楼维修|2.00");
    assert_eq!(rows[0], "- 120指挥中心建设 -");
}

#[test]
fn a_unit_code_beside_several_items_is_the_code_of_the_unit_alone() {
    let rows = own(
        1,
        "类|款|项|单位代码|单位名称（科目、项目）|金额
         ||||合计|9.00
         |||317001|云杉县医疗保障局|9.00
         210|15|05||医疗保障政策管理|9.00
         |||317001|基金监管经费|4.00
         |||317001|信息系统运维|5.00",
    );
    let named: Vec<&str> = rows.iter().filter_map(|row| row.rsplit_once(' ')).map(|(row, _)| row).collect();
    assert_eq!(
        named[1..],
        ["317001 云杉县医疗保障局", "2101505 医疗保障政策管理", "- 基金监管经费", "- 信息系统运维"]
    );
}

#[test]
fn names_that_stand_before_their_codes_under_one_head_belong_to_them() {
    let rows = sides(
        2,
        "部门预算经济分类|<|政府预算经济分类|<|合计
         科目名称|编码|科目名称|编码|
         基本工资|30101|工资奖金津补贴|50101|3.00
         基本工资|30101|工资福利支出|50501|4.00",
    );
    assert_eq!(
        rows,
        ["30101 基本工资 / 50101 工资奖金津补贴 / - -", "30101 基本工资 / 50501 工资福利支出 / - -"]
    );
}

#[test]
fn classes_called_like_organisations_are_no_units() {
    let rows = sides(
        2,
        "支出功能分类科目|<|部门经济分类|<|合计
         编码|名称|编码|名称|
         2100202|中医（民族）医院|30101|基本工资|3.00
         2100202|中医（民族）医院|30102|津贴补贴|4.00
         2100202|中医（民族）医院|30107|绩效工资|4.00
         2210201|住房公积金|30113|住房公积金|2.00",
    );
    assert_eq!(rows[0], "2100202 中医(民族)医院 / - - / 30101 基本工资");
    assert_eq!(rows[3], "2210201 住房公积金 / - - / 30113 住房公积金");
}

#[test]
fn a_project_names_its_row_before_its_class_and_a_code_decides_between_classes() {
    let rows = own(
        1,
        "一级项目|二级项目|功能科目名称|合计
         合计|<|<|9.00
         人才工作专项|引进人才安家补助|引进人才费用|4.00
         |事业单位招聘考务费|其他人力资源和社会保障管理事务支出|3.00
         信息化专项|一体化平台租赁|信息化建设|2.00",
    );
    assert_eq!(rows[1..], ["- 引进人才安家补助 -", "- 事业单位招聘考务费 -", "- 一体化平台租赁 -"]);
    let rows = own(
        1,
        "类级科目|项目（按功能分类）|合计
         社会保障和就业支出|2080501：行政单位离退休|47.45
         |2080505：机关事业单位基本养老保险缴费支出|59.05",
    );
    let names: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').nth(1)).collect();
    assert_eq!(names, ["行政单位离退休", "机关事业单位基本养老保险缴费支出"]);
}

#[test]
fn the_classes_of_the_catalogue_have_their_letters_also_where_few_rows_have_codes() {
    let rows = own(
        1,
        "采购品目|采购金额
         合计|9.00
         A-货物|5.00
         风力灭火机|2.00
         森林防火服|2.00
         防火手套|1.00
         C-服务|4.00
         平台软件开发|4.00",
    );
    let names: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').nth(1)).collect();
    assert_eq!(names[1..6], ["货物", "风力灭火机", "森林防火服", "防火手套", "服务"]);
}

#[test]
fn of_two_names_before_a_code_the_code_tells_which_is_its_own() {
    let rows = own(
        1,
        "类级科目|科目名称|科目编码|合计
         社会保障和就业支出|行政单位离退休|2080501|47.45
         社会保障和就业支出|其他社会保障和就业支出|2089999|3.00
         住房保障支出|住房公积金|2210201|12.00",
    );
    assert_eq!(
        rows,
        [
            "2080501 行政单位离退休 verified",
            "2089999 其他社会保障和就业支出 verified",
            "2210201 住房公积金 verified",
        ]
    );
}

#[test]
fn a_name_that_the_row_below_completes_is_what_its_code_is_called() {
    let rows = own(
        1,
        "科目编码|科目名称|合计
         208|社会保障和就业支出|3.00
         2080506|机关事业单|3.00
         |位职业年金缴费支出|
         2101101|行政单位医疗|2.00",
    );
    assert_eq!(
        rows,
        [
            "208 社会保障和就业支出 verified",
            "2080506 机关事业单位职业年金缴费支出 verified",
            "2101101 行政单位医疗 verified",
        ]
    );
    // Where the name is whole, where the two are no name of the code, and where the row has an amount it is one of its own.
    for (name, below) in [
        ("机关事业单位职业年金缴费支出", "退休人员补助|"),
        ("机关事业单", "退休人员补助|"),
        ("机关事业单", "位职业年金缴费支出|1.00"),
    ] {
        let rows = own(
            1,
            &format!("科目编码|科目名称|合计\n2080506|{name}|3.00\n|{below}\n2101101|行政单位医疗|2.00"),
        );
        assert_eq!(rows.len(), 3, "{name} above {below}");
        assert!(rows[0].starts_with(&format!("2080506 {name} ")), "{rows:?}");
    }
}
