//! What stands beside an amount: parentheses, a comparison named again, blanks and counts.

use super::check;

#[test]
fn a_reason_behind_parentheses_is_not_about_what_stands_in_them() {
    check(
        "公务用车购置及运行维护费701.34万元（公务用车购置费331万元，比上年增加119.15万元；公务用车运行维护费370.34万元，\
         比上年减少52.36万元。）比上年增加66.79万元，增长10.5%，主要原因是更新购置采血车辆；公务接待费18.95万元。",
        &[
            "公务用车购置及运行维护费||vehicles_total|701.34万元||66.79万元|10.5|increase|更新购置采血车辆",
            "公务用车购置费||vehicles_purchase|331万元||119.15万元||increase|",
            "公务用车运行维护费||vehicles_operation|370.34万元||52.36万元||decrease|",
            "公务接待费||reception|18.95万元|||||",
        ],
    );
}

#[test]
fn the_comparison_may_be_named_again_before_the_percentage() {
    check(
        "本部门机关运行经费安排344.456万元，比上年增加8.016万元，同比增长2.38%，主要原因是编制内实有人数增加。",
        &["机关运行经费||agency_operation|344.456万元||8.016万元|2.38|increase|编制内实有人数增加"],
    );
}

#[test]
fn what_was_counted_has_its_money_behind_it_and_blanks_before_it() {
    check(
        "2026年计划购置车辆7辆、153.00万元。",
        &["计划购置车辆||||7辆||||", "计划购置车辆|||153.00万元|||||"],
    );
    check(
        "本部门共有车辆3辆，其中机要通信用车辆、应急保障用车2辆。",
        &["车辆||||3辆||||", "应急保障用车||||2辆||||"],
    );
}

#[test]
fn the_revenue_of_the_year_has_the_measure_of_the_revenue() {
    check(
        "本年事业收入355.50万元、上年实户资金余额1,996.83万元。",
        &["本年事业收入||business_revenue|355.50万元|||||", "上年实户资金余额|||1996.83万元|||||"],
    );
}
