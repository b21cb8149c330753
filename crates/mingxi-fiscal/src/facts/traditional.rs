//! Characters of Traditional script that stand in names, titles and captions, as their simplified ones. Facts
//! are compared in the folded form; the printed name keeps its own characters.

/// Pairs of a traditional character and its simplified one.
const PAIRS: &str = "門门廈厦預预決决單单財财縣县區区醫医療疗學学鎮镇鄉乡廳厅會会員员辦办處处團团隊队館馆園园東东廣广華华蘇苏\
內内龍龙寧宁遼辽陝陕貴贵雲云慶庆漢汉陽阳陰阴臺台灣湾濟济長长連连間间開开關关聞闻監监術术專专業业務务\
發发產产農农漁渔糧粮與与為为議议協协黨党紀纪檢检計计劃划統统審审環环護护衛卫壽寿勞劳動动運运輸输車车\
電电視视報报書书圖图藝艺體体傳传軍军營营濱滨溫温樂乐豐丰賓宾鹽盐滄沧懷怀綿绵達达資资陸陆寶宝雞鸡鳳凤\
遠远靈灵閩闽贛赣魯鲁晉晋鄭郑許许馬马錦锦撫抚順顺鐵铁嶺岭瀋沈齊齐爾尔濰潍萊莱棗枣莊庄蕪芜銅铜黃黄蕭萧\
縉缙麗丽義义烏乌諸诸紹绍興兴餘余類类項项總总額额費费購购級级屬属構构職职責责說说錄录號号碼码稱称機机\
場场億亿萬万採采標标題题導导衝冲歷历麼么從从縱纵愛爱實实驗验檔档範范創创製制際际險险養养褲裤兒儿婦妇\
殘残聯联僑侨對对戶户網网絡络經经聖圣樓楼橋桥鋪铺塢坞澤泽潔洁淨净滅灭災灾應应給给復复複复頭头顧顾維维\
穩稳訪访訴诉誠诚談谈調调講讲譯译讀读變变讓让貿贸質质賬账贊赞贈赠軌轨載载較较輔辅輪轮轉转選选遷迁郵邮\
鄰邻醬酱釋释鋼钢錢钱鍾钟鐘钟閱阅隸隶難难靜静韓韩頁页領领頻频風风飛飞驅驱點点齡龄據据數数歲岁條条極极\
樣样權权歡欢歸归殺杀氣气沖冲況况準准減减湯汤溝沟無无獎奖獲获現现畫画異异當当確确種种積积競竞築筑節节\
約约組组細细結结續续罰罚聲声腦脑臨临舊旧葉叶蓋盖藥药蟲虫補补裝装規规覺觉觀观詞词試试該该認认證证評评\
識识負负貧贫貨货買买賣卖趙赵躍跃輕轻辭辞邊边鄧邓針针閉闭階阶離离雜杂韋韦願愿駐驻鬥斗魚鱼鳥鸟麥麦黌黉\
齋斋";

/// The simplified form of a character.
pub(crate) fn simplified(c: char) -> char {
    if !('\u{4e00}'..='\u{9fff}').contains(&c) {
        return c;
    }
    let mut pairs = PAIRS.chars();
    while let (Some(traditional), Some(simple)) = (pairs.next(), pairs.next()) {
        if traditional == c {
            return simple;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_made_of_pairs() {
        assert_eq!(PAIRS.chars().count() % 2, 0);
        let folded: String = "雲杉縣醫療保障局二〇二四年部門預算".chars().map(simplified).collect();
        assert_eq!(folded, "云杉县医疗保障局二〇二四年部门预算");
    }

    #[test]
    fn a_simple_character_stays() {
        for c in "算校督表保暨县局预决".chars() {
            assert_eq!(simplified(c), c);
        }
    }
}
