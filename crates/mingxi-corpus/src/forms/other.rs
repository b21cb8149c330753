//! 政府采购, 国有资产占用 and 决算公开相关信息统计.

use crate::book::Book;
use crate::rng::Rng;
use crate::sheet::{Label, Sheet};
use crate::text::{money, yuan};

/// 政府采购预算表; empty unless goods are given: item, catalogue number, quantity and unit price in fen.
pub fn procurement(book: &Book, goods: &[(&str, &str, &str, i64, i64)]) -> Sheet {
    let mut sheet = Sheet::new(
        "procurement",
        book.number,
        &[
            "政府采购项目来源|<|采购物品名称|政府采购目录序号|计量  单位|数量|单价|政府采购金额（当年部门预算安排资金）|<|<|<|<",
            "项目名称|预算    资金|^|^|^|^|^|合计|一般公共预算拨款|基金预算拨款|财政专户核拨|单位    资金",
        ],
    );
    let total: i64 = goods.iter().map(|g| g.3 * g.4).sum();
    if goods.is_empty() {
        sheet.row();
        return sheet;
    }
    let label = Label::name("合计");
    sheet.row().text(0, "合计").money(7, total, &label).money(8, total, &label);
    for (item, number, measure, quantity, price) in goods {
        // A row names the money it is bought from, with its budget, and then what is bought, with the rest.
        let label = Label::name(item);
        let cost = quantity * price;
        sheet.row().text(0, "日常公用经费").money(1, cost, &Label::name("日常公用经费"));
        sheet.text(2, item).text(3, number).text(4, measure);
        sheet
            .count(5, *quantity, &label)
            .money(6, *price, &label)
            .money(7, cost, &label)
            .money(8, cost, &label);
    }
    sheet
}

/// Goods for [`procurement`]: some or none.
pub fn goods(book: &Book, rng: &mut Rng) -> Vec<(&'static str, &'static str, &'static str, i64, i64)> {
    let step = book.number.unit.step();
    let menu = [
        ("台式计算机", "A02010105", "台", 500_000),
        ("激光打印机", "A02020400", "台", 200_000),
        ("档案密集架", "A05010301", "组", 800_000),
    ];
    let mut goods = Vec::new();
    for (item, number, measure, base) in menu {
        if rng.chance(50) {
            goods.push((
                item,
                number,
                measure,
                rng.range(1, 12),
                base / step * step + rng.range(0, 9) * step,
            ));
        }
    }
    goods
}

/// 固定资产占用情况表.
pub fn assets(book: &Book, rng: &mut Rng) -> Sheet {
    let unit = book.number.unit.as_str();
    let header = format!("项   目|数量|价值（金额单位：{unit}）");
    let mut sheet = Sheet::new("assets", book.number, &[&header]);
    let step = book.number.unit.step();
    let worth = |rng: &mut Rng, yuan: i64| rng.range(yuan * 10 / step, yuan * 100 / step) * step;
    let cars = book.ledger.units.iter().map(|u| u.cars).sum::<i64>();
    let building = if rng.chance(40) { rng.range(200, 3_000) } else { 0 };
    let house = if building > 0 { worth(rng, 4_000_000) } else { 0 };
    let car = if cars > 0 { worth(rng, 150_000 * cars) } else { 0 };
    let other = worth(rng, 900_000);
    let rows = [
        ("资产总额", "资产总额", 0, house + car + other),
        ("1、房屋（平方米）", "房屋（平方米）", building, house),
        ("　　其中：办公用房（平方米）", "办公用房（平方米）", building, house),
        ("2、车辆（台、辆）", "车辆（台、辆）", cars, car),
        ("3、单价在20万元以上的设备", "单价在20万元以上的设备", 0, 0),
        ("4、其他固定资产", "其他固定资产", 0, other),
    ];
    for (printed, name, quantity, value) in rows {
        let label = Label::name(name);
        sheet.row().text(0, printed);
        if quantity != 0 {
            sheet.count(1, quantity, &label);
        }
        sheet.money(2, value, &label);
    }
    sheet
}

/// 部门决算公开相关信息统计表: procurement, running costs and assets under headings of their own.
pub fn statistics(book: &Book, rng: &mut Rng) -> Sheet {
    let mut sheet =
        Sheet::new("disclosure_statistics", book.number, &["一、政府采购情况|<|<", "项目|行次|统计数"]);
    let step = book.number.unit.step();
    let (goods, services) =
        (rng.range(1, 900_000 * 100 / step) * step, rng.range(0, 900_000) * 100 / step * step);
    let running =
        book.ledger.sum(|e| e.is_general() && e.is_running() && book.ledger.units[e.unit].administrative);
    let cars: i64 = book.ledger.units.iter().map(|u| u.cars).sum();
    let mut line = 0;
    // The designer leaves the measure open: the heading of the section is no column header.
    let mut write = |sheet: &mut Sheet, printed: &str, name: &str, fen: i64, number: i64| {
        line += 1;
        sheet.row().text(0, printed).text(1, &line.to_string());
        let label = Label::name(name);
        if fen != 0 {
            sheet.fact(2, money(fen, book.number), yuan(fen), &label, "*".to_owned());
        } else if number != 0 {
            sheet.fact(2, number.to_string(), String::new(), &label, "*".to_owned());
        }
    };
    write(&mut sheet, "合计", "合计", goods + services, 0);
    write(&mut sheet, "货物", "货物", goods, 0);
    write(&mut sheet, "工程", "工程", 0, 0);
    write(&mut sheet, "服务", "服务", services, 0);
    sheet.row().span(0, 1, 3, "二、机关运行经费");
    sheet.row().text(0, "项目").text(2, "统计数");
    write(&mut sheet, "(一) 行政单位", "行政单位", running, 0);
    write(&mut sheet, "(二) 参照公务员法管理事业单位", "参照公务员法管理事业单位", 0, 0);
    sheet.row().span(0, 1, 3, "三、国有资产占用情况");
    write(&mut sheet, "(一) 车辆数合计(辆)", "车辆数合计(辆)", 0, cars);
    write(&mut sheet, "1. 主要负责人用车", "主要负责人用车", 0, 0);
    write(&mut sheet, "2. 机要通信用车", "机要通信用车", 0, cars.min(1));
    write(&mut sheet, "3. 其他用车", "其他用车", 0, cars - cars.min(1));
    write(&mut sheet, "(二) 单价100万元(含)以上设备(不含车辆)", "单价100万元(含)以上设备(不含车辆)", 0, 0);
    sheet
}
