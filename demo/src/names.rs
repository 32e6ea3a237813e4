//! Names put together from characters; nobody's in particular. Characters that with a surname here would make the name of
//! somebody known are left out.

use crate::dice::Dice;
use std::collections::BTreeSet;

const SURNAMES: &[char] = &[
    '赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨', '朱',
    '秦', '尤', '许', '何', '吕', '施', '张', '孔', '曹', '严', '华', '金', '魏', '陶', '姜', '戚', '谢',
    '邹', '喻', '柏', '水', '窦', '章', '云', '苏', '潘', '葛', '奚', '范', '彭', '郎', '鲁', '韦', '昌',
    '马', '苗', '凤', '花', '方', '俞', '任', '袁', '柳', '鲍', '史', '唐', '费', '廉', '岑', '薛', '雷',
    '贺', '倪', '汤', '滕', '殷', '罗', '毕', '郝', '邬', '安', '常', '乐', '于', '时', '傅', '皮', '卞',
    '齐', '康', '伍', '余', '元', '卜', '顾', '孟', '平', '黄', '和', '穆', '萧', '尹', '段', '普', '刀',
    '木', '龙', '白', '石', '莫', '覃',
];
const WOMEN: &[char] = &[
    '蘅', '薇', '岚', '婉', '棠', '蕙', '漪', '黛', '芷', '璎', '妤', '姝', '绮', '蓁', '菀', '瑶', '槿',
    '苓', '芩', '缨', '沁', '荔',
];
const MEN: &[char] = &[
    '峤', '骁', '岳', '砺', '铮', '嵘', '柏', '樵', '渊', '峻', '戟', '榕', '炬', '屹', '硕', '壑', '矗',
    '钧', '崧',
];
const EITHER: &[char] = &[
    '清', '和', '知', '言', '松', '云', '望', '怀', '景', '砚', '舟', '渡', '疏', '桐', '若', '谷', '守',
    '拙', '润', '禾', '远', '行', '辰', '亭', '茂', '林', '春', '晓', '静', '采', '以', '宁', '佑', '光',
    '岭', '南', '溪', '泉', '澄', '昀', '翊', '珩', '沅', '攸', '楷', '澍', '泓', '霁', '弘', '牧', '序',
    '衡', '徽', '筠', '竹', '遥', '临', '向', '秋', '实', '朴', '谦', '泠', '思', '永', '青', '原', '石',
    '微', '明', '鹤',
];
const DOTTED_FIRST: &[&str] = &["阿木", "沙玛", "格桑", "洛尔", "达娃", "依布", "玉波", "岩坎"];
const DOTTED_LAST: &[&str] = &["拉措", "尔古", "旺堆", "卓玛措", "次尔", "云登", "温罕", "木果"];

/// Minorities that dwell in the invented province, the larger first.
const PEOPLES: &[&str] =
    &["彝族", "白族", "傣族", "壮族", "苗族", "回族", "哈尼族", "纳西族", "藏族", "瑶族"];

/// Names that must not come up: mistakes and outsiders that the dirty rows use.
const RESERVED: &[&str] = &["沈若榖", "普文中", "陆景禾", "罗青禾"];

/// Slips of the pen: nobody is called so.
pub(crate) const MISSPELT: [&str; 3] = ["沈若榖", "普文中", "陆景禾"];
/// A member of a city's committee, not of the province's.
pub(crate) const OUTSIDER: &str = "罗青禾";

/// Hands out names, each once.
pub(crate) struct Names {
    used: BTreeSet<String>,
}

/// A name with what goes with it.
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) woman: bool,
    pub(crate) people: &'static str,
}

impl Names {
    /// With the reserved names and these already taken.
    pub(crate) fn new(taken: impl Iterator<Item = &'static str>) -> Self {
        Self { used: RESERVED.iter().copied().chain(taken).map(str::to_owned).collect() }
    }

    /// A new person; `minority` in thousandths is the chance of not being 汉族.
    pub(crate) fn next(&mut self, dice: &mut Dice, minority: u32) -> Person {
        let woman = dice.chance(310);
        let people = if dice.chance(minority) { dice.pick(PEOPLES) } else { "汉族" };
        loop {
            let own = if woman { WOMEN } else { MEN };
            let mut name = String::from(dice.pick(SURNAMES));
            if dice.chance(120) {
                name.push(dice.pick(own));
            } else {
                name.push(dice.pick(EITHER));
                name.push(if dice.chance(350) { dice.pick(own) } else { dice.pick(EITHER) });
            }
            let mut letters = name.chars().skip(1);
            let doubled = letters.next() == letters.next();
            if !doubled && self.used.insert(name.clone()) {
                return Person { name, woman, people };
            }
        }
    }

    /// A new person of a minority whose name has a middle dot.
    pub(crate) fn next_dotted(&mut self, dice: &mut Dice) -> Person {
        loop {
            let name = format!("{}·{}", dice.pick(DOTTED_FIRST), dice.pick(DOTTED_LAST));
            if self.used.insert(name.clone()) {
                return Person { name, woman: dice.chance(400), people: dice.pick(PEOPLES) };
            }
        }
    }
}

/// `李勇` → `李 勇`, as clerks line up names of two characters; others stay.
pub(crate) fn spaced(name: &str, space: char) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(first), Some(second), None) => format!("{first}{space}{second}"),
        _ => name.to_owned(),
    }
}
