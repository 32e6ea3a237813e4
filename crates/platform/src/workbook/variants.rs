//! Variant, traditional and easily confused characters in names.

/// Pairs of a character found in names and the form it is compared by.
const VARIANTS: &str = "峯峰 昇升 陞升 喆哲 堃坤 崑昆 崐昆 崙仑 甦苏 蘇苏 傑杰 寶宝 寳宝 國国 囯国 華华 \
    龍龙 麗丽 馬马 陳陈 張张 劉刘 楊杨 黃黄 趙赵 吳吴 孫孙 鄭郑 許许 鄧邓 蕭萧 肖萧 \
    閆闫 閻闫 阎闫 傅付 邱丘 鍾钟 锺钟 髙高 呂吕 溫温 強强 喬乔 偉伟 榮荣 慶庆 東东 \
    軍军 風风 鳳凤 蘭兰 貴贵 賢贤 悳德 徳德 勳勋 勛勋 禕祎 燁烨 煒炜 瑋玮 穎颖 頴颖 \
    婭娅 靜静 靑青 潔洁 麐麟 棲栖 邨村 羣群 濬浚 迺乃 逺远 遠远 喦岩 嵒岩 巖岩 樑梁 \
    栢柏 凃涂 逹达 達达 彥彦 兪俞 敎教 鎭镇 鎮镇 眞真 愼慎 慤悫 淸清 産产 產产 葉叶 \
    羅罗 韓韩 馮冯 蔣蒋 賈贾 鄒邹 閔闵 陸陆 範范 萬万 錢钱 湯汤 嚴严 盧卢 譚谭 龔龚 \
    賴赖 顧顾 莊庄 鄔邬 衛卫 紅红 艷艳 豔艳 艶艳 雲云 飛飞 鵬鹏 輝辉 煇辉 暉晖 剛刚 \
    勁劲 義义 誠诚 謙谦 詩诗 銘铭 鋒锋 鐵铁 鈞钧 錦锦 長长 開开 關关 學学 興兴 愛爱 \
    憲宪 樹树 業业 澤泽 濤涛 為为 爲为 瑪玛 瓊琼 畢毕 盤盘 禮礼 紀纪 純纯 紹绍 維维 \
    綱纲 績绩 繼继 聖圣 聰聪 肅肃 臨临 蓮莲 薩萨 視视 觀观 訓训 詠咏 譽誉 財财 資资 \
    贊赞 進进 連连 運运 選选 郷乡 鄉乡 鎖锁 陽阳 際际 雙双 電电 韋韦 順顺 領领 頡颉 \
    顏颜 顔颜 願愿 騰腾 驊骅 鴻鸿 鶴鹤 麥麦 黨党 齊齐 齡龄 於于 祐佑 晉晋 晧皓 暠皓 \
    皜皓 凱凯 劍剑 勝胜 嘯啸 壽寿 夢梦 寧宁 甯宁 寗宁 實实 導导 岡冈 嶺岭 巒峦 師师 \
    廣广 後后 從从 復复 恆恒 戰战 時时 書书 會会 來来 楨桢 權权 歡欢 漢汉 潤润 瀾澜 \
    灝灏 燦灿 爾尔 獻献 環环 珮佩 琺珐 竝并 並并 併并";

/// Folds variant, traditional and confusable characters of a name to one form (`王峯` and `王峰` both give
/// `王峰`). Only for *suggesting* that two names may be the same person: it also folds surnames that are
/// different surnames (`肖` and `萧`), so a clerk must confirm. Never store the result.
pub fn fold_variants(name: &str) -> String {
    name.chars().map(fold).collect()
}

fn fold(character: char) -> char {
    // Names are short and the table is small: a scan costs less than keeping a map.
    VARIANTS
        .split_whitespace()
        .find_map(|pair| {
            let mut pair = pair.chars();
            let variant = pair.next()?;
            (variant == character).then(|| pair.next()).flatten()
        })
        .unwrap_or(character)
}
