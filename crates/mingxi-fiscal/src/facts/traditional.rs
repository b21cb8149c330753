//! Characters of Traditional script that stand in names, titles and captions, as their simplified ones. Facts
//! are compared in the folded form; the printed name keeps its own characters.

use std::sync::LazyLock;

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
齋斋\
匯汇滙汇衞卫啟启啓启喬乔壩坝壯壮壘垒墾垦媽妈孫孙宮宫屆届嶼屿嶽岳岡冈島岛巖岩幣币帳帐廟庙張张彎弯徑径\
態态憲宪戰战掛挂揚扬換换撥拨擁拥擇择擊击擔担擴扩攝摄敗败斷断曉晓暫暂暢畅棄弃棟栋楊杨欄栏測测渾浑湧涌\
滿满滬沪漲涨潛潜濃浓灑洒灘滩煙烟熱热爐炉牆墙獨独獻献瑪玛瓊琼畢毕癥症盜盗盤盘盧卢礎础礦矿祿禄禪禅窮穷\
窯窑筆笔簡简簽签籌筹籃篮糾纠納纳純纯紙纸紅红終终絕绝綜综綠绿綱纲線线編编緣缘練练縮缩繳缴繼继纖纤罷罢\
羅罗習习肅肃腫肿臘腊艦舰艱艰莖茎葦苇蔣蒋蘭兰虛虚襲袭親亲觸触訂订訓训記记設设詢询詳详誤误諮咨諾诺譜谱\
販贩賀贺賠赔賽赛趕赶跡迹踐践軟软進进遊游過过違违遞递遺遗還还邏逻釀酿銀银銷销鋒锋鎖锁鑄铸鑒鉴閒闲閣阁\
陳陈隨随雙双韌韧響响頑顽頒颁顆颗顯显飯饭駕驾駛驶騎骑騰腾髒脏鮮鲜鯉鲤鴨鸭龜龟穎颖潁颍榮荣滎荥譚谭鄲郸\
鄖郧酈郦鉅巨錫锡鍋锅鏡镜閬阆闊阔隴陇饒饶駿骏鶴鹤鷹鹰漣涟潤润潯浔瀘泸瀏浏灃沣燈灯獅狮瑤瑶磯矶禮礼稅税\
竇窦羈羁膠胶蘆芦蘄蕲蘊蕴裏里覽览訥讷誌志諧谐謝谢豬猪賢贤賴赖鄆郓鄒邹鄔邬鉛铅鋁铝鎢钨闕阙陘陉頓顿頗颇\
顏颜馴驯騷骚鬱郁墊垫奧奥妝妆嬌娇寢寝尋寻崗岗嶗崂彌弥恆恒懸悬戲戏捨舍掃扫撿捡擬拟敵敌晝昼曠旷樅枞樁桩\
橢椭櫃柜櫻樱歐欧殼壳湊凑滯滞潑泼澠渑濕湿瀾澜煉炼燦灿牽牵犧牺狀状猶犹瑩莹璽玺瓏珑疊叠盞盏眾众睏困碩硕\
磚砖祕秘秈籼稟禀穌稣窩窝粵粤糞粪紡纺紮扎綢绸緊紧緒绪緩缓繡绣罈坛羨羡聰聪聳耸脅胁臟脏莢荚菸烟萇苌葷荤\
蔔卜薊蓟薦荐薩萨虜虏蝦虾蠶蚕衆众褸褛襪袜訖讫詔诏諒谅謀谋謙谦謹谨譽誉賃赁贏赢趨趋踴踊蹤踪躉趸軀躯輻辐\
轄辖辯辩遙遥適适醜丑釣钓鈣钙鈉钠鈺钰鉀钾鋸锯錨锚鍵键鍛锻鎂镁鏈链鏟铲鑽钻閘闸闡阐霧雾靂雳頌颂飄飘飼饲\
餅饼馱驮騖骛驕骄驛驿骯肮髮发鬆松鯨鲸鱷鳄鷗鸥鸚鹦麵面黴霉鼴鼹";

/// The pairs by their traditional character, for the many characters that are looked up.
static SORTED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let chars: Vec<char> = PAIRS.chars().collect();
    let mut pairs: Vec<(char, char)> = chars.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_by_key(|(traditional, _)| *traditional);
    pairs
});

/// The simplified form of a character.
pub(crate) fn simplified(c: char) -> char {
    if !('\u{4e00}'..='\u{9fff}').contains(&c) {
        return c;
    }
    SORTED.binary_search_by_key(&c, |(traditional, _)| *traditional).map_or(c, |at| SORTED[at].1)
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
